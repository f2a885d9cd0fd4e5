"""Image files of a person's own that are no character, such as photographs and words: to judge a gate by."""

import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePath

from inkread.errors import DataError

SUFFIXES = {".png", ".jpg", ".jpeg", ".webp", ".bmp", ".tif", ".tiff", ".gif"}
MOST_BYTES = 64 << 20  # of one image


def image_files(source: Path) -> Iterator[bytes]:
    """Yield the content of every image file in a folder, however deep, or in a zip; in order of their names.

    Raises:
        DataError: when there is no such folder or zip, it is damaged, or holds no image.
    """
    found = _in_folder(source) if source.is_dir() else _in_zip(source)
    is_empty = True
    for content in found:
        is_empty = False
        yield content
    if is_empty:
        raise DataError(f"{source}: expected images ({', '.join(sorted(SUFFIXES))}), got none; name another")


def _in_folder(folder: Path) -> Iterator[bytes]:
    """Yield the image files of a folder."""
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in SUFFIXES and path.is_file():
            yield path.read_bytes()


def _in_zip(path: Path) -> Iterator[bytes]:
    """Yield the image files of a zip."""
    try:
        with zipfile.ZipFile(path) as opened:
            for member in sorted(opened.infolist(), key=lambda member: member.filename):
                if PurePath(member.filename).suffix.lower() in SUFFIXES and member.file_size <= MOST_BYTES:
                    yield opened.read(member)
    except (OSError, zipfile.BadZipFile) as error:
        raise DataError(
            f"{path}: expected a folder or a zip of images, got {error}; check the path"
        ) from error
