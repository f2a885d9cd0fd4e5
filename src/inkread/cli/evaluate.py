"""`inkread evaluate`: measure how well bundles read sets, with n and spread beside each figure."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from inkread.cli.evaluate_output import deliver, keep_scores
from inkread.cli.progress import bars
from inkread.errors import ConfigError

if TYPE_CHECKING:
    from inkread.datasets.samples import Samples
    from inkread.evaluation.evaluate import Glyphs
    from inkread.evaluation.report import Report
    from inkread.recognition.reader import Reader

READ_ONCE = (
    "Reading test splits. Choose nothing by these figures: what they decide, they no longer measure"
    " (sets that end in -dev may be used to choose)."
)

FRAMING_SEED = 0

app = typer.Typer(help="Measure how well a bundle reads.")


Bundles = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="BUNDLE",
        help="Folder, zip or name; several are runs of one recipe. The shipped one by default.",
        show_default=False,
    ),
]
Data = Annotated[
    list[str] | None,
    typer.Option(help="A set's name or path, or a set of the suite such as mnist-test; may be repeated."),
]
Charsets = Annotated[
    list[str] | None,
    typer.Option(help="What may come out, as for read; may be repeated. By default all usual ones that fit."),
]
DataRoot = Annotated[
    Path | None, typer.Option(help="The folder that holds the suite's sets; else that of data fetch.")
]
CheckFraming = Annotated[
    bool, typer.Option("--check-framing", help="Also check that no set is told from the first by its frame.")
]
Source = Annotated[
    Path | None, typer.Option("--report", help="Take the figures of this report instead of measuring again.")
]
Keep = Annotated[
    bool,
    typer.Option(
        "--save-scores", help="Write the figures, over all bundles, into the first bundle's bundle.json."
    ),
]
Output = Annotated[Path | None, typer.Option("--output", "-o", help="Write the JSON report here.")]


@app.command()
def evaluate(  # noqa: PLR0913 - each is an option of the command
    bundles: Bundles = None,
    data: Data = None,
    split: Annotated[str | None, typer.Option(help="The split of --data, such as test.")] = None,
    charset: Charsets = None,
    suite: Annotated[str | None, typer.Option(help="standard: every figure of a model card.")] = None,
    data_root: DataRoot = None,
    source: Source = None,
    check_framing: CheckFraming = False,
    json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
    output: Output = None,
    model_card: Annotated[Path | None, typer.Option(help="Write a model card (Markdown) here.")] = None,
    save_scores: Keep = False,
) -> None:
    """Measure how well a bundle reads.

    62, 47 and 36 classes stand side by side, then what is read when it is known that the character is a
    digit, a capital or a lower-case letter. Every test image is framed and read once.
    """
    _refuse_idle(data, suite, source, split=split, check_framing=check_framing)
    if source and charset:
        raise typer.BadParameter("expected no --charset with --report, whose figures are made; leave it out")
    from inkread.recognition.reader import Reader

    readers = [Reader(name) for name in bundles] if bundles else [Reader()]
    if source is None:
        sets = _suite(data_root) if suite else _sets(data or [], split, data_root)
        measured = _measure(readers, sets, charsets=charset, check_framing=check_framing)
        report = replace(measured, command=_command(readers, data, split=split, charsets=charset))
    else:
        report = _opened(source)
    if save_scores:
        keep_scores(report, readers)
    deliver(report, readers[0].bundle, json=json, output=output, model_card=model_card)


def _refuse_idle(
    data: list[str] | None, suite: str | None, report: Path | None, *, split: str | None, check_framing: bool
) -> None:
    """Refuse options that would have no effect, and a measurement of nothing."""
    if suite not in (None, "standard"):
        raise typer.BadParameter(
            f"expected standard, got {suite!r}; it is the only suite", param_hint="--suite"
        )
    if sum(map(bool, (data, suite, report))) != 1:
        raise typer.BadParameter("expected one of --data, --suite and --report; give exactly one")
    if split and not data:
        raise typer.BadParameter("expected no --split without --data; leave it out")
    if check_framing and not suite and len(data or []) < 2:
        raise typer.BadParameter("expected two sets to compare; give --data twice")


def _opened(path: Path) -> "Report":
    """Return the report of an earlier run."""
    from inkread.evaluation.report import report_from_json

    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(
            f"{path}: expected a report, got no such text file; name the --output file"
        ) from error
    return report_from_json(text, where=str(path))


def _sets(names: list[str], split: str | None, root: Path | None) -> "Iterator[tuple[str, Samples | None]]":
    """Yield the sets that were named: of the suite where the name is one of it, else of any source."""
    from inkread.datasets.fetch import data_home
    from inkread.datasets.sources import open_samples
    from inkread.evaluation.suites import standard_set

    for name in names:
        found = standard_set(name, root or data_home()) if split is None else None
        yield name, open_samples(name, split=split) if found is None else found


def _suite(root: Path | None) -> "Iterator[tuple[str, Samples | None]]":
    """Yield the sets of the standard suite, None for one that is not there."""
    from inkread.datasets.fetch import data_home
    from inkread.evaluation.suites import standard_suite

    typer.echo(READ_ONCE, err=True)
    for item, samples in standard_suite(root or data_home()):
        yield item.name, samples


def _measure(
    readers: "list[Reader]",
    sets: "Iterator[tuple[str, Samples | None]]",
    *,
    charsets: list[str] | None,
    check_framing: bool,
) -> "Report":
    """Return the report on all bundles and sets; a set is framed once, whatever the number of bundles."""
    from inkread.evaluation.evaluate import Evaluation, evaluate_framed, frame_all
    from inkread.evaluation.report import Report

    evaluations: list[Evaluation] = []
    absent: list[str] = []
    framed: list[tuple[Samples, Glyphs]] = []
    with bars() as tell:
        for name, samples in sets:
            if samples is None:
                absent.append(name)
                continue
            glyphs = frame_all(samples, progress=partial(tell, samples.name))
            evaluations += [evaluate_framed(reader, samples, glyphs, charsets=charsets) for reader in readers]
            framed += [(samples, glyphs)] if check_framing else []
    return Report("", tuple(evaluations), tuple(absent), _framing(framed))


def _framing(framed: "list[tuple[Samples, Glyphs]]") -> dict[str, Any]:
    """Return for each later set how well its frame tells it from the first one's."""
    if len(framed) < 2:
        return {}
    from inkread.evaluation.framing_check import check_framing

    checks: dict[str, Any] = {}
    with bars() as tell:
        for place, later in enumerate(framed[1:], start=1):
            found = check_framing(framed[0], later, seed=FRAMING_SEED)
            checks[f"{framed[0][0].name} and {later[0].name}"] = found.to_dict()
            tell("Checking the framing", place, len(framed) - 1)
    return checks


def _command(
    readers: "list[Reader]", data: list[str] | None, *, split: str | None, charsets: list[str] | None
) -> str:
    """Return what to type for the same figures, by names: a folder of this machine says nothing elsewhere."""
    words = ["inkread evaluate", *(reader.bundle.name for reader in readers)]
    words += [f"--data {Path(source).name}" for source in data] if data else ["--suite standard"]
    words += [f"--split {split}"] if split else []
    return " ".join([*words, *(f"--charset {name}" for name in charsets or [])])
