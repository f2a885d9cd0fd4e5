"""A command's output in the file that a person named: whole or not at all, in a folder made for it."""

import contextlib
import errno
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

import typer

from inkread.errors import ConfigError


def write_output(path: Path, content: str | bytes, *, option: str = "--output") -> None:
    """Write `content` to `path`; see `replacing_output`."""
    with replacing_output(path, option=option) as file:
        file.write(content.encode("utf-8") if isinstance(content, str) else content)


def check_suffix(path: Path, suffix: str, *, option: str = "--output") -> None:
    """Refuse a file's name that promises another form than the one that will be written.

    Raises:
        typer.BadParameter: when it does not end in `suffix`.
    """
    if path.suffix.lower() != suffix:
        raise typer.BadParameter(
            f"expected a name ending in {suffix}, got {path}; name it so", param_hint=option
        )


def check_output(path: Path, *, option: str = "--output") -> None:
    """Refuse a file that could not be written, before what is to stand in it has been made for an hour.

    Nothing is made or opened: what else may fail is told when it is written; see `replacing_output`.

    Raises:
        ConfigError: when a folder is there, or it would lie below a file or where nothing may be written.
    """
    above = next(folder for folder in path.absolute().parents if os.path.lexists(folder))
    if os.path.isdir(path):  # noqa: PTH112 - Path.is_dir raises where a folder above cannot be entered
        raise _no_place(path, os.strerror(errno.EISDIR), option)
    _check_writable(path, above, option)


def check_folder(path: Path, *, option: str = "--output") -> None:
    """Refuse a folder in which no files could be written, before what is to stand there has been made.

    Raises:
        ConfigError: when a file is there, or above it, or nothing may be written there.
    """
    place = path.absolute()
    _check_writable(path, next(one for one in (place, *place.parents) if os.path.lexists(one)), option)


def refuse_read(outputs: Mapping[str, Path | None], read: Iterable[Path]) -> None:
    """Refuse to write over what a command reads, and one of its files over another.

    Args:
        outputs: option -> the file or folder that it names, where it is given.
        read: the files that are read.

    Raises:
        ConfigError: then; pipes and devices may be named more than once.
    """
    given = [(option, path) for option, path in outputs.items() if path is not None]
    taken: dict[str, str] = {}
    for option, path in given:
        other = taken.setdefault(os.path.realpath(path), option)
        if other != option and not _is_stream(path):
            raise ConfigError(
                f"{path}: expected files of their own for {other} and {option}, got one; rename it"
            )
    there = {_identity(path): (option, path) for option, path in given if path.is_file()}
    for source in read if there else ():
        if (found := there.get(_identity(source))) is not None:
            option, path = found
            raise ConfigError(
                f"{path}: expected a file that is not read, got one that is; choose another {option}"
            )


def _check_writable(path: Path, above: Path, option: str) -> None:
    """Refuse `path`, which lies in `above`, where no folder is there or nothing may be written in it."""
    if not os.path.isdir(above):  # noqa: PTH112
        raise _no_place(path, os.strerror(errno.ENOTDIR), option)
    if not os.access(above, os.W_OK | os.X_OK):
        raise _no_place(path, os.strerror(errno.EACCES), option)


def _identity(path: Path) -> tuple[int, int] | None:
    """Return what tells a file from others, whatever names it has, or None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _is_stream(path: Path) -> bool:
    """Return whether a path is that of a pipe or a device."""
    return path.exists() and not (path.is_file() or path.is_dir())


class OutputFile:
    """A file being written, which remembers whether it was the one that failed.

    Attributes:
        trouble: what it failed with, or None.
    """

    def __init__(self, file: BinaryIO) -> None:
        """Write to a binary file."""
        self._file = file
        self.trouble: OSError | None = None

    def write(self, content: bytes) -> int:
        """Write bytes, and return how many.

        Raises:
            OSError: when they cannot be written.
        """
        with self._noticed():
            return self._file.write(content)

    def tell(self) -> int:
        """Return the place that is written at."""
        return self._file.tell()

    def seek(self, place: int, whence: int = 0) -> int:
        """Go to another place, as a zip does once it knows how long a part has become."""
        with self._noticed():
            return self._file.seek(place, whence)

    def flush(self) -> None:
        """Hand over to the system what was written."""
        with self._noticed():
            self._file.flush()

    def writelines(self, parts: Iterable[bytes]) -> None:
        """Write parts one after the other; what fails while they are made is not the file's trouble."""
        for part in parts:
            self.write(part)

    @contextlib.contextmanager
    def _noticed(self) -> Iterator[None]:
        """Remember what the block fails with."""
        try:
            yield
        except OSError as error:
            self.trouble = error
            raise


@contextlib.contextmanager
def replacing_output(path: Path, *, option: str = "--output", private: bool = False) -> Iterator[OutputFile]:
    """Yield a binary file that becomes `path` when the block ends without an error.

    Args:
        path: the file; its folder is made where there is none.
        option: what the person named the file with.
        private: whether nobody but its owner may read the file.

    Raises:
        ConfigError: when nothing can be written there; what else fails within the block goes on as it is.
    """
    from inkread import atomic  # and what it imports: 10 ms that `--help` does not need

    of_others: OSError | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with atomic.replacing(path, private=private) as file:
            output = OutputFile(file)
            try:
                yield output
            except OSError as error:
                of_others = None if error is output.trouble else error  # such as a closed pipe
                raise
    except OSError as error:
        if error is of_others:
            raise
        raise _no_place(path, error.strerror, option) from error


def _no_place(path: Path, got: str | None, option: str) -> ConfigError:
    """Return the error of a file that cannot be written."""
    return ConfigError(f"{path}: expected a place to write to, got {got}; choose another {option}")
