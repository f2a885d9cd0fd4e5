"""Reads words, codes and lines for `inkread read`, and draws their boxes."""

import csv
import io
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from os import environ
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import typer

from inkread.cli.image_paths import ImageInput, complaint
from inkread.cli.keep import keeping
from inkread.cli.output_file import check_suffix, write_output
from inkread.cli.read_output import Format
from inkread.errors import ImageError
from inkread.harmless import no_formula, printable

if TYPE_CHECKING:
    from inkread.trail import GreyImage
    from inkread.word_reading import PageReading, WordReading

    Reading: TypeAlias = WordReading | PageReading

BOX_COLOUR = (200, 60, 20)  # blue, green, red
COLUMNS = ("source", "text", "confidence", "refusal", "warnings", "error", "reason")


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
        pixels: the picture, where it is to be kept.
    """

    name: str
    answer: "Reading | ImageError"
    pixels: "GreyImage | None" = None


def read_words(inputs: Sequence[ImageInput], wish: WordsWish, options: ReadingOptions) -> Iterator[Words]:
    """Yield what becomes of each picture, in order.

    Raises:
        ConfigError: when the pattern or the list of words is wrong.
        typer.BadParameter: when boxes are asked for of several pictures, or in a file that is no PNG.
    """
    if wish.boxes is not None:
        _check_boxes(wish.boxes, num=len(inputs))
    from inkread.preprocess.decode import decode
    from inkread.words.language_model import LanguageModel
    from inkread.words.lexicon import Lexicon
    from inkread.words.reader import WordReader

    reader = WordReader(
        options.bundle,
        top_k=options.top_k,
        abstain_below=options.abstain_below,
        mode=wish.mode or "auto",  # type: ignore[arg-type] # another word is refused there
    )
    asked = {
        "pattern": wish.pattern,
        "lexicon": None if wish.lexicon is None else Lexicon.of_file(wish.lexicon),
        "language": None if wish.language is None else LanguageModel.of_file(wish.language),
        "charset": options.charset,
        "lines": wish.lines,
    }
    for item in inputs:
        try:
            if isinstance(item.source, ImageError):
                raise item.source
            image = decode(item.source)
            reading = reader.read(image, **asked)  # type: ignore[call-overload] # `lines` is not known here
        except ImageError as error:
            yield Words(item.name, error)
            continue
        if wish.boxes is not None:
            write_output(wish.boxes, with_boxes(image.grey, reading), option="--boxes")
        yield Words(item.name, reading, image.grey if wish.keep else None)


def _check_boxes(path: Path, *, num: int) -> None:
    """Refuse boxes of several pictures, or in a file that is no PNG.

    Raises:
        typer.BadParameter: then.
    """
    check_suffix(path, ".png", option="--boxes")
    if num != 1:
        raise typer.BadParameter(
            f"expected one image with --boxes, got {num}; read them one by one", param_hint="--boxes"
        )


def with_boxes(grey: "GreyImage", reading: "Reading") -> bytes:
    """Return a PNG of a picture with a box around each glyph."""
    import cv2

    page = cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR)
    for glyph in reading.glyphs:
        top, left, height, width = glyph.box
        cv2.rectangle(page, (left, top), (left + width - 1, top + height - 1), BOX_COLOUR, 1)
    return bytes(cv2.imencode(".png", page)[1].tobytes())


def print_words(
    found: Iterator[Words], form: Format, output: Path | None, *, quiet: bool, keep: bool = False
) -> bool:
    """Print what became of the pictures, errors of a text on standard error; return whether all were read.

    Args:
        found: what became of each.
        form: to print in.
        output: the file to write, or None for standard output.
        quiet: whether to print in few words.
        keep: whether each reading is kept in the history before it is told.

    Raises:
        HistoryError: when one cannot be kept.
    """
    with keeping(found, keep=keep) as kept:
        return _print(kept, form, output, quiet=quiet)


def _print(found: Iterator[Words], form: Format, output: Path | None, *, quiet: bool) -> bool:
    """Print what became of the pictures; return whether all were read."""
    live = form == "text" and output is None
    done = []
    for one in found:
        done.append(one)
        if form == "text" and isinstance(one.answer, ImageError):
            typer.echo(f"inkread: {complaint(one.name, one.answer)}", err=True)
        if live:
            colour = sys.stdout.isatty() and "NO_COLOR" not in environ
            typer.echo(_as_text(one, colour=colour, quiet=quiet), nl=False)
    if not live:
        text = {"json": _as_json, "csv": _as_csv}.get(form, lambda all_: _as_texts(all_, quiet=quiet))(done)
        typer.echo(text, nl=False) if output is None else write_output(output, text)
    return not any(isinstance(one.answer, ImageError) for one in done)


def _as_texts(found: Sequence[Words], *, quiet: bool) -> str:
    """Return all readings as text."""
    return "".join(_as_text(one, colour=False, quiet=quiet) for one in found)


def _as_text(one: Words, *, colour: bool, quiet: bool) -> str:
    """Return a reading for a person: the text with its confidence, then what else it may be.

    In few words what is refused has no text; see `read_output.as_text`.
    """
    answer, name = one.answer, printable(one.name)
    if isinstance(answer, ImageError):
        return ""
    if quiet:
        text = "" if answer.rejected else answer.text.replace("\n", " ")
        return f"{name}\t{text}\n"
    sure = "yellow" if answer.refusal else "green"
    text = typer.style(answer.text, bold=True, fg=sure) if colour else answer.text
    start = "\n" if "\n" in answer.text else " "
    head = f"{name}:{start}{text}  ({answer.confidence:.1%})" if answer.text else f"{name}: nothing read"
    others = [
        f"  or {other.text}  ({other.confidence:.1%})" for other in getattr(answer, "candidates", ())[1:]
    ]
    said = (*((answer.refusal,) if answer.refusal else ()), *answer.trail.warnings)
    return "\n".join([head, *others, *(f"  ! {one.message}" for one in dict.fromkeys(said))]) + "\n"


def _as_json(found: Sequence[Words]) -> str:
    """Return a JSON list, one object a picture; one that was not read has `error` and `reason`."""
    told = [
        {"source": one.name, "error": complaint(one.name, one.answer), "reason": one.answer.reason}
        if isinstance(one.answer, ImageError)
        else {**one.answer.to_dict(), "source": one.name}
        for one in found
    ]
    return json.dumps(told, indent=2) + "\n"


def _as_csv(found: Sequence[Words]) -> str:
    """Return a CSV with a header, one row a picture."""
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    for one in found:
        row = {"source": printable(one.name)}
        if isinstance(one.answer, ImageError):
            row |= {"error": complaint(one.name, one.answer), "reason": one.answer.reason}
        else:
            refusal = one.answer.refusal.code if one.answer.refusal else ""
            row |= {"text": one.answer.text, "confidence": f"{one.answer.confidence:.6f}", "refusal": refusal}
            row["warnings"] = " ".join(warning.code for warning in one.answer.trail.warnings)
        writer.writerow({column: no_formula(cell) for column, cell in row.items()})
    return buffer.getvalue()
