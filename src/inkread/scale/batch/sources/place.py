"""Where an input lies: a path that means the same in any folder, or a URL."""

import contextlib
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from inkread.errors import DataError
from inkread.scale.batch.sources.remote import is_url, open_remote

if TYPE_CHECKING:
    from io import BufferedReader


def anywhere(address: str) -> str:
    """Return a URL as it is, and a path from the root on: a worker of Ray begins in another folder."""
    return address if is_url(address) else str(Path(address).absolute())


def same_anywhere(path: str) -> str:
    """Return the same for the same file or folder, whatever links and dots lead there; a URL as it is."""
    return path if is_url(path) else str(Path(path).resolve())


@dataclass(frozen=True, slots=True)
class Place:
    """One input.

    Attributes:
        address: what the person called it: so it is named in messages and in the output.
        path: where it is opened, in whatever folder a process works: a URL, or an absolute path.
    """

    address: str
    path: str

    @classmethod
    def of(cls, address: str) -> "Place":
        """Return the place that `address` means in the folder of this process."""
        return cls(address, anywhere(address))

    @property
    def is_url(self) -> bool:
        """Whether it is for fsspec and no path of this machine."""
        return is_url(self.path)

    @property
    def name(self) -> str:
        """The last part of what the person called it."""
        return self.address.replace("\\", "/").rpartition("/")[2]

    @property
    def identity(self) -> str:
        """The same for the same input, whatever it was called and in which folder."""
        return same_anywhere(self.path)

    @contextlib.contextmanager
    def opened(self) -> Iterator[BinaryIO]:
        """Open the file that lies there.

        Raises:
            DataError: when it cannot be opened.
        """
        if self.is_url:
            with open_remote(self.path) as file:
                yield file
            return
        try:
            with Path(self.path).open("rb") as file:
                yield file
        except OSError as error:
            raise DataError(
                f"{self.address}: expected a file to read, got {error.strerror}; check its rights"
            ) from error

    def digest(self) -> str:
        """Return the SHA-256 of the whole file."""
        with self.opened() as file:
            return hashlib.file_digest(cast("BufferedReader", file), "sha256").hexdigest()
