"""Puts the image of a reading back under its old id, beside whoever may be doing the same."""

from inkread.history.picture_store import PictureStore


def put_back(pictures: PictureStore, entry_id: str, image: bytes) -> bool:
    """Put an image there; return False where it is there already, which is then not the caller's to undo.

    Raises:
        HistoryError: when it cannot be written.
    """
    if pictures.read(entry_id) == image:
        return False
    pictures.remove(entry_id)  # what a killed process left half written
    pictures.write(entry_id, image)
    return True
