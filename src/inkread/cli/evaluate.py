"""`inkread evaluate`: measure how well bundles read sets, with n and spread beside each figure."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from inkread.cli.evaluate_measure import STANDARD, SUITES, Asked, measure
from inkread.cli.evaluate_output import Outputs, deliver, keep_scores
from inkread.errors import ConfigError

if TYPE_CHECKING:
    from inkread.evaluation.report import Report

READ_ONCE = (
    "Reading test splits. Choose nothing by these figures: what they decide, they no longer measure"
    " (sets that end in -dev may be used to choose)."
)

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
    typer.Option(
        help="What may come out, as for read; may be repeated. By default all usual ones that fit, or the"
        " bundle's own; where images are spoilt, the first, or the narrowest that fits."
    ),
]
Suites = Annotated[
    list[str] | None,
    typer.Option(
        help="standard: every figure of a model card; mnist-c: digits under fifteen corruptions; redrawn:"
        " digits anywhere on a large canvas; may be repeated."
    ),
]
DataRoot = Annotated[
    Path | None, typer.Option(help="The folder that holds the suites' sets; else that of data fetch.")
]
Limit = Annotated[
    int | None, typer.Option(min=1, help="Read at most so many images of each set, chosen at random.")
]
CheckFraming = Annotated[
    bool, typer.Option("--check-framing", help="Also check that no set is told from the first by its frame.")
]
Robust = Annotated[
    bool,
    typer.Option(
        "--robustness",
        help="Also read each set turned, blurred, in bad light and more, in several strengths;"
        " 1,000 images of it unless --limit says otherwise.",
    ),
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
PageFile = Annotated[
    Path | None, typer.Option("--page", help="Write the report as a page (HTML) with charts here.")
]


@app.command()
def evaluate(  # noqa: PLR0913 - each is an option of the command
    bundles: Bundles = None,
    data: Data = None,
    split: Annotated[str | None, typer.Option(help="The split of --data, such as test.")] = None,
    charset: Charsets = None,
    suite: Suites = None,
    data_root: DataRoot = None,
    limit: Limit = None,
    robustness: Robust = False,
    source: Source = None,
    check_framing: CheckFraming = False,
    json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
    output: Output = None,
    page: PageFile = None,
    model_card: Annotated[Path | None, typer.Option(help="Write a model card (Markdown) here.")] = None,
    save_scores: Keep = False,
) -> None:
    """Measure how well a bundle reads.

    62, 47 and 36 classes stand side by side, then what is read when it is known that the character is a
    digit, a capital or a lower-case letter. Every test image is framed and read once.
    """
    data, charset, suite = data or [], charset or [], suite or []
    asked = Asked(data, split, charset, suite, data_root, limit, check_framing, robustness)
    _refuse_idle(asked, source, save_scores=save_scores)
    from inkread.recognition.reader import Reader

    readers = [Reader(name) for name in bundles] if bundles else [Reader()]
    if asked.suites:
        typer.echo(READ_ONCE, err=True)
    report = measure(readers, asked) if source is None else _opened(source)
    if save_scores:
        keep_scores(report, readers)
    deliver(report, readers[0].bundle, Outputs(json=json, report=output, page=page, model_card=model_card))


def _refuse_idle(asked: Asked, report: Path | None, *, save_scores: bool) -> None:
    """Refuse options that would have no effect, and a measurement of nothing."""
    unknown = next((suite for suite in asked.suites if suite not in SUITES), None)
    if unknown is not None:
        raise typer.BadParameter(
            f"expected {', '.join(SUITES)}, got {unknown!r}; choose one of these", param_hint="--suite"
        )
    if sum(map(bool, (asked.data, asked.suites, report))) != 1:
        raise typer.BadParameter("expected one of --data, --suite and --report; give exactly one")
    if asked.split and not asked.data:
        raise typer.BadParameter("expected no --split without --data; leave it out")
    reads_sets = bool(asked.data) or STANDARD in asked.suites
    if asked.check_framing and STANDARD not in asked.suites and len(asked.data) < 2:
        raise typer.BadParameter("expected two sets to compare; give --data twice")
    if report and (asked.charsets or asked.limit or asked.robustness):
        raise typer.BadParameter(
            "expected no --charset, --limit or --robustness with --report, whose figures are made; leave it"
            " out"
        )
    if not reads_sets and not report and (asked.robustness or save_scores):
        raise typer.BadParameter(
            "expected --robustness and --save-scores with sets to read; add --suite standard or give --data"
        )


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
