"""`inkread data`: list, fetch, explore, prepare and export data sets."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from inkread.cli.data_explore import explore
from inkread.cli.data_label_errors import label_errors
from inkread.cli.progress import bars
from inkread.cli.shared_options import AsJson, Home

if TYPE_CHECKING:
    from collections.abc import Iterator

    from inkread.datasets.export import Form
    from inkread.datasets.prepare import Target
    from inkread.datasets.samples import Samples
    from inkread.trail import GreyImage

app = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False)
app.command("explore")(explore)
app.command("label-errors")(label_errors)

FORM_OF_SUFFIX = {".csv": "csv", ".npz": "npz"}

LabelsPatch = Annotated[
    Path | None,
    typer.Option("--labels-patch", help="Make the accepted changes of this file, see data label-errors."),
]


@app.command("list")
def list_sets(home: Home = None, as_json: AsJson = False) -> None:
    """List the data sets known by name, and which of them are here."""
    from inkread.cli.data_output import print_json, print_sets, set_rows
    from inkread.datasets.fetch import data_home

    place = home or data_home()
    rows = set_rows(place)
    print_json(rows) if as_json else print_sets(rows, place)


@app.command()
def fetch(
    name: Annotated[str, typer.Argument(help="A name that inkread data list shows.", show_default=False)],
    source: Annotated[
        Path | None, typer.Option("--from", help="Take a copy at hand: the file, or the folder of the files.")
    ] = None,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Fetch a data set from its publisher, checked; go on where an earlier try was cut off."""
    from inkread.cli.data_output import print_fetched
    from inkread.datasets.fetch import data_home
    from inkread.datasets.fetch import fetch as fetch_set

    with bars(in_bytes=True) as progress:
        done = fetch_set(name, home or data_home(), source=source, progress=progress)
    print_fetched(done, as_json=as_json)


@app.command()
def prepare(  # noqa: PLR0913 - each is an option of the command
    source: Annotated[
        str,
        typer.Argument(help="The A–Z CSV, its .zip or .gz, or az where it is fetched.", show_default=False),
    ],
    out: Annotated[Path, typer.Argument(help="The folder to write to.", show_default=False)],
    to: Annotated[
        list[str] | None,
        typer.Option(
            help="cache (arrays, the default), csv (train.csv, test.csv) or folders; may be repeated."
        ),
    ] = None,
    test_fraction: Annotated[float, typer.Option(help="The test split's share of each class.")] = 0.2,
    seed: Annotated[int, typer.Option(help="Of the split, and of the choice that --limit makes.")] = 0,
    skip_bad_rows: Annotated[
        bool,
        typer.Option("--skip-bad-rows", help="Set bad rows aside in bad-rows.jsonl instead of stopping."),
    ] = False,
    limit: Annotated[int | None, typer.Option(help="Keep only about so many samples.")] = None,
    labels_patch: LabelsPatch = None,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Check every value of an A–Z CSV; write split tables, image folders or a cache that opens at once."""
    from inkread.cli.data_output import print_prepared
    from inkread.datasets.fetch import az_file, data_home
    from inkread.datasets.label_patch import read_patch
    from inkread.datasets.prepare import PrepareOptions
    from inkread.datasets.prepare import prepare as prepare_csv

    fetched = az_file((home or data_home()) / source) if source == "az" else None
    chosen = cast("tuple[Target, ...]", tuple(dict.fromkeys(to or ["cache"])))
    changes = read_patch(labels_patch) if labels_patch else ()
    options = PrepareOptions(chosen, test_fraction, seed, skip_bad_rows, limit, changes)
    with bars() as progress:
        report = prepare_csv(fetched or Path(source), out, options, progress=progress)
    print_prepared(report, as_json=as_json)


@app.command()
def export(  # noqa: PLR0913 - each is an option of the command
    source: Annotated[str, typer.Argument(help="A data set's name, folder or file.", show_default=False)],
    out: Annotated[Path, typer.Argument(help="The file or folder to write.", show_default=False)],
    form: Annotated[
        str | None, typer.Option(help="csv, idx, folders or npz; the suffix of OUT tells csv and npz.")
    ] = None,
    split: Annotated[str | None, typer.Option(help="Only this split, such as train or test.")] = None,
    charset: Annotated[
        str | None, typer.Option(help="Only these characters: digits, upper, lower, letters or any string.")
    ] = None,
    frame: Annotated[
        bool, typer.Option("--frame", help="Preprocess each image first: 28×28, white ink on black, centred.")
    ] = False,
    skip_bad: Annotated[
        bool, typer.Option("--skip-bad", help="Leave out images that cannot be read, and say which.")
    ] = False,
    labels_patch: LabelsPatch = None,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Write a data set as CSV, IDX, image folders or npz."""
    chosen = _form(form, out)
    from inkread.cli.data_output import print_exported
    from inkread.datasets.export import export as export_samples
    from inkread.datasets.sources import open_samples

    samples = _part_of(open_samples(source, split=split, home=home), charset, labels_patch)
    faults: tuple[str, ...] = ()
    if skip_bad:
        samples, faults = _readable(samples)
    if frame:
        samples = _framed(samples)
    with bars() as progress:
        written = export_samples(samples, out, chosen, progress=partial(progress, "Writing"))
    print_exported(samples, written, faults, as_json=as_json)


def _part_of(samples: "Samples", charset: str | None, labels_patch: Path | None) -> "Samples":
    """Return the samples relabelled by a patch, and of them those of some characters."""
    from inkread.charset import Charset
    from inkread.datasets.label_patch import apply_patch, read_patch

    if labels_patch:
        samples = apply_patch(samples, read_patch(labels_patch))
    return samples if charset is None else samples.within(Charset.parse(charset))


def _form(form: str | None, out: Path) -> "Form":
    """Return the form asked for, or the one that the suffix of `out` tells.

    Raises:
        typer.BadParameter: when neither tells a form.
    """
    from inkread.datasets.export import FORMS

    chosen = form or FORM_OF_SUFFIX.get(out.suffix.lower())
    if chosen not in FORMS:
        raise typer.BadParameter(
            f"expected {', '.join(FORMS)}, got {chosen or out.name!r}; choose one of these",
            param_hint="--form",
        )
    return chosen


def _readable(samples: "Samples") -> tuple["Samples", tuple[str, ...]]:
    """Return the samples whose images can be read, and a sentence for each other."""
    from inkread.datasets.folder import leave_out_bad

    with bars() as progress:
        tree = leave_out_bad(samples, progress=partial(progress, "Checking"))
    return tree.samples, tree.faults


def _framed(samples: "Samples") -> "Samples":
    """Return the samples with every image in the frame of the preprocessing contract."""
    from dataclasses import replace

    from inkread.preprocess.contract import preprocess_many

    with bars() as progress:

        def each() -> "Iterator[GreyImage]":
            for row, image in enumerate(samples.images):
                yield image
                progress("Framing", row + 1, len(samples))

        return replace(samples, images=preprocess_many(each()))
