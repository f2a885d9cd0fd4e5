"""The folder beside the output in which an unfinished batch is kept, by one process at a time."""

import contextlib
import errno
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from inkread import atomic, file_lock
from inkread.errors import ConfigError, InkreadError
from inkread.scale.batch.record import RECORD

LOCK = "lock"
SUFFIX = ".parts"


def folder_of(output: Path) -> Path:
    """Return the folder in which the batch of `output` is kept until it is whole."""
    return output.with_name(output.name + SUFFIX)


def check_unfinished(folder: Path, *, resume: bool) -> None:
    """Refuse to begin anew where a batch was stopped.

    Raises:
        ConfigError: when `folder` holds an unfinished batch and `resume` is not asked for.
    """
    if (folder / RECORD).exists() and not resume:
        raise ConfigError(
            f"{folder}: expected no unfinished batch, got one; go on with --resume, or delete the folder"
        )


@contextlib.contextmanager
def held(folder: Path, *, resume: bool) -> Iterator[None]:
    """Hold `folder` for this process, made where it is not there.

    Raises:
        ConfigError: when it holds an unfinished batch and `resume` is not asked for, when it cannot be
            written, or another process holds it.
    """
    check_unfinished(folder, resume=resume)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / LOCK).open("wb")
    except OSError as error:
        raise ConfigError(
            f"{folder}: expected a place to write to, got {error.strerror}; choose another output"
        ) from error
    _lock(lock, folder)
    try:
        with lock:
            if not (folder / RECORD).exists():  # a listing that was cut short
                _empty(folder)
            atomic.sweep(folder)
            try:
                yield
            finally:
                if not (folder / RECORD).exists():
                    _empty(folder)
    finally:
        if not (folder / RECORD).exists():
            _remove(folder)


def close(folder: Path) -> None:
    """Let go of all that was kept of a batch that is whole; last of the record, which says that it is."""
    _empty(folder)
    (folder / RECORD).unlink()


def no_room(error: OSError, output: Path) -> InkreadError:
    """Return the error about a disk that takes no more."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return InkreadError(
            f"{error.filename or output}: expected room on the disk, got none; free some and go on with"
            " --resume: what was read is kept"
        )
    return ConfigError(
        f"{error.filename or output}: expected a place to write to, got {error.strerror or error}; mend it"
        " and go on with --resume, or choose another output"
    )


def _remove(folder: Path) -> None:
    """Remove a folder that keeps no batch, unless another process has just begun to write into it."""
    with contextlib.suppress(OSError):
        (folder / LOCK).unlink()
        folder.rmdir()


def _empty(folder: Path) -> None:
    """Remove all files but the lock and the record."""
    for path in folder.iterdir():
        if path.name not in (LOCK, RECORD):
            path.unlink()


def _lock(file: IO[bytes], folder: Path) -> None:
    """Lock an open file until it is closed.

    Raises:
        ConfigError: when another process has it locked.
    """
    if not file_lock.lock(file):
        file.close()
        raise ConfigError(
            f"{folder}: expected to be alone in it, got another process at work there; wait for it, or end it"
        )
