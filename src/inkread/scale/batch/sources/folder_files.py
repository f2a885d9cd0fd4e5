"""The files below a folder of this machine, those behind links among them."""

import contextlib
import heapq
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from inkread.errors import DataError
from inkread.scale.batch.sources.place import Place

Identity = tuple[int, int]
"""Of a folder, whatever leads to it: its device and its number there."""


def files_below(place: Place, scratch: Path) -> Iterator[str]:
    """Yield the relative paths of all files below a folder but hidden ones, in no order that means anything.

    Links are followed, into each folder once: a folder that lies below has its own name, and one that lies
    elsewhere that of the first link to it, shorter paths before longer ones. Any other link to it comes as a
    file would, and so does one that leads nowhere. The folder `scratch` may lie there too; its files are the
    batch's own.

    Raises:
        DataError: when a folder cannot be listed: its images would be missing without a word.
    """
    walk = _Walk(Path(place.path), Path(place.address), scratch)
    yield from walk.files_of("")
    while walk.links:
        yield from walk.files_behind(heapq.heappop(walk.links)[1])


class _Walk:
    """A way through folders, each gone into once.

    Args:
        root: where it begins.
        shown: how messages name that.
        scratch: a folder that is left out.

    Attributes:
        links: a heap of links to folders that were found and not followed yet: how deep each lies, and its
            relative path.
    """

    def __init__(self, root: Path, shown: Path, scratch: Path) -> None:
        """Begin with nothing seen."""
        self.links: list[tuple[int, str]] = []
        self._root = root
        self._shown = shown
        self._scratch = scratch
        self._seen: set[Identity] = set()

    def files_of(self, folder: str) -> Iterator[str]:
        """Yield the files of a folder and of those that lie in it, and note the links to others."""
        waiting = [folder]
        while waiting:
            folder = waiting.pop()
            path = self._root / folder
            with self._listing(folder):
                self._seen.add(_identity(path))
                with os.scandir(path) as entries:
                    for entry in entries:
                        if entry.name.startswith(".") or _is_same(entry, self._scratch):
                            continue
                        name = f"{folder}/{entry.name}" if folder else entry.name
                        kind = _kind(entry)
                        if kind == "folder" and entry.is_symlink():
                            heapq.heappush(self.links, (name.count("/"), name))
                        elif kind == "folder" and not self._is_seen(name):
                            waiting.append(name)
                        elif kind:
                            yield name

    def files_behind(self, link: str) -> Iterator[str]:
        """Yield the files of the folder that a link leads to, or where they were found already, the link."""
        with self._listing(link):
            is_seen = self._is_seen(link)
        yield from (link,) if is_seen else self.files_of(link)

    def _is_seen(self, folder: str) -> bool:
        """Return whether a folder was gone into, be it by another path."""
        return _identity(self._root / folder) in self._seen

    @contextlib.contextmanager
    def _listing(self, folder: str) -> Iterator[None]:
        """Tell of a folder that cannot be listed."""
        try:
            yield
        except OSError as error:
            raise DataError(
                f"{self._shown / folder}: expected a folder that can be listed, got {error.strerror};"
                " give yourself the right to read it, or move it elsewhere"
            ) from error


def _kind(entry: os.DirEntry[str]) -> Literal["folder", "file", ""]:
    """Return what lies there or behind a link; nothing for a pipe or a device, which would never end."""
    if entry.is_dir(follow_symlinks=False):  # told by the listing itself, without a look at each file
        return "folder"
    if entry.is_file(follow_symlinks=False):
        return "file"
    try:
        mode = entry.stat().st_mode
    except OSError:  # a link that leads nowhere, or in a ring
        return "file"
    return "folder" if stat.S_ISDIR(mode) else "file" if stat.S_ISREG(mode) else ""


def _identity(path: Path) -> Identity:
    """Return which folder lies at `path`, links followed."""
    found = path.stat()
    return found.st_dev, found.st_ino


def _is_same(entry: os.DirEntry[str], folder: Path) -> bool:
    """Return whether an entry is that very folder."""
    return entry.name == folder.name and folder.samefile(entry)
