"""Whose a folder or a bucket of images is: one history's, whose number it bears.

A folder named in `INKREAD_HISTORY_IMAGES` stays named when `--history` asks for another database for once. To
that database all images in it belong to nothing: a clean-up of it swept up every image of the other.
"""

from itertools import islice
from typing import TYPE_CHECKING

import sqlalchemy as sa

from inkread.errors import HistoryError
from inkread.history.footprints import having_images
from inkread.history.schema import identity

if TYPE_CHECKING:
    from inkread.history.store import Store

PART = 500  # files looked up in one question to the database


def claim(store: "Store", *, take_over: bool = False, dry_run: bool = False) -> None:
    """Make the images' place this history's.

    One that nobody has claimed and that holds images is this history's where it knows any of them.

    Args:
        store: the history.
        take_over: whether to claim it whoever had it: their history is gone.
        dry_run: whether to look only.

    Raises:
        HistoryError: with the code `others_images` when it is another's.
    """
    own = number_of(store)
    if _is_own(store, own):
        return
    if not take_over and _holds_only_others(store):
        # Or another process has claimed it just now, and its first reading's row is on the way.
        if _is_own(store, own):
            return
        raise _others(store)
    if not dry_run:
        store.pictures.set_owner(own)


def number_of(store: "Store") -> str:
    """Return the history's number: another database has another, whatever is in it."""
    with store.database.reading() as connection:
        return str(connection.scalar(sa.select(identity.c.id)))


def _is_own(store: "Store", own: str) -> bool:
    """Return whether the images' place bears the history's number."""
    return store.pictures.owner() == own


def _holds_only_others(store: "Store") -> bool:
    """Return whether the images' place is another's: by its number, or by images of which none is known."""
    if store.pictures.owner() is not None:
        return True
    ids = (file.id for files in store.pictures.files() for file in files if file.id)
    found_any = False
    while part := list(islice(ids, PART)):
        if having_images(store.database, part):
            return False
        found_any = True
    return found_any


def _others(store: "Store") -> HistoryError:
    """Return the error of images that are another history's."""
    return HistoryError(
        f"{store.database.name}: expected images of its own, got a place of another history's; name one for"
        " it alone in INKREAD_HISTORY_IMAGES, or, if that history is gone, restore with: --take-over",
        code="others_images",
    )
