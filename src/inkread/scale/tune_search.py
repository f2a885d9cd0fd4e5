"""What Ray Tune asks for trials and tells of them: the two ends of a study of Optuna's.

Ray Tune's own search by Optuna keeps a study of its own, whose trials `inkread tune` would know nothing of.
"""

from typing import Any

from ray.tune.schedulers import FIFOScheduler, TrialScheduler
from ray.tune.search import Searcher

from inkread.scale.tune import Trials
from inkread.study.tune import METRIC


class SearchOfStudy(Searcher):
    """Draws trials from the study, and tells it how they ended."""

    def __init__(self, trials: Trials) -> None:
        """Draw from these trials."""
        super().__init__(metric=METRIC, mode="max")
        self._trials = trials

    def suggest(self, trial_id: str) -> Any:  # noqa: ANN401 - settings, or Ray's word for the end
        """Return what to train, or that there is no more."""
        drawn = self._trials.begin(trial_id)
        return Searcher.FINISHED if drawn is None else drawn

    def on_trial_complete(
        self, trial_id: str, result: dict[str, Any] | None = None, error: bool = False
    ) -> None:
        """Tell the study that a trial ended."""
        failure = f"trial {trial_id} ended with an error" if error else None
        self._trials.end(trial_id, failure=failure)

    def save(self, checkpoint_path: str) -> None:
        """Keep nothing: the database has it all."""

    def restore(self, checkpoint_path: str) -> None:
        """Need nothing: the database has it all."""


class PruneByStudy(FIFOScheduler):
    """Ends trials that the study says fall behind."""

    def __init__(self, trials: Trials) -> None:
        """Ask these trials."""
        super().__init__()  # type: ignore[no-untyped-call]
        self._trials = trials

    def on_trial_result(self, tune_controller: Any, trial: Any, result: dict[str, Any]) -> str:  # noqa: ANN401
        """Return whether a trial is to go on, after one of its epochs."""
        if METRIC not in result or result.get("done"):
            return str(TrialScheduler.CONTINUE)
        goes_on = self._trials.reached(trial.trial_id, result)
        return str(TrialScheduler.CONTINUE if goes_on else TrialScheduler.STOP)
