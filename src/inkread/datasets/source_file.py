"""What a file was when it was read, so that a cache made of it can tell whether it has changed since."""

import hashlib
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from inkread.errors import DataError


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file's identity.

    Attributes:
        name: the file's name without its folder, so that a moved folder keeps its caches.
        num_bytes: its size.
        modified_ns: when it was last written, in nanoseconds of the system's clock.
        sha256: of its content, in hexadecimal.
    """

    name: str
    num_bytes: int
    modified_ns: int
    sha256: str

    @classmethod
    def of(cls, path: Path) -> "SourceFile":
        """Return the identity of the file at `path`.

        Raises:
            DataError: when it cannot be read.
        """
        try:
            before = path.stat()
            digest = sha256_of(path)
        except OSError as error:
            raise DataError(f"{path}: expected a file, got {error.strerror}; check the path") from error
        return cls(path.name, before.st_size, before.st_mtime_ns, digest)

    def is_still(self, path: Path) -> bool:
        """Return whether the file at `path` is this one.

        Size and time settle it without reading; where the time alone differs, the content does.
        """
        try:
            now = path.stat()
        except OSError:
            return False
        if now.st_size != self.num_bytes:
            return False
        return now.st_mtime_ns == self.modified_ns or sha256_of(path) == self.sha256

    def to_dict(self) -> dict[str, Any]:
        """Return the identity as JSON-ready values."""
        return asdict(self)


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of the file's content in hexadecimal."""
    with path.open("rb", buffering=0) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
