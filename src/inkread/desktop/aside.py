"""What was deleted from the history while the window is open, so that it can be brought back."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from inkread.errors import HistoryError

if TYPE_CHECKING:
    from inkread.history import Entry, Store

MOST = 1000  # readings with their pictures, some 20 kB each; of more the first ones are gone for good


class Aside:
    """Deletes readings from one history, and remembers them.

    Args:
        store: the history.
    """

    def __init__(self, store: "Store") -> None:
        """Begin with nothing deleted."""
        self._store = store
        self._entries: dict[str, tuple[Entry, bytes | None]] = {}

    def delete(self, ids: Sequence[str]) -> int:
        """Delete readings, and return how many went; those that are gone already are passed over.

        Raises:
            HistoryError: when they cannot be deleted.
        """
        from inkread.history import LOCAL_OWNER

        self._entries |= {entry_id: found for entry_id in ids if (found := self._found(entry_id))}
        for entry_id in list(self._entries)[:-MOST]:
            del self._entries[entry_id]
        return self._store.delete(ids, owner=LOCAL_OWNER)

    def bring_back(self, ids: Sequence[str]) -> int:
        """Keep deleted readings again, and return how many are back.

        Raises:
            HistoryError: when they cannot be kept.
        """
        from inkread.history.restore import restore

        known = [entry_id for entry_id in ids if entry_id in self._entries]
        for entry_id in known:
            restore(self._store, *self._entries[entry_id])
            del self._entries[entry_id]
        return len(known)

    def _found(self, entry_id: str) -> "tuple[Entry, bytes | None] | None":
        """Return a reading and its picture, or None where it is gone."""
        from inkread.history import LOCAL_OWNER

        try:
            entry = self._store.get(entry_id, owner=LOCAL_OWNER)
            return entry, self._store.image(entry_id, owner=LOCAL_OWNER)
        except HistoryError as error:
            if error.code != "not_found":
                raise
            return None
