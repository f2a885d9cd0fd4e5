"""The folder beside the output in which an unfinished batch is kept, by one process at a time."""

import contextlib
import errno
import os
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
        ConfigError: when `folder` holds an unfinished batch and `resume` is not asked for, or other files.
    """
    _refuse_strange(folder)
    if (folder / RECORD).exists() and not resume:
        raise ConfigError(
            f"{folder}: expected no unfinished batch, got one; go on with --resume, or delete the folder"
        )


@contextlib.contextmanager
def held(folder: Path, *, resume: bool) -> Iterator[None]:
    """Hold `folder` for this process, made where it is not there.

    Raises:
        ConfigError: when it holds an unfinished batch and `resume` is not asked for, or somebody's files,
            when it cannot be written, or another process holds it.
    """
    lock = _opened(folder)
    _lock(lock, folder)
    try:
        with lock:
            check_unfinished(folder, resume=resume)
            if not (folder / RECORD).exists():  # a listing that was cut short
                _empty(folder)
            atomic.sweep(folder)
            try:
                yield
            finally:
                if not (folder / RECORD).exists():
                    with contextlib.suppress(FileNotFoundError):  # somebody deleted it meanwhile
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


def _opened(folder: Path) -> IO[bytes]:
    """Return the open lock of a folder, both made where they are not there.

    Raises:
        ConfigError: when it is somebody else's, or nothing can be written there.
    """
    try:
        _refuse_strange(folder)
        folder.mkdir(parents=True, exist_ok=True)
        flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
        return os.fdopen(os.open(folder / LOCK, flags, 0o666), "r+b")
    except OSError as error:
        raise ConfigError(
            f"{folder}: expected a place to write to, got {error.strerror}; choose another output"
        ) from error


def _refuse_strange(folder: Path) -> None:
    """Refuse a folder with somebody's files: what is emptied now and then must be the batch's own.

    Raises:
        ConfigError: when it holds files, but neither lock nor record, or is a link.
    """
    is_own = any((folder / name).is_file() for name in (LOCK, RECORD))
    if folder.is_symlink() or (folder.is_dir() and not is_own and any(folder.iterdir())):
        raise ConfigError(
            f"{folder}: expected a folder for what is read, got one with other files in it; choose another"
            " output"
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
