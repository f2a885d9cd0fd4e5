"""Reads the members of a zip one at a time, never extracting to disk, within bounds set beforehand."""

import hashlib
import struct
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import Path

from inkread.datasets.packed.gzipped import MOST_DEFLATE_SHRINKS
from inkread.errors import DataError
from inkread.preprocess.decode.limits import MAX_BYTES

MOST_MEMBERS = 2_000_000  # EMNIST has 814,255 images
MOST_MEMBER_BYTES = MAX_BYTES
ENCRYPTED = 0x1
FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, struct.error)
"""What `zipfile` raises on damaged files: seen with 12,000 of them, a byte or more of each altered."""
METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}  # the only two whose expansion has a small bound


class ZipMembers:
    """The files inside a zip, by name.

    Args:
        path: the zip.

    Raises:
        DataError: when it is missing, damaged, or claims more than its size can hold (overlapping
            members are how a 42 kB zip unpacks to petabytes).
    """

    def __init__(self, path: Path) -> None:
        """Read the directory of the zip and refuse what no honest one holds."""
        self.path = path
        try:
            stored = path.stat().st_size
            self._archive = zipfile.ZipFile(path)
        except FileNotFoundError:
            raise DataError(f"{path}: expected a zip, got no such file; is the path right?") from None
        except FAULTS as error:
            raise DataError(
                f"{path}: expected a zip, got a file that is none ({error}); get it again"
            ) from error
        # Not is_dir(): before Python 3.12 it fails on the empty name that a damaged directory can hold.
        files = [info for info in self._archive.infolist() if not info.filename.endswith("/")]
        self._files = {info.filename: info for info in files}
        self._refuse_bombs(files, stored)

    @property
    def names(self) -> list[str]:
        """The members' names, folders left out, in the zip's order."""
        return list(self._files)

    @property
    def digest(self) -> str:
        """The digest of its directory; see `directory_digest`."""
        return directory_digest(self._files.values())

    def read(self, name: str) -> bytes:
        """Return the bytes of the member `name`.

        Raises:
            DataError: when it is too large, encrypted, packed in an unusual way, or damaged.
        """
        info = self._files[name]
        where = f"{self.path}: {name}"
        if info.file_size > MOST_MEMBER_BYTES:
            raise DataError(
                f"{where}: expected at most {MOST_MEMBER_BYTES >> 20} MiB, got {info.file_size:,} bytes;"
                f" take it out"
            )
        if info.flag_bits & ENCRYPTED or info.compress_type not in METHODS:
            raise DataError(f"{where}: expected a stored or deflated file, got another kind; zip it plainly")
        try:
            with self._archive.open(info) as member:
                return member.read(info.file_size + 1)
        except FAULTS as error:
            raise DataError(
                f"{where}: expected a whole file, got a damaged one ({error}); get it again"
            ) from error

    def close(self) -> None:
        """Let go of the file, which Windows does not delete while it is open."""
        self._archive.close()

    def _refuse_bombs(self, files: list[zipfile.ZipInfo], stored: int) -> None:
        """Refuse more members, or more content, than a zip of this size can honestly hold."""
        if len(files) > MOST_MEMBERS:
            self.close()
            raise DataError(
                f"{self.path}: expected at most {MOST_MEMBERS:,} files, got {len(files):,}; split it up"
            )
        content = sum(info.file_size for info in files)
        room = stored * MOST_DEFLATE_SHRINKS
        if content > room:
            self.close()
            raise DataError(
                f"{self.path}: expected at most {room:,} bytes in a zip of {stored:,},"
                f" got {content:,} claimed; it is a decompression bomb"
            )


def directory_digest(members: Iterable[zipfile.ZipInfo]) -> str:
    """Return the SHA-256 of what a zip's directory says of each member: name, size, CRC-32 and place."""
    digest = hashlib.sha256()
    for info in members:
        line = f"{info.filename}\0{info.file_size}\0{info.CRC}\0{info.header_offset}\n"
        digest.update(line.encode("utf-8", "surrogatepass"))
    return digest.hexdigest()
