"""`inkread diagnose`: is a run over-, under- or well-fitted, and what to run next."""

import json as jsonlib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from inkread.cli.shared_options import AsJson

if TYPE_CHECKING:
    from collections.abc import Sequence

    from inkread.evaluation.curves import Curves

CROSSVAL = "crossval.json"  # with it a folder is a cross-validation's
MOST_NAMED = 10  # runs named one by one

Run = Annotated[
    Path,
    typer.Argument(metavar="RUN", help="A run's folder, or one of cross-validation.", show_default=False),
]
Target = Annotated[
    float,
    typer.Option(
        "--target",
        min=0.0,
        max=1.0,
        help="Accuracy that can be had; a run that settles below it is under-fitted.",
    ),
]


def diagnose(run: Run, target: Target = 0.95, json: AsJson = False) -> None:
    """Say whether a run is over-, under- or well-fitted, by which numbers, and what to run next.

    A folder of cross-validation is judged by the mean curves of its folds, and each fold by its own.
    """
    from inkread.evaluation.curves import mean_curves, read_curves

    folders = _runs(run)
    each = [(folder, read_curves(folder)) for folder in folders]
    whole = mean_curves([curves for _, curves in each])
    result = _judged(folders[0], whole, target, single=len(each) == 1)
    if len(each) > 1:
        result["folds"] = [_fold(folder, curves, target) for folder, curves in each]
    typer.echo(jsonlib.dumps(result, indent=2, ensure_ascii=False) if json else _sentences(result))


def _runs(run: Path) -> list[Path]:
    """Return the run folder, or those of the folds in it."""
    from inkread.errors import DataError
    from inkread.evaluation.metrics_csv import METRICS

    if (run / METRICS).is_file():
        return [run]
    # Beside the folds stand the runs of other processes, such as hold-outs and other numbers of folds.
    found = [*run.glob(f"fold-*/{METRICS}")] or [*run.glob(f"*/{METRICS}")]
    folds = sorted(path.parent for path in found)
    if not folds:
        raise DataError(f"{run}: expected a run's folder with a {METRICS}, got none; train first")
    if not (run / CROSSVAL).is_file() and not _belong_together(folds):
        names = ", ".join(folder.name for folder in folds[:MOST_NAMED])
        names += ", …" if len(folds) > MOST_NAMED else ""
        raise DataError(
            f"{run}: expected one run or the folds of one cross-validation, got {len(folds)} runs of other"
            f" recipes, data or characters ({names}); name one of them, or compare them: inkread compare"
        )
    return folds


def _belong_together(folders: "Sequence[Path]") -> bool:
    """Return whether runs differ in nothing that a cross-validation's folds share."""
    from inkread.evaluation.curves import read_config

    configs = [read_config(folder) for folder in folders]
    shared = [[config[name] for name in ("recipe", "sources", "charset")] for config in configs]
    return all(facts == shared[0] for facts in shared)


def _judged(folder: Path, curves: "Curves", target: float, *, single: bool) -> dict[str, Any]:
    """Return the diagnosis of `curves` with the run that it recommends, JSON-ready.

    A single run that was stopped is to go on first: what it would come to nobody knows yet.
    """
    from inkread.evaluation.curves import epochs_left, read_config
    from inkread.evaluation.diagnosis import diagnose as judge
    from inkread.study.next_run import next_run, resumption

    found = judge(curves, target=target)
    config = read_config(folder)
    told = {**found.to_dict(), "epochs": len(curves)}
    left = epochs_left(config, curves) if single else 0
    if not left:
        return {**told, "next_run": next_run(found, config, epochs=len(curves))}
    said = f"Stopped after {len(curves)} of {len(curves) + left} epochs. So far: {told['sentence']}"
    return {**told, "sentence": said, "epochs_left": left, "next_run": resumption(config, str(folder))}


def _fold(folder: Path, curves: "Curves", target: float) -> dict[str, Any]:
    """Return one fold's verdict."""
    from inkread.evaluation.diagnosis import diagnose as judge

    found = judge(curves, target=target)
    return {"run": folder.name, "verdict": found.verdict, "sentence": found.sentence}


def _sentences(result: dict[str, Any]) -> str:
    """Return the diagnosis in a person's words."""
    lines = [result["sentence"], "", *(_evidence(item) for item in result["evidence"])]
    folds = result.get("folds", [])
    if folds:
        counts = {fold["verdict"]: 0 for fold in folds}
        for fold in folds:
            counts[fold["verdict"]] += 1
        lines.append("  of the folds: " + ", ".join(f"{num} {verdict}" for verdict, num in counts.items()))
    return "\n".join([*lines, "", f"Next: {result['next_run']}"])


def _evidence(item: dict[str, Any]) -> str:
    """Return one number and what it was held against.

    Example:
        >>> _evidence({"name": "gap", "value": 0.0312, "limit": 0.01})
        '  gap: 0.0312 (limit 0.01)'
    """
    limit = "" if item["limit"] is None else f" (limit {item['limit']:.4g})"
    return f"  {item['name']}: {item['value']:.4g}{limit}"
