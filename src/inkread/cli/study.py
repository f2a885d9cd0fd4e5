"""`inkread study`: the whole inquiry on one set, fitted to the time there is, in one report."""

import json as jsonlib
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from inkread.cli.quiet_tensorflow import quiet_tensorflow
from inkread.cli.shared_options import AsJson, Report, Resume
from inkread.cli.study_progress import StudyProgress

if TYPE_CHECKING:
    from inkread.study.carry_out import Study
    from inkread.study.options import StudyOptions

RESULTS = "results.json"

Set = Annotated[str, typer.Argument(metavar="SET", help="A known set, such as mnist, az or digits.")]
From = Annotated[
    Path | None, typer.Option("--from", help="Where the set is; that of data fetch if not given.")
]
Budget = Annotated[float, typer.Option("--budget", min=1.0, help="Minutes that the trainings are fitted to.")]
Run = Annotated[Path | None, typer.Option("--run", help="The study's folder; runs/study-SET if not named.")]
Seed = Annotated[int, typer.Option("--seed", min=0, help="The same seed asks the same questions.")]
Folds = Annotated[int, typer.Option("--folds", min=2, help="Of the cross-validation.")]
FinalSeeds = Annotated[
    int, typer.Option("--final-seeds", min=1, help="Seeds that the final model is trained from.")
]


def study(  # noqa: PLR0913 - each is an option of the command
    name: Set,
    source: From = None,
    budget: Budget = 45.0,
    run: Run = None,
    seed: Seed = 0,
    folds: Folds = 5,
    final_seeds: FinalSeeds = 3,
    resume: Resume = False,
    output: Report = None,
    json: AsJson = False,
) -> None:
    """Study a set: data, scaling, baseline, settings, depth, filters, cross-validation, a final model.

    Everything is chosen on validation images; the test is read once, at the end. One HTML file tells it all.
    """
    with quiet_tensorflow():
        from inkread.study.carry_out import carry_out
        from inkread.study.options import StudyOptions
    folder = run or Path("runs") / f"study-{name}"
    options = StudyOptions(
        name if source is None else str(source), folder, budget, seed, final_seeds, folds, resume, name
    )
    command = f"inkread study {name}{'' if source is None else f' --from {source.name}'} --budget {budget:g}"
    found = _listened(options, carry_out, command)
    report = output or folder / "report.html"
    record = _record(found)
    _write_record(record, folder / RESULTS)
    _write_report(found, report)
    result = record | {"report": str(report)}
    typer.echo(jsonlib.dumps(result, indent=2, ensure_ascii=False) if json else _sentences(found, report))


def _listened(options: "StudyOptions", carry_out: Any, command: str) -> "Study":  # noqa: ANN401 - loaded late
    """Return the study, its steps told on standard error."""
    from inkread.study.options import Listener

    with closing(StudyProgress()) as shown:
        listener = Listener(shown.tell, shown.say, shown.watching, quiet_tensorflow)
        found: Study = carry_out(options, listener, command=command)
    return found


def _write_report(found: "Study", path: Path) -> None:
    """Write the report."""
    from inkread.cli.output_file import write_output
    from inkread.reporting.crossval_page import Others, crossval_page
    from inkread.reporting.html import render
    from inkread.reporting.study_page import StudyParts, study_page

    outcome = found.crossval
    folds = crossval_page(outcome.summary, outcome.predictions, Others(outcome.choice, outcome.processes))
    parts = StudyParts(
        found.facts, found.exploration, found.scaling, found.inquiries, folds.sections, found.final
    )
    write_output(path, render(study_page(parts)))


def _record(found: "Study") -> dict[str, Any]:
    """Return the study's figures as JSON-ready values."""
    from inkread.evaluation.study_record import Folds, StudyRecord
    from inkread.training.run_folder import environment

    folds = Folds.of(found.crossval.summary)
    parts = (found.facts, found.scaling, found.inquiries, folds, found.final)
    return StudyRecord(*parts, environment()).to_dict()


def _write_record(record: dict[str, Any], path: Path) -> None:
    """Write the study's figures."""
    from inkread import atomic
    from inkread.evaluation.study_record import record_text

    atomic.write_text(path, record_text(record))


def _sentences(found: "Study", report: Path) -> str:
    """Return the outcome in a person's words."""
    from inkread.reporting.study_words import conclusion, final_sentence

    lines = [f"{one.question}\n  {conclusion(one)}" for one in found.inquiries]
    lines.append(f"Final model, {found.final.name}: {final_sentence(found.final)}")
    return "\n".join([*lines, f"The report is {report}"])
