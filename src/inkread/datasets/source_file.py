"""What a file was when it was read, so that a cache made of it can tell whether it may have changed since."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from inkread.errors import DataError


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file's identity, as far as it is known without reading it.

    No hash of the content: it would cost a third of the time of reading an A–Z CSV, and a file whose time has
    changed is simply read again. What was in it is pinned by the hashes of the arrays in the cache.

    Attributes:
        name: the file's name without its folder, so that a moved folder keeps its caches.
        num_bytes: its size.
        modified_ns: when it was last written, in nanoseconds of the system's clock.
    """

    name: str
    num_bytes: int
    modified_ns: int

    @classmethod
    def of(cls, path: Path) -> "SourceFile":
        """Return the identity of the file at `path`; take it before reading, so that a later change shows.

        Raises:
            DataError: when there is no such file.
        """
        try:
            found = path.stat()
        except OSError as error:
            raise DataError(f"{path}: expected a file, got {error.strerror}; check the path") from error
        return cls(path.name, found.st_size, found.st_mtime_ns)

    def is_still(self, path: Path) -> bool:
        """Return whether the file at `path` is this one, by name, size and time, as `make` tells."""
        return path.is_file() and SourceFile.of(path) == self

    def to_dict(self) -> dict[str, Any]:
        """Return the identity as JSON-ready values."""
        return asdict(self)
