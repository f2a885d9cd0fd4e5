"""Where the history is: named by the person, by `INKREAD_HISTORY`, or in the system's usual place."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from inkread.data_folder import data_folder
from inkread.history.bucket_address import images_place
from inkread.history.file_path import written_out

if TYPE_CHECKING:
    from inkread.history.store import Store

ADDRESS = "INKREAD_HISTORY"
IMAGES = "INKREAD_HISTORY_IMAGES"
FILE = "history.db"
SQLITE = "sqlite:///"
LOCAL_OWNER = "local"
"""Whose the readings are that the command line and the desktop window keep: this computer's."""


@dataclass(frozen=True, slots=True)
class Place:
    """A history's database and images.

    Attributes:
        address: the file of an SQLite database, or an address such as `postgresql://ann@host/inkread`.
        images: the folder of images, or a bucket's address such as `s3://bucket/prefix`.
    """

    address: str = field(repr=False)  # it may hold a password
    images: Path | str

    @property
    def file(self) -> Path | None:
        """The file of an SQLite database; None for another."""
        path = self.address.removeprefix(SQLITE)
        return None if "://" in path else Path(path)

    @property
    def folder(self) -> Path:
        """The folder for what belongs to the history and is neither: beside it, where it lies in a folder."""
        beside = self.file or self.images
        return beside.parent if isinstance(beside, Path) else data_folder()

    @property
    def shown(self) -> str:
        """The address as people may see it.

        >>> Place("postgresql://ann:secret@host/ink", Path()).shown
        'postgresql://ann:***@host/ink'
        """
        if self.file is not None:
            return self.address
        from inkread.history.shown_address import shown_address  # and SQLAlchemy

        return shown_address(self.address)

    def open(self) -> "Store":
        """Return the history, made where there is none.

        Raises:
            HistoryError: when it cannot be opened.
        """
        from inkread.history.store import Store  # and SQLAlchemy

        return Store.open(self.address, images=self.images)

    def unopened(self) -> "Store":
        """Return the history before anything is asked of it.

        Raises:
            HistoryError: when there can be no such history.
        """
        from inkread.history.store import Store

        return Store.unopened(self.address, images=self.images)


def history_place(
    address: str | None = None,
    *,
    images: Path | str | None = None,
    environment: Mapping[str, str] = os.environ,
) -> Place:
    """Return where the history is, files and folders from the root on and `~` written out.

    Args:
        address: of its database; else that of `INKREAD_HISTORY`, else a file in `data_folder`.
        images: their folder, or a bucket's address; else that of `INKREAD_HISTORY_IMAGES`, else beside the
            file, and for a database that is no file in `data_folder`.
        environment: the variables to look at.

    Example:
        >>> place = history_place(environment={"INKREAD_HISTORY": "kept/mine.db"})
        >>> place.file == Path("kept/mine.db").absolute(), place.images.name
        (True, 'mine-images')
    """
    chosen = _written_out(address or environment.get(ADDRESS) or str(data_folder(environment) / FILE))
    named = images or environment.get(IMAGES)
    if named:
        return Place(chosen, images_place(named))
    file = Place(chosen, Path()).file or written_out(data_folder(environment) / FILE)
    return Place(chosen, file.with_name(f"{file.stem}-images"))


def _written_out(address: str) -> str:
    """Return an address whose file, where it names one, is written out."""
    scheme = SQLITE if address.startswith(SQLITE) else ""
    file = address.removeprefix(SQLITE)
    return address if "://" in file else f"{scheme}{written_out(file)}"
