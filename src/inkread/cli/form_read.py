"""What `inkread form` makes of the forms that it reads: the table, the lines, the crops and the page."""

import contextlib
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from inkread.cli.counted import counted
from inkread.cli.form_kept import KeptForms, kept_forms
from inkread.cli.form_workers import FormOptions, answers_of
from inkread.cli.image_paths import ImageInput, complaint
from inkread.cli.output_file import OutputFile, replacing_output
from inkread.cli.progress import bars
from inkread.cli.sheets import SheetInput, sheets_of
from inkread.errors import ConfigError, ImageError
from inkread.harmless import printable

if TYPE_CHECKING:
    from inkread.forms.reading import FormReading
    from inkread.forms.review import ReviewPage
    from inkread.forms.table import Row
    from inkread.forms.template import Template
    from inkread.forms.typed import Misfits, Typed

UNSAFE = re.compile(r"[^\w.-]+")
LONGEST_STEM = 60  # characters of a crop's folder


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be written: the table, lines of JSON, crops, the page; corrections taken in; for Excel.

    And by what: the bundle, and how many processes; whether to go on with a table that was stopped.
    """

    output: Path
    as_json: bool
    crops: Path | None
    review: Path | None
    corrections: Path | None
    excel: bool
    bundle: str | None
    workers: int
    resume: bool


@dataclass(slots=True)
class Counts:
    """How many images were read or not, and how many values are to be looked at."""

    read: int = 0
    failed: int = 0
    values: int = 0
    doubtful: int = 0


@dataclass(slots=True)
class Lines:
    """Standard output, which may close before all is read: that costs its lines, and not the table."""

    trouble: OSError | None = None

    def write(self, line: dict[str, Any]) -> None:
        """Write a line of JSON, as long as somebody takes them."""
        if self.trouble is None:
            try:
                typer.echo(json.dumps(line))
            except OSError as error:
                self.trouble = error


@dataclass(frozen=True, slots=True)
class Work:
    """Everything that the reading of one image goes into."""

    names: Sequence[str]
    wanted: Wanted
    typed: "Typed"
    page: "ReviewPage"
    page_file: OutputFile | None
    counts: Counts = field(default_factory=Counts)
    lines: Lines = field(default_factory=Lines)


def read_forms(template: "Template", images: Sequence[ImageInput], wanted: Wanted) -> tuple[bool, "Misfits"]:
    """Read images, each page a sheet; return whether all were read, and corrections that cannot be.

    Raises:
        InkreadError: when a process that reads is killed, or the disk is full.
        ConfigError: when the template's blank picture, patterns or lists are wrong, or nothing can be
            written where it is wanted.
        OSError: at the end, when standard output took not all of the lines.
    """
    from inkread.forms.review import ReviewPage
    from inkread.forms.table import cell, columns_of, csv_lines, read_corrections, refuse_strangers
    from inkread.forms.typed import typed_of
    from inkread.preprocess.decode.pdf import PdfWorker

    names = [one.name for one in template.fields]
    given = {} if wanted.corrections is None else read_corrections(wanted.corrections, names)
    with contextlib.ExitStack() as stack:
        inputs = list(sheets_of(images, stack.enter_context(PdfWorker())))
        if wanted.corrections is not None:
            files = [cell(printable(item.name)) for item in inputs]
            refuse_strangers(given, files, wanted.corrections)
        kept, answers = stack.enter_context(_answers(inputs, template, wanted))
        page, typed = ReviewPage(template.name), typed_of(given, template)
        table = stack.enter_context(replacing_output(wanted.output))
        page_file = None
        if wanted.review is not None:
            page_file = stack.enter_context(replacing_output(wanted.review, option="--review"))
            page_file.write(page.head())
        work = Work(names, wanted, typed, page, page_file)
        rows = _rows(inputs, answers, work)
        table.writelines(csv_lines(columns_of(names), rows, marked=wanted.excel))
        if page_file is not None:
            page_file.write(page.tail())
    _tell(work.counts, wanted, before=kept.num_before)
    if work.lines.trouble is not None:
        raise work.lines.trouble
    return work.counts.failed == 0, typed.misfits


@contextlib.contextmanager
def _answers(
    inputs: Sequence[SheetInput], template: "Template", wanted: Wanted
) -> "Iterator[tuple[KeptForms, Iterator[FormReading | ImageError]]]":
    """Yield what is kept of the table, and what each sheet holds, in order.

    What the form's lists hold in vain is told on standard error.
    """
    from inkread.forms.files import FormFiles

    try:
        options = FormOptions(template, FormFiles.of(template), wanted.bundle)
        reader = options.reader()
    except ImageError as error:
        name = "" if str(error).startswith(str(template.blank_path)) else f"{template.blank_path}: "
        raise ConfigError(f"the blank form: {name}{error}") from error
    for one, caution in reader.warnings:
        typer.echo(f"inkread: field {one.name!r}: {caution.message}", err=True)
    every = bool(wanted.crops or wanted.corrections)  # a correction may make any value doubtful
    with kept_forms(wanted.output, options, reader, resume=wanted.resume, crops=every) as kept:
        read = partial(answers_of, reader=reader, options=options, workers=wanted.workers)
        yield kept, kept.answers(inputs, read)


def _rows(
    inputs: Sequence[SheetInput], answers: "Iterable[FormReading | ImageError]", work: Work
) -> "Iterator[Row]":
    """Yield the row of each image, in order, its other outputs written."""
    from inkread.forms.table import FILE, corrected, row_of
    from inkread.forms.typed import with_typed

    with bars() if len(inputs) > 1 else contextlib.nullcontext(None) as tell:
        for number, (item, answer) in enumerate(zip(inputs, answers, strict=True), start=1):
            if isinstance(answer, ImageError):
                work.counts.failed += 1
                typer.echo(f"inkread: {complaint(item.name, answer)}", err=True)
            row = corrected(row_of(item.name, answer), work.typed.values, work.names, work.typed.misfits)
            if not isinstance(answer, ImageError):
                answer = with_typed(answer, row[FILE], work.typed)
            _write_beside(number, item, answer, work)
            yield row
            if tell is not None:
                tell("Reading", number, len(inputs))


def _write_beside(
    number: int,
    item: SheetInput,
    answer: "FormReading | ImageError",
    work: Work,
) -> None:
    """Write one image's crops, line of JSON and doubtful values."""
    line: dict[str, Any] = {"file": printable(item.name), "error": None, "values": []}
    if isinstance(answer, ImageError):
        line["error"] = {"code": answer.reason, "message": complaint(item.name, answer)}
        if work.page_file is not None:
            work.page_file.write(work.page.failed(item.name, str(answer)))
    else:
        counts, crops = work.counts, work.wanted.crops
        counts.read += 1
        counts.values += len(answer.values)
        paths = {} if crops is None else _write_crops(answer, crops / _folder(number, item.name))
        doubtful = answer.doubtful
        counts.doubtful += len(doubtful)
        line["values"] = [{**one.to_dict(), "crop": paths.get(one.field.name)} for one in answer.values]
        if work.page_file is not None:
            work.page_file.writelines(work.page.items(item.name, doubtful))
    if work.wanted.as_json:
        work.lines.write(line)


def _write_crops(answer: "FormReading", folder: Path) -> dict[str, str]:
    """Write the pictures of the fields into a folder; return field name -> path."""
    import cv2

    paths = {}
    for place, value in enumerate(answer.values, start=1):
        path = folder / f"{place:02}-{_safe(value.field.name)}.png"
        with replacing_output(path, option="--crops") as file:
            file.write(cv2.imencode(".png", value.crop)[1].tobytes())
        paths[value.field.name] = str(path)
    return paths


def _folder(number: int, name: str) -> str:
    """Return the folder of an image's crops: names may repeat, numbers do not."""
    return f"{number:05}-{_safe(Path(name).stem)}"


def _safe(name: str) -> str:
    """Return a name that is one on every file system."""
    return UNSAFE.sub("_", printable(name))[:LONGEST_STEM].strip(".") or "_"


def _tell(counts: Counts, wanted: Wanted, *, before: int) -> None:
    """Say what became of the images; on standard error where the lines of JSON have the output."""
    forms = f"{counted(counts.read, 'form')} read" + (f", {before:,} of them before" if before else "")
    failed = f", {counts.failed:,} not read" if counts.failed else ""
    where = f" in {wanted.review}" if wanted.review else ""
    look = (
        f"; {counts.doubtful:,} of {counted(counts.values, 'value')} to look at{where}"
        if counts.values
        else ""
    )
    typer.echo(f"{wanted.output}: {forms}{failed}{look}", err=wanted.as_json)
