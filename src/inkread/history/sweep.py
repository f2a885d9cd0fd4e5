"""Files without an entry and entries without their file: what killed processes and busy hands leave."""

import time
from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from inkread.history.footprints import having_images, with_images

if TYPE_CHECKING:
    from inkread.history.store import Store


def stray_files(store: "Store", age: timedelta) -> Iterator[tuple[str, int]]:
    """Yield the path below the folder of images, and the size, of each file that belongs to no entry.

    Files of other names than the store gives are a person's own, and are left alone.

    Args:
        store: the history.
        age: that a file must have by its time stamp: an entry's row comes after its file.
    """
    until = time.time() - age.total_seconds()
    for files in store.pictures.files():
        old = [file for file in files if file.going or file.written_at <= until]
        known = having_images(store.database, [file.id for file in old if file.id])
        yield from ((file.name, file.bytes) for file in old if file.id not in known)


def lost_images(store: "Store") -> Iterator[str]:
    """Yield the id of each entry whose image someone took away."""
    # The row is known first: an entry's file was there before its row.
    batches = ([entry.id for entry in batch] for batch in with_images(store.database))
    yield from store.pictures.missing(batches)
