"""What all networks of a cross-validation say together, read from their folders."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from inkread.errors import TrainingError
from inkread.evaluation.crossval import Crossval, summarise
from inkread.evaluation.fold_result import FitResult, read_curves, read_predictions, read_result
from inkread.evaluation.out_of_fold import NO_FOLD, OutOfFold
from inkread.evaluation.resampling import bootstrap_632_plus
from inkread.evaluation.validation_processes import (
    KChoice,
    Process,
    bootstrap_process,
    choose_k,
    fold_process,
    hold_out_process,
)
from inkread.study.crossval.options import CrossvalOptions
from inkread.study.crossval.plan import Plan
from inkread.training.crossval.draws import WHOLE, Fit
from inkread.training.crossval.pool import Pool


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """What a cross-validation came to.

    Attributes:
        summary: of the folds.
        predictions: out of fold.
        choice: which K is best, or None where it was not asked.
        processes: the folds and the other ways to validate that were asked for.
    """

    summary: Crossval
    predictions: OutOfFold
    choice: KChoice | None
    processes: tuple[Process, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return all figures as JSON-ready values."""
        return {
            "crossval": self.summary.to_dict(),
            "choose_k": None if self.choice is None else self.choice.to_dict(),
            "processes": [asdict(item) for item in self.processes],
        }


def gather_outcome(plan: Plan, options: CrossvalOptions, pool: Pool, *, by_writer: bool) -> Outcome:
    """Return what all networks together say."""
    folder = options.folder
    predictions = _out_of_fold(plan.main, options, pool)
    curves = [read_curves(folder / fit.name) for fit in plan.main]
    summary = summarise(predictions, _results(plan.main, folder), curves, by_writer=by_writer)
    choice = None
    if plan.by_k:
        measured = {k: [_results(fits, folder) for fits in repeats] for k, repeats in plan.by_k.items()}
        choice = choose_k(measured, n=len(pool))
    processes = [fold_process(summary.fits, summary.mean, summary.corrected)]
    if plan.hold_outs:
        processes.append(hold_out_process(_results(plan.hold_outs, folder)))
    if plan.draws:
        processes.append(_bootstrap(plan.draws, pool, folder))
    return Outcome(summary, predictions, choice, tuple(processes))


def _results(fits: Sequence[Fit], folder: Path) -> list[FitResult]:
    """Return what each network came to."""
    return [read_result(folder / fit.name) for fit in fits]


def _out_of_fold(fits: Sequence[Fit], options: CrossvalOptions, pool: Pool) -> OutOfFold:
    """Return the predictions of all folds, in the order of the pool."""
    logits = np.zeros((len(pool), len(pool.charset)), np.float32)
    fold = np.full(len(pool), NO_FOLD, np.int64)
    for fit in fits:
        held = read_predictions(options.folder / fit.name)
        if held.logits is None or not np.array_equal(held.rows, fit.held):
            raise TrainingError(
                f"{options.folder / fit.name}: expected the fold's own images, got others, as"
                " after an upgrade of scikit-learn; start a new run"
            )
        logits[held.rows] = held.logits
        fold[held.rows] = fit.number
    digests = {"recipe": options.recipe.digest(), "data": pool.digest()}
    facts = (pool.charset, options.source, options.recipe.name, options.folds, options.seed, digests)
    return OutOfFold(pool.labels, logits, fold, pool.rows, *facts)


def _bootstrap(fits: Sequence[Fit], pool: Pool, folder: Path) -> Process:
    """Return what the bootstrap's networks say together."""
    answers = {fit.name: read_predictions(folder / fit.name) for fit in fits}
    whole = answers.pop(WHOLE)
    draws = [(held.rows, held.predicted) for held in answers.values()]
    found = bootstrap_632_plus(pool.labels, whole.predicted, draws, num_classes=len(pool.charset))
    results = _results(fits, folder)
    return bootstrap_process(results[0], results[1:], found)
