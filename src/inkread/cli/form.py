"""`inkread form`: read the fields of filled forms into a table, and put doubtful values right."""

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from inkread.cli.counted import counted
from inkread.cli.image_paths import ImageInput, expand
from inkread.cli.output_file import (
    check_folder,
    check_output,
    check_suffix,
    refuse_read,
    replacing_output,
)
from inkread.cli.shared_options import Workers
from inkread.harmless import printable
from inkread.preprocess.decode.suffixes import WITH_PAGES

if TYPE_CHECKING:
    from inkread.cli.form_read import Wanted
    from inkread.forms.template import Template
    from inkread.forms.typed import Misfits

OF_IMAGES = "--json, --crops, --review, --bundle, --workers or --resume"

Form = Annotated[
    Path, typer.Argument(metavar="TEMPLATE", help="The form: a template in YAML.", show_default=False)
]
Files = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="IMAGES...", help="Image files, folders, globs in quotes, or - for standard input."
    ),
]
Output = Annotated[
    Path, typer.Option("--output", "-o", help="The table, a .csv: one row an image.", show_default=False)
]
AsJson = Annotated[bool, typer.Option("--json", help="Also print one line of JSON for each image.")]
Crops = Annotated[Path | None, typer.Option(help="Write each field's picture into this folder.")]
Review = Annotated[
    Path | None, typer.Option(help="Write a page with the doubtful values beside what was written.")
]
Corrections = Annotated[
    Path | None,
    typer.Option(help="Put right what this CSV of the review page says; without images, in --output."),
]
Excel = Annotated[
    bool, typer.Option("--excel", help="Begin the table with the mark by which Excel knows UTF-8.")
]
Resume = Annotated[bool, typer.Option("--resume", help="Go on with a table that was stopped.")]
Model = Annotated[str | None, typer.Option(help="The model: a bundle's folder, zip or name.")]


def form(  # noqa: PLR0913 - each is an option of the command
    template: Form,
    output: Output,
    images: Files = None,
    json: AsJson = False,
    crops: Crops = None,
    review: Review = None,
    corrections: Corrections = None,
    excel: Excel = False,
    bundle: Model = None,
    workers: Workers = 1,
    resume: Resume = False,
) -> None:
    """Read the fields of filled forms into a table.

    Scans and photos are laid over the blank form first: turned, slanted, shadowed or upside down. Each page
    of a TIFF or PDF is an image of its own. An image that cannot be read, or shows another form, does not
    stop the others: its row says why, and the exit code is 1. Values that are less sure than their field asks
    for are named in the column `doubtful`. Corrections that a field cannot hold are taken, named on standard
    error, and stay doubtful. --resume goes on with a table whose command was killed.
    """
    from inkread.forms.template import Template

    _check_outputs(output, review, crops)
    known = Template.read(template)
    if images:
        from inkread.cli.form_read import Wanted, read_forms

        wanted = Wanted(output, json, crops, review, corrections, excel, bundle, workers, resume)
        inputs = _without_blank(expand(images, WITH_PAGES), known)
        _refuse_read(wanted, [template, *known.files], inputs)
        done, misfits = read_forms(known, inputs, wanted)
        if corrections is not None:
            tell_misfits(corrections, misfits)
        raise typer.Exit(0 if done else 1)
    if corrections is None:
        raise typer.BadParameter("expected images, or --corrections, got neither; name what is to be read")
    if json or crops or review or bundle or workers > 1 or resume:
        raise typer.BadParameter(f"expected images with {OF_IMAGES}, got none; name them")
    _put_right(known, output, corrections, excel=excel)


def _without_blank(inputs: list[ImageInput], template: "Template") -> list[ImageInput]:
    """Return the images to read: the blank form, which lies among them in a folder with all, is none."""

    def is_blank(source: object) -> bool:
        """Return whether an image is the blank form's."""
        with contextlib.suppress(OSError):  # what is not there is told when it is to be read
            return isinstance(source, Path) and source.samefile(template.blank_path)
        return False

    left = [one for one in inputs if len(inputs) == 1 or not is_blank(one.source)]
    if len(left) < len(inputs):
        typer.echo(printable(f"inkread: {template.blank_path}: left out, for it is the blank form"), err=True)
    return left


def _refuse_read(wanted: "Wanted", files: list[Path], inputs: list[ImageInput]) -> None:
    """Refuse to write over what is read: files of the template, corrections and images."""
    corrections = [] if wanted.corrections is None else [wanted.corrections]
    images = [one.source for one in inputs if isinstance(one.source, Path)]
    refuse_read({"--output": wanted.output, "--review": wanted.review}, [*files, *corrections, *images])


def _check_outputs(output: Path, review: Path | None, crops: Path | None) -> None:
    """Refuse names and places of files that could not be written when all is read.

    Raises:
        ConfigError: when nothing can be written there.
        typer.BadParameter: when a name promises another form.
    """
    check_suffix(output, ".csv")
    check_output(output)
    if review is not None:
        check_suffix(review, ".html", option="--review")
        check_output(review, option="--review")
    if crops is not None:
        check_folder(crops, option="--crops")


def _put_right(template: "Template", output: Path, corrections: Path, *, excel: bool) -> None:
    """Replace a table that was written before by one with corrections, with Excel's mark where it had it."""
    from inkread.forms.table import (
        BYTE_ORDER_MARK,
        columns_of,
        corrected,
        csv_lines,
        read_corrections,
        read_rows,
        refuse_strangers,
    )
    from inkread.forms.typed import typed_of

    names = [field.name for field in template.fields]
    columns = columns_of(names)
    given = read_corrections(corrections, names)
    rows = read_rows(output, columns)
    refuse_strangers(given, (row["file"] for row in rows), corrections)
    typed = typed_of(given, template)
    marked = excel or output.read_bytes().startswith(BYTE_ORDER_MARK)
    with replacing_output(output) as file:
        righted = (corrected(row, typed.values, names, typed.misfits) for row in rows)
        file.writelines(csv_lines(columns, righted, marked=marked))
    tell_misfits(corrections, typed.misfits)
    left = f", {len(typed.misfits):,} to look at again" if typed.misfits else ""
    typer.echo(f"{output}: {counted(len(given) - len(typed.misfits), 'value')} put right{left}")


def tell_misfits(corrections: Path, misfits: "Misfits") -> None:
    """Name on standard error the corrections that their fields cannot hold."""
    for (file, field), why in misfits.items():
        typer.echo(printable(f"inkread: {corrections}: {file}, {field}: {why.message}"), err=True)
