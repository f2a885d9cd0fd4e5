"""A search over Ray: Ray Tune trains the trials, on as many machines as it has; the study draws them.

The study is the one of `inkread.study.tune`, with the same database, draws, early ends and report. Only this
process talks to the database, so that a file does for many machines; a search can go on with or without Ray.
"""

import os
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict

import optuna

from inkread.errors import TrainingError
from inkread.evaluation.search_result import Search, Value
from inkread.scale.ray_session import LOCAL, ray_session
from inkread.study.search_space import Space
from inkread.study.tune import (
    METRIC,
    SECONDS,
    TuneOptions,
    Watcher,
    begin_search,
    begin_trial,
    read_search,
    trial_of,
)
from inkread.training.material import Material
from inkread.training.recipes import Recipe

if TYPE_CHECKING:
    from inkread.training.checkpoint import Position

EPOCH = "epoch"
SETTINGS = {
    "TUNE_DISABLE_AUTO_CALLBACK_LOGGERS": "1",  # the run folders hold what a trial did
    "TUNE_GLOBAL_CHECKPOINT_S": "86400",  # the database holds where the search stands
    "RAY_AIR_NEW_OUTPUT": "0",
}
THREADS = ("OMP_NUM_THREADS", "TF_NUM_INTRAOP_THREADS", "TF_NUM_INTEROP_THREADS")


class Drawn(TypedDict):
    """What a trial is sent to a machine with."""

    number: int
    settings: dict[str, Value]
    run: str


@dataclass(frozen=True, slots=True)
class RaySearch:
    """Searches as `inkread.study.tune.tune` does, with its arguments; a trial has a processor to itself.

    Attributes:
        address: of the cluster; see `ray_session`.
    """

    address: str

    def __call__(
        self,
        recipe: Recipe,
        material: Material,
        space: Space,
        options: TuneOptions,
        folder: Path,
        watch: Watcher | None = None,
    ) -> Search:
        """Return the search, its new trials trained over Ray.

        Raises:
            ConfigError: as `tune`, and when Ray is not installed or does not answer.
            TrainingError: when a trial cannot be trained.
        """
        study = begin_search(recipe, material, space, options)
        os.environ.update(SETTINGS)
        with ray_session(self.address, cpus=os.cpu_count() if self.address == LOCAL else None) as ray:
            trials = Trials(study, space, options, folder, watch)
            num_cpus = max(1, int(ray.cluster_resources().get("CPU", 1)))
            try:
                _run(trials, num_cpus, recipe=recipe, material=material, options=options)
            finally:
                trials.give_up()
        if trials.failures:
            raise TrainingError(
                f"expected every trial to be trained, got {len(trials.failures)} that failed:"
                f" {trials.failures[0]}; the others are kept"
            )
        return read_search(study)


def _run(
    trials: "Trials", num_cpus: int, *, recipe: Recipe, material: Material, options: TuneOptions
) -> None:
    """Let Ray Tune train the trials, `num_cpus` at a time."""
    from ray import tune

    from inkread.scale.tune_search import PruneByStudy, SearchOfStudy

    trainable = tune.with_parameters(train_trial, recipe=recipe, material=material, seed=options.seed)
    with tempfile.TemporaryDirectory() as scratch:  # Ray's own notes, which nobody reads again
        tune.run(
            tune.with_resources(trainable, {"cpu": 1}),
            search_alg=SearchOfStudy(trials),
            scheduler=PruneByStudy(trials),
            num_samples=options.num_trials,
            max_concurrent_trials=num_cpus,
            reuse_actors=True,  # importing the training framework takes longer than a small trial
            storage_path=scratch,
            verbose=0,
            raise_on_failed_trial=False,
        )


class Trials:
    """The trials under way, as the study knows them."""

    def __init__(
        self, study: optuna.Study, space: Space, options: TuneOptions, folder: Path, watch: Watcher | None
    ) -> None:
        """Begin with none."""
        self._study, self._space, self._folder, self._watch = study, space, folder, watch
        self._until = None if options.budget is None else time.monotonic() + options.budget
        self._open: dict[str, optuna.Trial] = {}
        self._reached: dict[str, float] = {}
        self._behind: set[str] = set()
        self.failures: list[str] = []

    def begin(self, name: str) -> Drawn | None:
        """Return what the study draws for a trial that Ray calls `name`; None where the time is over."""
        if self._until is not None and time.monotonic() >= self._until:
            return None
        trial = self._open[name] = self._study.ask()
        settings, run = begin_trial(trial, self._space, self._folder)
        return {"number": trial.number, "settings": settings, "run": str(run.absolute())}

    def reached(self, name: str, result: dict[str, Any]) -> bool:
        """Note how good a trial is after an epoch; return whether it is to go on."""
        trial = self._open[name]
        self._reached[name] = float(result[METRIC])
        trial.report(self._reached[name], int(result[EPOCH]))
        trial.set_user_attr(SECONDS, round(float(result[SECONDS]), 1))
        if not result["last"] and trial.should_prune():
            self._behind.add(name)
            return False
        return True

    def end(self, name: str, *, failure: str | None) -> None:
        """Note that a trial ended."""
        trial = self._open.pop(name, None)
        if trial is None:
            return
        states = optuna.trial.TrialState
        if failure is not None or name not in self._reached:
            self.failures.append(failure or "it reported nothing")
            told = self._study.tell(trial, state=states.FAIL)
        elif name in self._behind:
            told = self._study.tell(trial, state=states.PRUNED)
        else:
            told = self._study.tell(trial, self._reached[name])
        if self._watch is not None:
            self._watch(trial_of(told))

    def give_up(self) -> None:
        """Let trials that were cut off be trained again by the next search."""
        for trial in self._open.values():
            self._study.tell(trial, state=optuna.trial.TrialState.FAIL)
            self._study.enqueue_trial(trial.params)
        self._open.clear()


def train_trial(drawn: Drawn, recipe: Recipe, material: Material, seed: int) -> None:
    """Train one trial in a process of Ray's, telling Ray Tune of each epoch."""
    from ray import tune

    os.environ.update(dict.fromkeys(THREADS, "1"))  # a processor each, and so a thread
    from inkread.training.fit import train
    from inkread.training.recipes.settings import changed
    from inkread.training.run_folder import RunOptions

    trial_recipe = changed(recipe, drawn["settings"])
    started, epochs = time.monotonic(), trial_recipe.epochs
    told = 0

    def judge(position: "Position", _num_steps: int) -> None:
        nonlocal told
        if position.step == 0 and len(position.rows) > told:
            told = len(position.rows)
            tune.report(
                {
                    METRIC: float(position.rows[-1][METRIC]),
                    EPOCH: position.epoch,
                    SECONDS: time.monotonic() - started,
                    "last": position.epoch >= epochs,
                }
            )

    train(trial_recipe, material, RunOptions(Path(drawn["run"]), seed=seed), watch=judge)
