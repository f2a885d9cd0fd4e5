"""Brings a deleted reading back as it was, for someone who takes the deletion back."""

from inkread.errors import HistoryError
from inkread.history.entry import Entry
from inkread.history.put_back import put_back
from inkread.history.rows import to_row
from inkread.history.schema import readings
from inkread.history.store import Store


def undelete(store: Store, entry: Entry, image: bytes | None) -> None:
    """Keep an entry again under its old id, with its time and its correction; it is on the disk then.

    Args:
        store: where it was deleted.
        entry: as the store had it.
        image: what was kept with it, or None.

    Raises:
        HistoryError: with the code `full`, `busy` or `unreachable`; nothing is kept then. One that is there
            already, because it was never deleted or is back, stays as it is.
    """
    if _is_there(store, entry.id):
        return
    has_written = image is not None and put_back(
        store.pictures, entry.id, image
    )  # first, as `Store.add` has it
    try:
        with store.database.writing() as connection:
            row = to_row(entry, image_bytes=None if image is None else len(image))
            connection.execute(readings.insert().values(row))
    except HistoryError:
        if _is_there(store, entry.id):  # somebody else has brought it back meanwhile: the image is theirs
            return
        if has_written:
            store.pictures.remove(entry.id)
        raise


def _is_there(store: Store, entry_id: str) -> bool:
    """Return whether there is an entry of this id."""
    try:
        store.get(entry_id, owner=None)
    except HistoryError as error:
        if error.code != "not_found":
            raise
        return False
    return True
