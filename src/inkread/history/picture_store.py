"""Where images are kept: in a folder, or in a bucket of object storage; both do the same."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Protocol

from inkread.history.bucket_address import images_place
from inkread.history.pictures import Pictures, StoredFile


class PictureStore(Protocol):
    """What a history asks of the place of its images."""

    def write(self, entry_id: str, image: bytes) -> None:
        """Keep an image; it is safe when this returns."""

    def read(self, entry_id: str) -> bytes | None:
        """Return an image, or None where it is gone."""

    def remove(self, entry_id: str) -> None:
        """Let an image go."""

    def files(self) -> Iterator[list[StoredFile]]:
        """Yield the store's own files."""

    def missing(self, batches: Iterable[list[str]]) -> Iterator[str]:
        """Yield those of the ids, sorted and in batches, whose image is gone."""

    def remove_stray(self, name: str) -> None:
        """Remove a file that `files` told of."""

    def owner(self) -> str | None:
        """Return the number of the history whose images these are, or None where none has claimed them."""

    def set_owner(self, identity: str) -> None:
        """Note whose images these are."""

    def check_writable(self) -> None:
        """Raise a HistoryError where nothing can be written."""

    def close(self) -> None:
        """Close connections; the next use opens new ones."""


def picture_store(images: str | Path) -> PictureStore:
    """Return the store of images at a folder or at an address such as `s3://bucket/prefix`.

    Raises:
        HistoryError: with the code `unreachable`, when the address names no bucket.
    """
    place = images_place(images)
    if isinstance(place, Path):
        return Pictures(place)
    from inkread.history.bucket import BucketPictures

    return BucketPictures(place)
