"""Files that are either the old version or the new one, never half of one.

A process killed, or a disk filled, while a file is being written must lose nothing that was
there before: the new content goes to a temporary file in the same folder, is flushed to the
disk, and takes the old file's place in one rename. What a killed process leaves is the temporary
file; the next write of the same file clears it away. A link stays one, and what it leads to is replaced; a
pipe or a device takes what is written as it comes.
"""

import contextlib
import errno
import functools
import os
import re
import shutil
import stat
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

LEFTOVER = re.compile(r"\.(?P<target>.+)\.[a-z0-9_]{8}\.tmp")  # the eight are what `tempfile` makes up
_FROM_HERE = -100  # AT_FDCWD: relative paths begin at the working folder
_EXCHANGE = 2  # RENAME_EXCHANGE of renameat2(2)
STALE_SECONDS = 3600.0
"""A temporary file untouched for so long belongs to no writer at work."""


def write_bytes(path: Path, content: bytes) -> None:
    """Replace the file at `path` by `content`, whole or not at all.

    Raises:
        OSError: when the disk is full or the folder cannot be written; the old file is untouched.
    """
    with replacing(path) as file:
        file.write(content)


def write_text(path: Path, content: str) -> None:
    """Replace the file at `path` by `content` in UTF-8, whole or not at all."""
    write_bytes(path, content.encode("utf-8"))


@contextlib.contextmanager
def replacing(
    path: Path,
    *,
    staging: Path | None = None,
    private: bool = False,
    check: Callable[[Path], object] | None = None,
) -> Iterator[BinaryIO]:
    """Yield a binary file whose content replaces `path` when the block ends without an error.

    Args:
        path: the file to be.
        staging: the folder of the temporary file, on the same file system; by default the file's own,
            which must then be there already.
        private: whether nobody but its owner may read the file.
        check: is shown the whole temporary file before that; what it raises leaves the old file.
    """
    if _takes_anything(path):
        with path.open("wb") as file:
            yield file
        return
    path = _no_folder(Path(os.path.realpath(path)))
    staging = path.parent if staging is None else staging
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=staging)
    temporary = Path(name)
    try:
        _clear_leftovers(staging / path.name, now=temporary.stat().st_mtime)
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if check is not None:
            check(temporary)
        if not private:
            _give_usual_mode(temporary, like=path)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def sweep(folder: Path) -> None:
    """Remove what killed writes left in `folder`, into which nobody else may be writing now."""
    for path in folder.iterdir():
        if not LEFTOVER.fullmatch(path.name):
            continue
        if path.is_dir():  # a bundle under way
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def exchange(one: Path, other: Path) -> bool:
    """Let two files or folders of one disk take each other's place in one step; return whether they did.

    Linux alone can. Elsewhere, and on disks that cannot, nothing is done.
    """
    if sys.platform != "linux":
        return False
    import ctypes

    call = getattr(ctypes.CDLL(None), "renameat2", None)
    if call is None:
        return False
    here = ctypes.c_int(_FROM_HERE)
    return bool(call(here, os.fsencode(one), here, os.fsencode(other), ctypes.c_uint(_EXCHANGE)) == 0)


def sync_folder(folder: Path) -> None:
    """Make a rename in `folder` durable; Windows has no such call and needs none."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _clear_leftovers(path: Path, *, now: float) -> None:
    """Remove the temporary files that killed writes of `path` left behind.

    Args:
        path: the file that is about to be written.
        now: by the clock of its file system, as a network drive's may differ from this machine's.
    """
    for name in _leftovers(str(path.parent.absolute())).get(path.name, ()):
        leftover = path.with_name(name)
        # Gone already, or, on Windows, still open somewhere: neither is a reason not to write.
        with contextlib.suppress(OSError):
            if now - leftover.stat().st_mtime > STALE_SECONDS:
                leftover.unlink()


@functools.lru_cache(maxsize=256)
def _leftovers(folder: str) -> dict[str, list[str]]:
    """Return file name -> temporary files for it in `folder`, as found when this process first writes there.

    Looked up once: ten thousand pictures written into one folder would otherwise list it ten thousand times.
    """
    found: dict[str, list[str]] = {}
    for path in Path(folder).iterdir():
        if match := LEFTOVER.fullmatch(path.name):
            found.setdefault(match["target"], []).append(path.name)
    return found


def _no_folder(path: Path) -> Path:
    """Return `path`; a folder is refused before all is written, and the rename would name another file."""
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    return path


def _takes_anything(path: Path) -> bool:
    """Return whether what is there is a pipe or a device: as root, a rename once took the place of one."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return False
    return stat.S_ISFIFO(mode) or stat.S_ISCHR(mode)


def _give_usual_mode(path: Path, *, like: Path) -> None:
    """Undo mkstemp's owner-only mode: a file is as readable as the one before it, or as any other new one."""
    if os.name != "posix":
        return
    try:
        mode = stat.S_IMODE(like.stat().st_mode)
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        mode = 0o666 & ~mask
    path.chmod(mode)
