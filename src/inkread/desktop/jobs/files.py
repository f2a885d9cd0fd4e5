"""Files and folders: read one by one, and the table of results written."""

import contextlib
import csv
import io
import itertools
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from inkread import atomic
from inkread.desktop.answers import answer_of, trouble_of
from inkread.desktop.replies import Answer, FileRow, Progress, Saved, Told
from inkread.desktop.requests import ReadFiles, WriteResults
from inkread.desktop.workbench import Workbench
from inkread.errors import HistoryError, ImageError
from inkread.harmless import no_formula, printable

if TYPE_CHECKING:
    from inkread.recognition.reader import Reader
    from inkread.trail import GreyImage

ENDINGS = (
    *(".png", ".jpg", ".jpeg", ".jpe", ".jfif", ".webp", ".bmp", ".dib", ".tif", ".tiff"),
    *(".gif", ".avif", ".heic", ".heif"),
)  # of the files that a folder stands for; a file that is named is opened whatever its ending
LISTED = 1000  # entries of folders in a step: some ten milliseconds
COLUMNS = ("file", "text", "confidence", "blank", "set", "refusal", "warnings", "error")


def read_files(bench: Workbench, asked: ReadFiles) -> Iterator[Told]:
    """Read each file once, in the order given, those of a folder sorted; no bad one stops the others."""
    paths: dict[Path, None] = {}  # in the place of an ordered set
    looked_at = (entry for given in asked.paths for entry in _files(Path(given)))
    for number, path in enumerate(looked_at, 1):
        if path is not None:
            paths[path] = None
        if number % LISTED == 0:
            yield Progress(0, len(paths))
    yield Progress(0, len(paths))
    reader = bench.reader(asked.charset)
    for path in itertools.islice(paths, asked.most):
        yield _row(bench, reader, path, asked)


def write_results(_: Workbench, asked: WriteResults) -> Iterator[Told]:
    """Write the table as CSV, harmless to spreadsheets."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([no_formula(cell) for cell in _cells(row)] for row in asked.rows)
    atomic.write_text(asked.path, text.getvalue())
    yield Saved(asked.path)


def _files(given: Path) -> Iterator[Path | None]:
    """Yield the file itself, or the images in a folder and below, sorted; None for each entry left out."""
    if given.is_dir():
        yield from _images_in(given)
    else:
        yield given


def _images_in(folder: Path) -> Iterator[Path | None]:
    """Yield the images in a folder and below, but no hidden ones, and None for each entry that is none."""
    entries = []
    # One that may not be looked into, or has just gone, holds nothing that could be read.
    with contextlib.suppress(PermissionError, FileNotFoundError), os.scandir(folder) as found:
        for entry in found:
            yield None
            if not entry.name.startswith("."):
                entries.append(entry)
    for entry in sorted(entries, key=lambda entry: os.path.normcase(entry.name)):
        if entry.is_dir(follow_symlinks=False):  # a link could lead in a circle
            yield from _images_in(folder / entry.name)
        else:
            is_image = entry.name.lower().endswith(ENDINGS) and entry.is_file()
            yield folder / entry.name if is_image else None


def _row(bench: Workbench, reader: "Reader", path: Path, asked: ReadFiles) -> FileRow:
    """Return what becomes of one file."""
    from inkread.preprocess.paper import fit_longest_side

    name = printable(path.name)
    try:
        image = bench.decode_file(str(path))
        reading = reader.read(image)
    except ImageError as error:
        return FileRow(name, str(path), None, trouble_of(error))
    answer, small = answer_of(reading), thumbnail(image.grey, asked.side)
    try:
        if asked.keep:
            bench.keep(reading, fit_longest_side(image.grey), name=name)
    except HistoryError as error:
        return FileRow(name, str(path), answer, trouble_of(error), small)
    return FileRow(name, str(path), answer, None, small)


def thumbnail(grey: "GreyImage", side: int, most: int | None = None) -> bytes:
    """Return a small PNG of a picture, at most `side` px wide and `most` px high, `side` by itself."""
    import cv2

    from inkread.history.png import png_of

    height, width = grey.shape
    scale = min(1.0, side / width, (most or side) / height)
    shape = (max(1, round(width * scale)), max(1, round(height * scale)))
    return png_of(cv2.resize(grey, shape, interpolation=cv2.INTER_AREA))


def _cells(row: FileRow) -> list[str | float]:
    """Return the cells of a row, in the order of `COLUMNS`."""
    error = "" if row.trouble is None else printable(" ".join(row.trouble.message.split()))
    if row.answer is None:
        return [printable(row.path), "", "", "", "", "", "", error]
    return [printable(row.path), *_read_cells(row.answer), error]


def _read_cells(answer: Answer) -> list[str | float]:
    """Return the cells of a reading."""
    return [
        answer.text,
        round(answer.confidence, 6),
        str(answer.blank).lower(),
        " ".join(answer.set),
        answer.refusal.code if answer.refusal else "",
        " ".join(warning.code for warning in answer.warnings),
    ]
