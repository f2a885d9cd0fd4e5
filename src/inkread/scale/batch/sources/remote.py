"""Files behind a URL, by fsspec: `s3://`, `gs://`, `https://`, `file://`, or one inside another."""

import contextlib
import io
from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from typing import Any, BinaryIO

from inkread.datasets.packed import directory_digest
from inkread.errors import ConfigError, DataError
from inkread.scale.batch.sources.lazy_file import Open

OPTIONS = {"use_listings_cache": False, "skip_instance_cache": True}
"""A cache would hold all names that were ever listed."""

BUFFER = 1024 * 1024  # bytes; around every file, for some storages' own know no longest line


def is_url(address: str) -> bool:
    """Return whether `address` is for fsspec and no path of this machine."""
    return "://" in address


def remote_files(address: str) -> Iterator[str]:
    """Yield the names of all files below a URL, relative to it, folder by folder.

    Raises:
        DataError: when it cannot be listed.
    """
    system, root = _place(address)
    with saying(address):
        for folder, _, names in system.walk(root, on_error="raise"):
            inner = str(folder).removeprefix(root).strip("/")
            yield from (f"{inner}/{name}" if inner else name for name in names if name)


def remote_opener(address: str) -> Callable[[str], Open]:
    """Return a function from the name of a file below a URL to what opens it."""
    system, root = _place(address)
    return lambda name: partial(system.open, f"{root}/{name}" if root else name, "rb")


def remote_directory(address: str) -> str | None:
    """Return the digest of the directory of the zip behind a URL, or None where there is no zip.

    Raises:
        DataError: when it cannot be read.
    """
    with saying(address):
        packed = getattr(_place(address)[0], "zip", None)
    return None if packed is None else directory_digest(packed.infolist())


@contextlib.contextmanager
def open_remote(address: str) -> Iterator[BinaryIO]:
    """Open the file at a URL.

    Raises:
        DataError: when it cannot be opened or read.
    """
    system, path = _place(address)
    with saying(address), io.BufferedReader(system.open(path, "rb"), BUFFER) as file:
        yield file


@contextlib.contextmanager
def saying(address: str) -> Iterator[None]:
    """Turn what a storage raises into one clear line.

    Raises:
        DataError: instead of it.
    """
    try:
        yield
    except DataError:
        raise
    except Exception as error:  # each storage has its own
        what = str(error).strip().partition("\n")[0] or type(error).__name__
        raise DataError(
            f"{address}: expected to read it, got {type(error).__name__}: {what}; check the address and the"
            " credentials"
        ) from error


@lru_cache(maxsize=8)
def _place(address: str) -> tuple[Any, str]:
    """Return the storage of a URL and the path in it, without a slash at its end.

    Raises:
        ConfigError: when fsspec, or what it needs for this kind of URL, is not installed.
        DataError: when there is no such kind of URL.
    """
    try:
        import fsspec

        with saying(address):
            system, path = fsspec.core.url_to_fs(address, **_options(address))
    except ImportError as error:
        raise _missing(address, error) from error
    except DataError as error:
        if isinstance(error.__cause__, ImportError):
            raise _missing(address, error.__cause__) from error
        raise
    return system, str(path).rstrip("/")


def _options(address: str) -> dict[str, Any]:
    """Return the storage's options; those of a chain of URLs belong to its parts, which have their own."""
    return {} if "::" in address else OPTIONS


def _missing(address: str, error: ImportError) -> ConfigError:
    """Return the error about a package that a URL needs."""
    return ConfigError(
        f"{address}: expected what reads such a URL, got “{error}”; install it"
        " (pip install 'inkread[batch]', and s3fs for s3://)"
    )
