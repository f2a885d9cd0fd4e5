"""`inkread history export`: what was kept, as CSV, as JSON, or as a zip to train on."""

import zipfile
from functools import partial
from json import dumps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from inkread.cli.counted import counted
from inkread.cli.history_export_words import Written, write_words
from inkread.cli.history_place import Address, opened
from inkread.cli.progress import bars
from inkread.cli.shared_options import AsJson

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from inkread.history import Form


def export(  # noqa: PLR0913 - each is an option of the command
    output: Annotated[
        Path, typer.Argument(metavar="FILE", help="The file; .csv, .json or .zip tells its form.")
    ],
    search: Annotated[
        str | None, typer.Option(help="Only where this is a part of the answer, correction or file's name.")
    ] = None,
    corrected: Annotated[
        bool | None, typer.Option("--corrected/--uncorrected", help="Only what was, or was not, corrected.")
    ] = None,
    words: Annotated[
        bool, typer.Option("--words", help="Into a zip words and lines: a set for `inkread words train`.")
    ] = False,
    unchecked: Annotated[
        bool, typer.Option("--unchecked", help="Into a zip also what nobody corrected, as it was read.")
    ] = False,
    address: Address = None,
    as_json: AsJson = False,
) -> None:
    """Write the history as CSV, as JSON, or as a zip of labelled images for `inkread train --data`.

    With --words a zip is a set of words, each line's picture with its text, for `inkread words train` and
    `inkread words evaluate`. A zip holds what someone corrected or confirmed: a network that learns from its
    own answers learns its own errors. Nobody but you may read the file.
    """
    from inkread.history import Query

    form = _form(output)
    if words and form != "zip":
        raise typer.BadParameter(
            f"expected a name ending in .zip with --words, got {output}", param_hint="FILE"
        )
    query = Query(None, search=search, corrected=corrected)
    with opened(address) as store:
        if words:
            told = write_words(output, store, query, unchecked=unchecked)
        else:
            told = _write(output, form, partial(store.export, form, query, unchecked=unchecked))
    typer.echo(dumps({"file": str(output), **told.counts}) if as_json else f"{output}: {told.words}")


def _form(output: Path) -> "Form":
    """Return the form that the file's name tells.

    Raises:
        typer.BadParameter: when it tells none.
    """
    from inkread.history import FORMS

    for form in FORMS:
        if output.suffix.lower() == f".{form}":
            return form
    raise typer.BadParameter(
        f"expected a name ending in .{', .'.join(FORMS)}, got {output}; name it so", param_hint="FILE"
    )


def _write(output: Path, form: "Form", export_parts: "Callable[..., Iterator[bytes]]") -> Written:
    """Write an export to `output`, with a bar where someone sees it; return what it holds."""
    from inkread.cli.output_file import replacing_output

    count = 0
    with bars() as tell:

        def progress(done: int, total: int) -> None:
            nonlocal count
            count = done
            tell("Writing", done, total)

        parts = export_parts(progress=progress)  # refused, where it is, before a file is begun
        with replacing_output(output, option="FILE", private=True) as file:
            file.writelines(parts)
    counts: dict[str, str | int] = {"form": form, "entries": count}
    if form != "zip":
        return Written(counts, counted(count, "reading"))
    images = _num_images(output)  # of words, pages and blank images there is none in it
    return Written({**counts, "images": images}, f"{counted(images, 'image')} of {counted(count, 'reading')}")


def _num_images(archive: Path) -> int:
    """Return how many images a zip holds."""
    with zipfile.ZipFile(archive) as opened:
        return len(opened.infolist())
