"""The kept images: files that only the history names, in folders by their first two digits."""

import contextlib
import os
import re
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from inkread import atomic
from inkread.history.faults import told

SUFFIX = ".png"
OWNER = "history.id"  # the file with the number of the history whose images these are
GOING = ".going"  # what a file is called between being taken back and being gone
OPEN_FILES_STAY = os.name == "nt"  # Windows removes and renames no file that someone reads
PROBE_BYTES = 4096  # a block of the usual file system
TRIES = 5
PAUSE = 0.05  # seconds


FOLDER = re.compile(r"[0-9a-f]{2}")
FILE = re.compile(
    rf"(?P<id>[0-9a-f]{{32}}){re.escape(SUFFIX)}"  # an image
    rf"|\.[0-9a-f]{{32}}{re.escape(SUFFIX)}(?:(?P<going>{re.escape(GOING)})|\.[a-z0-9_]{{8}}\.tmp)"
    rf"|\.(?:probe|{re.escape(OWNER)})\.[a-z0-9_]{{8}}\.tmp"
)
"""Every name that the store gives: of images, of those on their way out or in, of probes, of the note."""


class StoredFile(NamedTuple):
    """A file of the store.

    Attributes:
        name: its path below the folder of images, with slashes.
        id: of the entry whose image it is; None for one on its way in or out.
        going: whether it is on its way out.
        bytes: its size.
        written_at: its time stamp, seconds since 1970.
    """

    name: str
    id: str | None
    going: bool
    bytes: int
    written_at: float


class Pictures:
    """Image files under the ids of their readings: `ab/ab12….png`.

    Args:
        folder: holds them all; made when the first is written, for its owner's eyes only.
    """

    def __init__(self, folder: Path) -> None:
        """Remember the folder."""
        self.folder = folder

    def path(self, entry_id: str) -> Path:
        """Return the file of the image of a reading."""
        return self.folder / entry_id[:2] / f"{entry_id}{SUFFIX}"

    def write(self, entry_id: str, image: bytes) -> None:
        """Keep the image; it is on the disk when this returns.

        Raises:
            HistoryError: when it cannot be written; nothing is left of it then. One that is there already
                stays as it is.
        """
        path = self.path(entry_id)
        with told(str(self.folder)):
            if not path.parent.is_dir():
                self._make(path.parent)
            _write_new(path, image)

    def read(self, entry_id: str) -> bytes | None:
        """Return the image, or None where it is gone."""
        with told(str(self.folder)), contextlib.suppress(FileNotFoundError):
            return self.path(entry_id).read_bytes()
        return None

    def remove(self, entry_id: str) -> None:
        """Let the image go; where Windows holds on to it, the next clean-up takes what is left.

        Its name goes first, so that nobody finds the file any more while it is being removed.
        """
        path = self.path(entry_id)
        going = path.with_name(f".{path.name}{GOING}")
        with told(str(self.folder)), contextlib.suppress(FileNotFoundError):
            _patiently(lambda: path.replace(going))
            _patiently(going.unlink)

    def files(self) -> Iterator[list[StoredFile]]:
        """Yield the store's own files, a folder at a time."""
        with told(str(self.folder)):
            folders = self.folder.iterdir() if self.folder.is_dir() else ()
            inner = sorted(folder for folder in folders if FOLDER.fullmatch(folder.name))
            for folder in (self.folder, *inner):
                yield list(_stored(folder, "" if folder is self.folder else f"{folder.name}/"))

    def missing(self, batches: Iterable[list[str]]) -> Iterator[str]:
        """Yield those of the ids whose image is gone."""
        for batch in batches:
            yield from (entry_id for entry_id in batch if not self.path(entry_id).is_file())

    def remove_stray(self, name: str) -> None:
        """Remove a file that `files` told of, where it is still there."""
        with told(str(self.folder)), contextlib.suppress(FileNotFoundError):
            _patiently((self.folder / name).unlink)

    def owner(self) -> str | None:
        """Return the number of the history whose images these are, or None where none has claimed them."""
        with told(str(self.folder)), contextlib.suppress(FileNotFoundError):
            return (self.folder / OWNER).read_text(encoding="ascii", errors="replace").strip()
        return None

    def set_owner(self, identity: str) -> None:
        """Note whose images these are; the note is on the disk when this returns."""
        with told(str(self.folder)):
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            with atomic.replacing(self.folder / OWNER, private=True) as file:
                file.write(f"{identity}\n".encode("ascii"))

    def check_writable(self) -> None:
        """Write a small file and take it back.

        Raises:
            HistoryError: when that cannot be done.
        """
        with told(str(self.folder)):
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            with tempfile.NamedTemporaryFile(dir=self.folder, prefix=".probe.", suffix=".tmp") as file:
                file.write(bytes(PROBE_BYTES))
                file.flush()
                os.fsync(file.fileno())

    def close(self) -> None:
        """Do nothing: a file is open only while it is read or written."""

    def _make(self, folder: Path) -> None:
        """Make one of the folders, and make that durable."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        folder.mkdir(exist_ok=True)
        atomic.sync_folder(self.folder)


def _write_new(path: Path, content: bytes) -> None:
    """Write a file that nobody looks for before its entry is there; it is on the disk when this returns.

    No other name and no rename, as `inkread.atomic` has them to spare an old file: here is none, and one that
    a killed process leaves half written belongs to no entry and is swept up. The file's name and content so
    reach the disk in one go: 3.5 ms instead of 5.2 ms on ext4, where each is a commit of its journal.
    """
    file = path.open("xb")  # where there is a file it fails here, before anything of it is taken back
    try:
        with file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        atomic.sync_folder(path.parent)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _stored(folder: Path, prefix: str) -> Iterator[StoredFile]:
    """Yield the store's own files in a folder."""
    with contextlib.suppress(FileNotFoundError):  # of the folder itself: nothing was kept yet
        for found in os.scandir(folder):
            if match := FILE.fullmatch(found.name):
                with contextlib.suppress(FileNotFoundError):  # gone since it was listed
                    facts = found.stat()
                    name = f"{prefix}{found.name}"
                    yield StoredFile(name, match["id"], bool(match["going"]), facts.st_size, facts.st_mtime)


def _patiently(step: Callable[[], object]) -> None:
    """Do the step; where open files stay, try a few times and then leave the file to the next clean-up."""
    for _ in range(TRIES):
        try:
            step()
            return
        except PermissionError:
            if not OPEN_FILES_STAY:
                raise
            time.sleep(PAUSE)
