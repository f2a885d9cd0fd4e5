"""`inkread read`: read image files and say what they show."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from os import environ
from pathlib import Path
from typing import Annotated

import typer

from inkread.cli.image_paths import ImageInput, expand
from inkread.cli.keep import keeping
from inkread.cli.light import LightCommand
from inkread.cli.output_file import check_output, refuse_read, write_output
from inkread.cli.read_images import outcomes_of, with_progress
from inkread.cli.read_output import FORMAT_OF_SUFFIX, Format, Outcome, as_csv, as_json, as_text
from inkread.cli.read_words import ReadingOptions, WordsWish, read_words
from inkread.cli.read_words_output import print_words
from inkread.cli.read_workers import outcomes_of_workers
from inkread.cli.shared_options import Workers
from inkread.preprocess.decode.suffixes import WITH_PAGES
from inkread.recognition.reader_options import ReaderOptions

app = typer.Typer()

Files = Annotated[
    list[str],
    typer.Argument(
        help="Image files, folders, globs in quotes, or - for standard input.", show_default=False
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print a JSON list, one object an image.")]
AsCsv = Annotated[
    bool, typer.Option("--csv", help="Print CSV, one row an image; with --lines, one row a line.")
]
Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", help="Write to this file; .json, .csv or .txt decides the form."),
]
Restriction = Annotated[
    str | None,
    typer.Option(
        help="What may come out: digits, upper, lower, letters, balanced, byclass, or the characters."
    ),
]
TopK = Annotated[int, typer.Option(min=1, help="Candidates for each image.")]
Explain = Annotated[
    Path | None, typer.Option(help="Write pictures of each step and of every layer into this folder.")
]
Model = Annotated[str | None, typer.Option(help="The model: a bundle's folder, zip or name.")]
Abstain = Annotated[
    float | None,
    typer.Option("--abstain-below", min=0, max=1, help="Refuse answers of less confidence, 0 to 1."),
]
Coverage = Annotated[float, typer.Option(help="How often a set is to hold the truth: 0.9, 0.95 or 0.99.")]
Keep = Annotated[
    bool, typer.Option("--keep", help="Keep the readings and their images: inkread history lists them.")
]
Quiet = Annotated[
    bool,
    typer.Option(
        "--quiet", "-q", help="Name, tab and text only, no text where it is refused; no bars, no progress."
    ),
]

AsWords = Annotated[bool, typer.Option("--words", help="Each image is a word, a code or one line.")]
AsLines = Annotated[bool, typer.Option("--lines", help="Each image may hold several lines.")]
Pattern = Annotated[
    str | None,
    typer.Option(
        help="What each text follows: AA99-9999 (capitals, digits), or an expression such as [A-F0-9]{8}."
    ),
]
WordList = Annotated[Path | None, typer.Option(help="A file of the words that may come out, one a line.")]
Language = Annotated[
    Path | None,
    typer.Option(
        help="english, a text, or what `inkread words language` made of one: which words are likely."
    ),
]
ReadingMode = Annotated[  # a Literal would make Typer load pydantic
    str | None,
    typer.Option(
        "--mode", help="characters: words are cut; connected: they are read whole; auto: the surer of both."
    ),
]
Boxes = Annotated[
    Path | None, typer.Option(help="Write the image with a box around each character to this PNG.")
]


@app.command(cls=LightCommand)
def read(  # noqa: PLR0913 - each is an option of the command
    files: Files,
    json: AsJson = False,
    csv: AsCsv = False,
    output: Output = None,
    charset: Restriction = None,
    top_k: TopK = 5,
    explain: Explain = None,
    bundle: Model = None,
    abstain_below: Abstain = None,
    coverage: Coverage = 0.95,
    keep: Keep = False,
    workers: Workers = 1,
    quiet: Quiet = False,
    words: AsWords = False,
    lines: AsLines = False,
    pattern: Pattern = None,
    lexicon: WordList = None,
    language: Language = None,
    mode: ReadingMode = None,
    boxes: Boxes = None,
) -> None:
    """Read images of one handwritten character each, or of words, codes and lines.

    Where words or lines are read, each page of a TIFF or PDF is an image of its own. An image that cannot be
    read does not stop the others: its error is in the output (a line on standard error for text), and the
    exit code is 1.
    """
    form = _form(json=json, csv=csv, output=output)
    _check_places(output, boxes)
    wish = WordsWish(words, lines, pattern, lexicon, language, mode, boxes, keep)
    if wish.asked:
        _refuse_glyph_options(explain)
        _refuse_alone(workers, keep=keep)
        reading = ReadingOptions(bundle, charset, top_k, abstain_below)
        found = read_words(_words_inputs(files, wish, output), wish, reading, workers=workers)
        raise typer.Exit(0 if print_words(found, wish, form, output, quiet=quiet) else 1)
    options = ReaderOptions(bundle, charset, top_k, abstain_below, coverage)
    _read_glyphs(files, options, Told(form, output, quiet), explain=explain, keep=keep, workers=workers)


@dataclass(frozen=True, slots=True)
class Told:
    """How answers are told: the form, the file or None for standard output, whether in few words."""

    form: Format
    output: Path | None
    quiet: bool


def _read_glyphs(
    files: list[str], options: ReaderOptions, told: Told, *, explain: Path | None, keep: bool, workers: int
) -> None:
    """Read images of one character each, and tell what they show."""
    _refuse_alone(workers, explain, keep=keep)
    form, output, quiet = told.form, told.output, told.quiet
    reader = options.reader()
    inputs, live = expand(files), form == "text" and output is None
    refuse_read({"--output": output, "--explain": explain}, _paths(inputs))
    if workers == 1:
        found = outcomes_of(reader, inputs, explain=explain, pixels=keep)
    else:
        found = outcomes_of_workers(reader, options, inputs, workers=workers)
    with keeping(found, keep=keep) as outcomes:
        if live:
            done = [_show(outcome, quiet=quiet) for outcome in outcomes]
        else:
            done = list(outcomes if quiet else with_progress(outcomes, len(inputs)))
    if not live:
        text = _rendered(done, form, top_k=reader.top_k, quiet=quiet)
        typer.echo(text, nl=False) if output is None else write_output(output, text)
        if form == "text":
            _complain(done)
    if any(outcome.failed for outcome in done):
        raise typer.Exit(1)


def _check_places(output: Path | None, boxes: Path | None) -> None:
    """Refuse places where nothing could be written, before anything is read."""
    for option, path in (("--output", output), ("--boxes", boxes)):
        if path is not None:
            check_output(path, option=option)


def _words_inputs(files: list[str], wish: WordsWish, output: Path | None) -> list[ImageInput]:
    """Return the images of words, none of which is to be written over."""
    inputs = expand(files, WITH_PAGES)
    lists = [path for path in (wish.lexicon, wish.language) if path is not None]
    refuse_read({"--output": output, "--boxes": wish.boxes}, [*_paths(inputs), *lists])
    return inputs


def _paths(inputs: Sequence[ImageInput]) -> list[Path]:
    """Return the files among the images."""
    return [one.source for one in inputs if isinstance(one.source, Path)]


def _refuse_glyph_options(explain: Path | None) -> None:
    """Refuse options that have no effect on words.

    Raises:
        typer.BadParameter: when one is given.
    """
    if explain is not None:
        raise typer.BadParameter(
            "expected no --explain with words or lines, which it knows nothing of; leave it out"
        )


def _refuse_alone(workers: int, explain: Path | None = None, *, keep: bool) -> None:
    """Refuse several processes where something is asked for that one alone does.

    Raises:
        typer.BadParameter: then.
    """
    if workers > 1 and (explain is not None or keep):
        raise typer.BadParameter(
            f"expected one worker with --explain or --keep, got {workers}; leave --workers out"
        )


def _form(*, json: bool, csv: bool, output: Path | None) -> Format:
    """Return the form of the output: what an option says, else what the file's suffix says, else text.

    Raises:
        typer.BadParameter: when both options are given, or the suffix says nothing.
    """
    if json and csv:
        raise typer.BadParameter("expected --json or --csv, got both; choose one")
    if json or csv:
        return "json" if json else "csv"
    if output is None:
        return "text"
    if output.suffix.lower() not in FORMAT_OF_SUFFIX:
        raise typer.BadParameter(
            f"expected a name ending in {', '.join(FORMAT_OF_SUFFIX)}, got {output}; or give --json or --csv",
            param_hint="--output",
        )
    return FORMAT_OF_SUFFIX[output.suffix.lower()]


def _show(outcome: Outcome, *, quiet: bool) -> Outcome:
    """Print one outcome for a person as soon as it is known; return it."""
    _complain([outcome])
    colour = sys.stdout.isatty() and "NO_COLOR" not in environ
    typer.echo(as_text(outcome, colour=colour, quiet=quiet), nl=False)
    return outcome


def _rendered(outcomes: Sequence[Outcome], form: Format, *, top_k: int, quiet: bool) -> str:
    """Return all outcomes in the form asked for."""
    if form == "json":
        return as_json(outcomes)
    if form == "csv":
        return as_csv(outcomes, top_k=top_k)
    return "".join(as_text(outcome, colour=False, quiet=quiet) for outcome in outcomes)


def _complain(outcomes: Sequence[Outcome]) -> None:
    """Print the errors, one line each, on standard error."""
    for outcome in outcomes:
        if outcome.failed:
            typer.echo(f"inkread: {outcome.complaint}", err=True)
