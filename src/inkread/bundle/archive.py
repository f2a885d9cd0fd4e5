"""The zip form of a bundle, read into memory under limits: nothing is ever unpacked onto the disk."""

import io
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from inkread.errors import BundleError

if TYPE_CHECKING:
    from zipfile import ZipFile

ZIP_DATE = (1980, 1, 1, 0, 0, 0)  # the earliest a zip can hold; one date makes equal bundles equal files


def unpack(path: Path, limits: Mapping[str, int]) -> dict[str, bytes]:
    """Return the content of the files that `limits` names, which lie at the top or in one folder.

    Args:
        path: the zip.
        limits: the greatest size of each file, in bytes.

    Raises:
        BundleError: when it is no zip, is damaged, or a file is missing, there twice or too large.
    """
    from zipfile import ZipFile  # costs 10 ms, which the shipped folder does not need

    try:
        with ZipFile(path) as opened:
            return {name: _content(opened, name, limit, path=path) for name, limit in limits.items()}
    except BundleError:
        raise
    except Exception as error:
        raise BundleError(
            f"{path}: expected a bundle's zip, got a damaged one ({error}); get it again"
        ) from error


def pack(contents: Mapping[str, bytes]) -> bytes:
    """Return a zip of `contents`, byte for byte the same for the same content."""
    from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

    buffer = io.BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as made:
        for name, content in contents.items():
            member = ZipInfo(name, ZIP_DATE)
            member.compress_type = ZIP_DEFLATED
            member.external_attr = 0o644 << 16  # else unzip makes files that nobody may read
            made.writestr(member, content)
    return buffer.getvalue()


def _content(opened: "ZipFile", name: str, limit: int, *, path: Path) -> bytes:
    """Return the content of the one member whose file name is `name`."""
    found = [member for member in opened.infolist() if member.filename.rpartition("/")[2] == name]
    if len(found) != 1:
        raise BundleError(f"{path}: expected one {name} in the zip, got {len(found)}; is it a bundle?")
    with opened.open(found[0]) as file:
        content = file.read(limit + 1)  # the declared size is not to be trusted
    if len(content) > limit:
        raise BundleError(f"{path}: expected at most {limit:,} bytes in {name}, got more; is it a bundle?")
    return content
