"""Files that are either the old version or the new one, never half of one.

A process killed, or a disk filled, while a file is being written must lose nothing that was
there before: the new content goes to a temporary file in the same folder, is flushed to the
disk, and takes the old file's place in one rename.
"""

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO


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
def replacing(path: Path) -> Iterator[BinaryIO]:
    """Yield a binary file whose content replaces `path` when the block ends without an error."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        _give_usual_mode(temporary)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make a rename in `folder` durable; Windows has no such call and needs none."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _give_usual_mode(path: Path) -> None:
    """Undo mkstemp's owner-only mode, so that the file is as readable as any other of the person's."""
    if os.name != "posix":
        return
    mask = os.umask(0)
    os.umask(mask)
    path.chmod(0o666 & ~mask)
