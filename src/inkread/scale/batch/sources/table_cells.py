"""What a cell of a table stands for: the path of an image, or its bytes; and which column holds them."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from inkread.errors import DataError, ImageError
from inkread.scale.batch.job import ImageToRead
from inkread.scale.batch.sources.lazy_file import lazy_file, of_bytes
from inkread.scale.batch.sources.remote import is_url, remote_opener

COLUMNS = ("image", "path", "file", "filename", "file_name", "source")
"""Columns looked for, in this order; `source` is that of the table of images that could not be read."""


@dataclass(frozen=True, slots=True)
class Root:
    """Where the relative paths of a table begin: a folder, or a URL."""

    address: str

    def image(self, path: str) -> ImageToRead:
        """Return the image that a cell names.

        A URL is followed only where the root is one of the same kind: a table from a stranger must not make
        this machine ask its neighbours.
        """
        if not path.strip():
            return bad_cell(path, "expected a path, got an empty cell; fill it in, or leave the row out")
        if is_url(path):
            if not path.startswith(self.address.partition("://")[0] + "://"):
                return bad_cell(
                    path, f"expected a path below {self.address}, got a URL; give --root with its kind of URL"
                )
            folder, _, name = path.rpartition("/")
            return ImageToRead(path, lazy_file(path, remote_opener(folder)(name)))
        if is_url(self.address):
            return ImageToRead(path, lazy_file(path, remote_opener(self.address)(path)))
        return ImageToRead(path, Path(self.address) / path)


def root_of(address: str) -> str:
    """Return the folder that a table lies in."""
    return address.rpartition("/")[0] if is_url(address) else str(Path(address).parent)


def encoded(name: str, content: bytes) -> ImageToRead:
    """Return the image whose file's bytes a cell holds."""
    return ImageToRead(name, of_bytes(name, lambda: content))


def bad_cell(name: str, why: str) -> ImageToRead:
    """Return an image that there is not, and why."""
    return ImageToRead(name, ImageError(why, reason="bad_cell"))


def chosen_column(names: Sequence[str], wanted: str | None, address: str) -> str:
    """Return which column holds the images.

    Raises:
        DataError: when there is no such column, or none of a usual name.
    """
    if wanted is not None:
        if wanted in names:
            return wanted
        raise DataError(
            f"{address}: expected a column {wanted!r}, got {', '.join(names)}; choose another --column"
        )
    found = next((name for name in COLUMNS if name in names), None)
    if found is None:
        raise DataError(
            f"{address}: expected a column named {', '.join(COLUMNS)}, got {', '.join(names)}; say which with"
            " --column"
        )
    return found
