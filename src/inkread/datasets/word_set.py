"""Sets of pictures of words: a zip or folder of images with `labels.tsv`, a row a picture."""

import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol, cast

import cv2

from inkread import atomic
from inkread.datasets.packed.zip_members import ZipMembers
from inkread.errors import DataError
from inkread.trail import GreyImage

LABELS = "labels.tsv"
IMAGES = "images"
PNG = ".png"
COLUMNS = (2, 3)  # file and text; file, text and pattern

WordFile = tuple[str, bytes, str, str | None]
"""Of a picture its file's ending and bytes, the text, and what the text is known to follow."""


class Zippable(Protocol):
    """What a zip is written into."""

    def write(self, content: bytes, /) -> int:
        """Write bytes, and return how many."""

    def tell(self) -> int:
        """Return the place that is written at."""

    def seek(self, place: int, whence: int = 0, /) -> int:
        """Go to another place."""

    def flush(self) -> None:
        """Hand over to the system what was written."""


@dataclass(frozen=True, slots=True)
class WordSample:
    """A picture of a word or code.

    Attributes:
        name: the picture's file name.
        image: the bytes of the file.
        text: what was written; empty where the picture shows no writing.
        pattern: what the text is known to follow, or None.
    """

    name: str
    image: bytes
    text: str
    pattern: str | None = None


def read_word_set(path: Path) -> list[WordSample]:
    """Return the samples of a set, in the order of its labels.

    A row of `labels.tsv` is the name of a file in `images/`, a tab, the text, and if the set has patterns
    another tab and the text's pattern. The text of a picture without writing is empty.

    Raises:
        DataError: when the set or one of its pictures is missing or damaged, or a row says something else.
    """
    files, rows = _rows(path)
    return [
        WordSample(
            cells[0], files.read(f"{IMAGES}/{cells[0]}"), cells[1], cells[2] if len(cells) > 2 else None
        )
        for cells in rows
    ]


def check_word_set(path: Path) -> None:
    """Refuse what is no set of words, without a look at its pictures: for before hours of work.

    Raises:
        DataError: as `read_word_set`, but for damaged pictures.
    """
    _rows(path)


def _rows(path: Path) -> tuple["_Folder | ZipMembers", list[list[str]]]:
    """Return the files of a set, and the cells of each row of its labels."""
    files = _Folder(path) if path.is_dir() else ZipMembers(path)
    if LABELS not in files.names:
        raise DataError(f"{path}: expected {LABELS} in it, got none; name a set of words")
    names = frozenset(files.names)
    try:
        rows = files.read(LABELS).decode("utf-8").splitlines()
    except UnicodeDecodeError as error:
        raise DataError(f"{path}: expected {LABELS} in UTF-8, got other bytes; save it again") from error
    cut = [row.split("\t") for row in rows]
    seen: dict[str, int] = {}
    for number, (row, cells) in enumerate(zip(rows, cut, strict=True), start=1):
        if (first := seen.setdefault(cells[0], number)) != number:
            raise DataError(
                f"{path}: {LABELS}, row {number}: expected each file once, got {cells[0]!r},"
                f" which row {first} has too; keep one of them"
            )
        if len(cells) not in COLUMNS or f"{IMAGES}/{cells[0]}" not in names:
            raise DataError(
                f"{path}: {LABELS}, row {number}: expected a file of {IMAGES}/, a tab and its text,"
                f" got {row!r}; correct the row"
            )
    if not rows:
        raise DataError(f"{path}: expected rows in {LABELS}, got none; name a set of words")
    return files, cut


def write_word_set(path: Path, made: Iterable[tuple[GreyImage, str, str | None]]) -> int:
    """Write pictures with their texts and patterns as a zip; return how many they are.

    The bytes depend on the pictures alone: no time of day is kept.

    Raises:
        DataError: when there is none; nothing is written then.
    """
    pictures = ((cv2.imencode(PNG, image)[1].tobytes(), text, pattern) for image, text, pattern in made)
    return write_word_files(path, ((PNG, *picture) for picture in pictures))


def write_word_files(path: Path, made: Iterable[WordFile]) -> int:
    """Write picture files with their texts as a zip; see `pack_word_files`.

    Raises:
        DataError: when there is none; nothing is written then.
    """
    with atomic.replacing(path) as file:
        return pack_word_files(file, made, name=str(path))


def pack_word_files(file: "Zippable", made: Iterable[WordFile], *, name: str) -> int:
    """Write picture files as they are, each with its ending, text and pattern, as a zip; return how many.

    One picture at a time is in memory.

    Args:
        file: open for writing.
        made: the pictures.
        name: how messages call the file.

    Raises:
        DataError: when there is none.
    """
    rows = []
    with zipfile.ZipFile(cast("BinaryIO", file), "w", zipfile.ZIP_STORED) as archive:
        for number, (ending, content, text, pattern) in enumerate(made):
            member = f"{number:06d}{ending}"
            archive.writestr(zipfile.ZipInfo(f"{IMAGES}/{member}"), content)
            rows.append("\t".join((member, text, *([pattern] if pattern else []))))
        if not rows:
            raise DataError(f"{name}: expected a picture that can be opened, got none; look at the files")
        archive.writestr(zipfile.ZipInfo(LABELS), "".join(f"{row}\n" for row in rows))
    return len(rows)


class _Folder:
    """The files of a folder, by name, as `ZipMembers` has those of a zip."""

    def __init__(self, path: Path) -> None:
        """List the set's own files."""
        self._path = path
        files = [path / LABELS, *sorted((path / IMAGES).glob("*"))]
        self.names = [file.relative_to(path).as_posix() for file in files if file.is_file()]

    def read(self, name: str) -> bytes:
        """Return the bytes of one file."""
        return (self._path / name).read_bytes()
