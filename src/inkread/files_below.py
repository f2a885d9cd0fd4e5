"""The files below a folder of this machine, those behind links among them."""

import contextlib
import heapq
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

Identity = tuple[int, int]
"""Of a folder, whatever leads to it: its device and its number there."""
OnTrouble = Callable[[str, OSError], None]


def files_below(root: Path, on_trouble: OnTrouble, *, without: Path | None = None) -> Iterator[str]:
    """Yield the relative paths of all files below a folder but hidden ones, in no order that means anything.

    Links are followed, into each folder once: a folder that lies below has its own name, and one that lies
    elsewhere that of the first link to it, shorter paths before longer ones. Any other link to it comes as a
    file would, and so does one that leads nowhere.

    Args:
        root: the folder.
        on_trouble: told the relative path of each folder that cannot be listed, and why; the others are gone
            into unless it raises an error.
        without: a folder that is left out.
    """
    walk = _Walk(root, on_trouble, without)
    yield from walk.files_of("")
    while walk.links:
        yield from walk.files_of(heapq.heappop(walk.links)[1])


def not_listed(folder: Path, error: OSError) -> str:
    """Return the sentence about a folder that cannot be listed."""
    return (
        f"{folder}: expected a folder that can be listed, got {error.strerror};"
        " give yourself the right to read it, or move it elsewhere"
    )


class _Walk:
    """A way through folders, each gone into once.

    Args:
        root: where it begins.
        on_trouble: told of folders that cannot be listed.
        without: a folder that is left out, or None.

    Attributes:
        links: a heap of links to folders that were found and not followed yet: how deep each lies, and its
            relative path.
    """

    def __init__(self, root: Path, on_trouble: OnTrouble, without: Path | None) -> None:
        """Begin with nothing seen."""
        self.links: list[tuple[int, str]] = []
        self._root = root
        self._on_trouble = on_trouble
        self._without = without
        self._seen: set[Identity] = set()

    def files_of(self, folder: str) -> Iterator[str]:
        """Yield the files of a folder and of those that lie in it, and note the links to others.

        A folder that was gone into by another path comes as a file would.
        """
        waiting = [folder]
        while waiting:
            folder = waiting.pop()
            with self._listing(folder):
                identity = _identity(self._root / folder)
                if identity in self._seen:
                    yield folder
                    continue
                self._seen.add(identity)
                with os.scandir(self._root / folder) as entries:
                    for entry in entries:
                        if entry.name.startswith(".") or _is_same(entry, self._without):
                            continue
                        name = f"{folder}/{entry.name}" if folder else entry.name
                        kind = _kind(entry)
                        if kind == "folder" and entry.is_symlink():
                            heapq.heappush(self.links, (name.count("/"), name))
                        elif kind == "folder":
                            waiting.append(name)
                        elif kind:
                            yield name

    @contextlib.contextmanager
    def _listing(self, folder: str) -> Iterator[None]:
        """Tell of a folder that cannot be listed."""
        try:
            yield
        except OSError as error:
            self._on_trouble(folder, error)


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


def _is_same(entry: os.DirEntry[str], folder: Path | None) -> bool:
    """Return whether an entry is that very folder."""
    return folder is not None and entry.name == folder.name and folder.samefile(entry)
