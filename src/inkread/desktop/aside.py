"""What was deleted from the history while the window is open, so that it can be brought back."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from inkread.errors import HistoryError

if TYPE_CHECKING:
    from inkread.history import Entry, Store
    from inkread.history.wastebasket import Wastebasket


class Aside:
    """Deletes readings from one history, and remembers them.

    Args:
        store: the history.
        basket: what remembers them.
    """

    def __init__(self, store: "Store", basket: "Wastebasket") -> None:
        """Begin with nothing deleted."""
        self._store, self._basket = store, basket

    def delete(self, ids: Sequence[str]) -> tuple[int, int]:
        """Delete readings; those that are gone already are passed over.

        Returns:
            How many went; and how many, of these and of those deleted before, can be brought back no more.

        Raises:
            HistoryError: when they cannot be deleted, or not be remembered; none of them goes then.
        """
        from inkread.history import LOCAL_OWNER

        self._basket.put(found for entry_id in ids if (found := self._found(entry_id)))
        return self._store.delete(ids, owner=LOCAL_OWNER), self._basket.make_room()

    def bring_back(self, ids: Sequence[str]) -> int:
        """Keep deleted readings again, and return how many are back.

        Raises:
            HistoryError: when they cannot be kept.
        """
        from inkread.history.undelete import undelete

        known = [entry_id for entry_id in ids if entry_id in self._basket]
        for entry_id in known:
            undelete(self._store, *self._basket.get(entry_id))
        self._basket.remove(known)
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
