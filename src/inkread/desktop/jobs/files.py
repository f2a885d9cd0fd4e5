"""Files and folders: read one by one, and the table of results written."""

import csv
import io
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
COLUMNS = ("file", "text", "confidence", "blank", "set", "refusal", "warnings", "error")


def read_files(bench: Workbench, asked: ReadFiles) -> Iterator[Told]:
    """Read each file once, in the order given, those of a folder sorted; no bad one stops the others."""
    paths = list(dict.fromkeys(path for given in asked.paths for path in _files(Path(given))))
    yield Progress(0, len(paths))
    reader = bench.reader(asked.charset)
    for path in paths:
        yield _row(bench, reader, path, asked)


def write_results(_: Workbench, asked: WriteResults) -> Iterator[Told]:
    """Write the table as CSV, harmless to spreadsheets."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([no_formula(cell) for cell in _cells(row)] for row in asked.rows)
    atomic.write_text(asked.path, text.getvalue())
    yield Saved(asked.path)


def _files(given: Path) -> Iterator[Path]:
    """Yield the file itself, or the images in a folder and below; hidden ones are left out."""
    if not given.is_dir():
        yield given
        return
    for path in sorted(given.rglob("*")):
        is_hidden = any(part.startswith(".") for part in path.relative_to(given).parts)
        if path.suffix.lower() in ENDINGS and not is_hidden and path.is_file():
            yield path


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
