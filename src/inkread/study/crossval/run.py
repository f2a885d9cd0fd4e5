"""Cross-validation, begun or gone on with."""

import json
from collections.abc import Sequence

from inkread import atomic
from inkread.datasets.folds import tie
from inkread.evaluation.fold_result import RESULT
from inkread.study.crossval.folder import begin, num_threads
from inkread.study.crossval.options import CrossvalOptions, Listener
from inkread.study.crossval.outcome import Outcome, gather_outcome
from inkread.study.crossval.plan import make_plan
from inkread.training.crossval.draws import Fit
from inkread.training.crossval.memory import affordable_jobs
from inkread.training.crossval.pool import Pool
from inkread.training.crossval.side_by_side import Conditions, train_all

OUT_OF_FOLD = "oof.npz"
SUMMARY = "summary.json"


def cross_validate(options: CrossvalOptions, listener: Listener | None = None) -> Outcome:
    """Return what cross-validation says of a recipe on a set; the run's folder keeps all of it.

    Killed at any moment and resumed it gives the same figures, but for seconds. A run that is done may be
    resumed with other ways to validate asked for: only the networks that are missing are trained.

    Raises:
        DataError: when the images cannot be dealt into the folds.
        TrainingError: when the folder holds another run, or there is nothing to resume.
    """
    listener = listener or Listener()
    pool = begin(options, listener.gathering)
    ties = tie(pool.glyphs, pool.writers)
    plan = make_plan(options, pool, ties)
    missing = [fit for fit in plan.all() if not (options.folder / fit.name / RESULT).is_file()]
    if missing:
        _train(missing, options, pool, listener)
    outcome = gather_outcome(plan, options, pool, by_writer=ties.by_writer)
    outcome.predictions.save(options.folder / OUT_OF_FOLD)
    text = json.dumps(outcome.to_dict(), ensure_ascii=False, indent=2) + "\n"
    atomic.write_text(options.folder / SUMMARY, text)
    return outcome


def _train(fits: Sequence[Fit], options: CrossvalOptions, pool: Pool, listener: Listener) -> None:
    """Train the networks that are missing, as many side by side as the memory allows."""
    jobs = affordable_jobs(options.jobs, num_fits=len(fits), bytes_of_images=pool.glyphs.nbytes)
    if jobs.why is not None:
        listener.saying(jobs.why)
    threads = num_threads(options.folder)
    conditions = Conditions(
        options.folder, options.recipe, options.leak_check, threads, importing=listener.importing
    )
    train_all(fits, conditions, jobs=jobs.number, tell=listener.training)
