"""Reads words, codes and lines for `inkread read`, and draws their boxes."""

import io
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import typer

from inkread.cli.image_paths import ImageInput
from inkread.cli.output_file import check_suffix, write_output
from inkread.cli.sheets import SheetInput, sheets_of
from inkread.cli.worker_pool import in_order
from inkread.errors import ImageError
from inkread.zip_damage import ZIP_DAMAGE

if TYPE_CHECKING:
    from inkread.preprocess.decode.door import Source
    from inkread.trail import GreyImage
    from inkread.word_reading import PageReading, WordReading
    from inkread.words.reader import WordReader
    from inkread.words.wanted import Asked

    Reading: TypeAlias = WordReading | PageReading
    Task: TypeAlias = tuple[str, Source | ImageError]
    Work: TypeAlias = Callable[[Task], "Words"]

ZIP_MAGIC = b"PK"
BOX_COLOUR = (200, 60, 20)  # blue, green, red


@dataclass(frozen=True, slots=True)
class WordsWish:
    """The options of the command that ask for words.

    Attributes:
        words: whether a picture is one word or code.
        lines: whether it may hold several lines.
        pattern: what each text follows.
        lexicon: the file of the words that may come out.
        language: the name of a language model, its file, or a text.
        mode: how to read, or None for `auto`; see `WordReader`.
        boxes: the picture to draw the glyphs' boxes into.
        keep: whether readings are kept in the history.
    """

    words: bool
    lines: bool
    pattern: str | None
    lexicon: Path | None
    language: Path | None
    mode: str | None
    boxes: Path | None
    keep: bool = False

    @property
    def asked(self) -> bool:
        """Whether words are wanted: every one of the options says so."""
        given = (self.pattern, self.lexicon, self.language, self.mode, self.boxes)
        return self.words or self.lines or any(one is not None for one in given)


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """What to make the reader of; see `WordReader`, and its `read` for the charset."""

    bundle: str | None
    charset: str | None
    top_k: int
    abstain_below: float | None


@dataclass(frozen=True, slots=True)
class Words:
    """What became of one picture.

    Attributes:
        name: of the picture.
        answer: its reading, or the error that says why there is none.
        pixels: the picture, where it is to be kept or boxes are drawn into it.
    """

    name: str
    answer: "Reading | ImageError"
    pixels: "GreyImage | None" = None


def read_words(
    inputs: Sequence[ImageInput], wish: WordsWish, options: ReadingOptions, *, workers: int = 1
) -> Iterator[Words]:
    """Yield what becomes of each picture, each page a picture, in order, for any number of processes.

    Raises:
        ConfigError: when the pattern or the list of words is wrong.
        InkreadError: when a process is killed.
        typer.BadParameter: when boxes are asked for of several pictures, or in a file that is no PNG.
    """
    from inkread.preprocess.decode.pdf import PdfWorker
    from inkread.words.language_model import LanguageModel
    from inkread.words.lexicon import Lexicon

    with PdfWorker() as pdfs:
        sheets = list(sheets_of(inputs, pdfs))
        if wish.boxes is not None:
            _check_boxes(wish.boxes, num=len(sheets))
        # Read here alone: what stands for a file may be a pipe, which no other process can open.
        asked: Asked = {
            "pattern": wish.pattern,
            "lexicon": None if wish.lexicon is None else Lexicon.of_file(wish.lexicon),
            "language": None if wish.language is None else LanguageModel.of_file(wish.language),
            "charset": options.charset,
        }
        yield from _read_sheets(sheets, partial(_start, options, wish, asked), wish, workers=workers)


def _read_sheets(
    sheets: Sequence[SheetInput], start: "Callable[[], Work]", wish: WordsWish, *, workers: int
) -> Iterator[Words]:
    """Yield what becomes of each sheet, in order; pages are cut out and drawn in this process.

    Raises:
        InkreadError: when a process is killed.
    """
    tasks = ((sheet.name, sheet.source_or_error()) for sheet in sheets)
    for words in in_order(tasks, start(), start, workers=min(workers, len(sheets))):
        if wish.boxes is not None and words.pixels is not None and not isinstance(words.answer, ImageError):
            write_output(wish.boxes, with_boxes(words.pixels, words.answer), option="--boxes")
        yield words if wish.keep else replace(words, pixels=None)


def _start(options: ReadingOptions, wish: WordsWish, asked: "Asked") -> "Work":
    """Return what reads a picture, in any process.

    Raises:
        ConfigError: when the mode is something else.
    """
    from inkread.words.reader import WordReader

    reader = WordReader(
        options.bundle,
        top_k=options.top_k,
        abstain_below=options.abstain_below,
        mode=wish.mode or "auto",  # type: ignore[arg-type] # another word is refused there
    )
    return partial(_read, reader, wish, asked)


def _read(reader: "WordReader", wish: WordsWish, asked: "Asked", task: "Task") -> Words:
    """Return what becomes of a picture, with its pixels where they are wanted."""
    from inkread.preprocess.decode import decode

    name, source = task
    try:
        if isinstance(source, ImageError):
            raise source
        if isinstance(source, Path | bytes):
            _check_no_set(source)
        image = decode(source)
        reading = reader.read(image, lines=wish.lines, **asked)  # type: ignore[call-overload] # known later
    except ImageError as error:
        return Words(name, error)
    return Words(name, reading, image.grey if wish.keep or wish.boxes else None)


def _check_no_set(source: Path | bytes) -> None:
    """Refuse the zip of a set of words, which nobody should save as a PNG.

    Raises:
        ImageError: when it is one.
    """
    from inkread.datasets.word_set import LABELS

    try:
        with io.BytesIO(source) if isinstance(source, bytes) else source.open("rb") as file:
            if file.read(len(ZIP_MAGIC)) != ZIP_MAGIC:
                return
            with zipfile.ZipFile(file) as archive:
                is_set = LABELS in archive.namelist()
    except (*ZIP_DAMAGE, OSError):  # what it is instead, the decoder says
        return
    if is_set:
        raise ImageError(
            "expected a picture, got a set of words; read it with `inkread words evaluate`",
            reason="unsupported_format",
        )


def _check_boxes(path: Path, *, num: int) -> None:
    """Refuse boxes of several pictures, or in a file that is no PNG.

    Raises:
        typer.BadParameter: then.
    """
    check_suffix(path, ".png", option="--boxes")
    if num != 1:
        raise typer.BadParameter(
            f"expected one image or page with --boxes, got {num}; name one, and of a PDF or TIFF one page,"
            " as in scan.pdf#2",
            param_hint="--boxes",
        )


def with_boxes(grey: "GreyImage", reading: "Reading") -> bytes:
    """Return a PNG of a picture with a box around each glyph."""
    import cv2

    page = cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR)
    for glyph in reading.glyphs:
        top, left, height, width = glyph.box
        cv2.rectangle(page, (left, top), (left + width - 1, top + height - 1), BOX_COLOUR, 1)
    return bytes(cv2.imencode(".png", page)[1].tobytes())
