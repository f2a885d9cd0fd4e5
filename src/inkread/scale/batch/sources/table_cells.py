"""What a cell of a table stands for: the path of an image, or its bytes; and which column holds them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from inkread.errors import DataError, ImageError
from inkread.scale.batch.job import ImageToRead
from inkread.scale.batch.sources.lazy_file import lazy_file, of_bytes
from inkread.scale.batch.sources.place import Place, same_anywhere
from inkread.scale.batch.sources.remote import is_url, remote_opener

COLUMNS = ("image", "path", "file", "file_name", "image_path", "image_file", "file_path", "source")
"""Columns looked for, in this order; `source` is that of the table of images that could not be read."""
BETWEEN_WORDS = re.compile(r"[\s_-]+")
SHOWN = 8  # names in a message


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


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it was asked for.

    Attributes:
        place: the file.
        root: where relative paths begin.
        column: the one that holds the images, or None for that of a usual name.
        keep: those that go into the output.
    """

    place: Place
    root: Root
    column: str | None = None
    keep: tuple[str, ...] = ()

    def identity(self, content: str) -> dict[str, Any]:
        """Return what is the same for the same table, whose content has this digest."""
        return {
            "input": self.place.identity,
            "name": self.place.name,  # of which those of its rows are made
            "content": content,
            "root": same_anywhere(self.root.address),
            "column": self.column,
            "keep": list(self.keep),
        }


@dataclass(frozen=True, slots=True)
class TableSource:
    """What the images in a table have in common, whatever its form.

    Attributes:
        table: the file, its columns, and where its paths begin.
    """

    table: Table

    @property
    def address(self) -> str:
        """See `Source`."""
        return self.table.place.address

    @property
    def keep(self) -> tuple[str, ...]:
        """See `Source`."""
        return self.table.keep


def root_of(address: str) -> str:
    """Return the folder that a table lies in."""
    return address.rpartition("/")[0] if is_url(address) else str(Path(address).parent)


def encoded(name: str, content: bytes) -> ImageToRead:
    """Return the image whose file's bytes a cell holds."""
    return ImageToRead(name, of_bytes(name, lambda: content))


def bad_cell(name: str, why: str) -> ImageToRead:
    """Return an image that there is not, and why."""
    return ImageToRead(name, ImageError(why, reason="bad_cell"))


def column_of_images(names: Sequence[str], wanted: str | None) -> int | None:
    """Return which column is the one that is wanted, or else has a usual name; None where there is none.

    Capitals make no difference, and of the usual names what stands between words makes none: `Image Path` is
    `image_path`. But the very name that is wanted goes before.
    """
    if wanted is not None:
        return _place_of(wanted, names)
    plain = [_plain(name) for name in names]
    return next((plain.index(_plain(usual)) for usual in COLUMNS if _plain(usual) in plain), None)


def kept_columns(names: Sequence[str], table: Table) -> list[int]:
    """Return which columns go into the output.

    Raises:
        DataError: when there is one of them not.
    """
    places = [(name, _place_of(name, names)) for name in table.keep]
    missing = next((name for name, place in places if place is None), None)
    if missing is not None:
        got = _listed(names) if names else "no row of names above"
        raise DataError(
            f"{table.place.address}: expected a column {missing!r} to keep, got {got}; choose another --keep"
        )
    return [place for _, place in places if place is not None]


def no_column(names: Sequence[str], wanted: str | None, address: str) -> DataError:
    """Return the error about a table in which no column holds the images."""
    if wanted is not None:
        return DataError(
            f"{address}: expected a column {wanted!r}, got {_listed(names)}; choose another --column"
        )
    return DataError(
        f"{address}: expected a column named {', '.join(COLUMNS)}, got {_listed(names)}; say which with"
        " --column, or write a row of names above"
    )


def _place_of(wanted: str, names: Sequence[str]) -> int | None:
    """Return which of some names is the one that is wanted, or else differs in capitals alone."""
    if wanted in names:
        return names.index(wanted)
    return next((place for place, name in enumerate(names) if name.casefold() == wanted.casefold()), None)


def _plain(name: str) -> str:
    """Return a name in small letters, without what stands between words."""
    return BETWEEN_WORDS.sub("", name).casefold()


def _listed(names: Sequence[str]) -> str:
    """Return the first of some names in a line: of a table of pixels there are hundreds."""
    more = f" and {len(names) - SHOWN:,} more" if len(names) > SHOWN else ""
    return ", ".join(map(repr, names[:SHOWN])) + more
