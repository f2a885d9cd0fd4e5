"""A search for a recipe's best settings: trials kept in a database, poor ones ended early, never lost."""

import os
import platform
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import optuna

from inkread.errors import ConfigError
from inkread.evaluation.search_result import Search, Trial, Value
from inkread.study.database import open_database
from inkread.study.draws import STARTUP_TRIALS, DrawByNumber
from inkread.study.processes import is_running
from inkread.study.search_space import Space
from inkread.training.checkpoint import Position
from inkread.training.fit import train
from inkread.training.material import Material
from inkread.training.recipes import Recipe
from inkread.training.recipes.settings import changed
from inkread.training.run_folder import RunOptions

METRIC = "validation_accuracy"
HOST, PROCESS, FOLDER, SECONDS, RECIPE, DATA = "host", "process", "folder", "seconds", "recipe", "data"

Watcher = Callable[[Trial], None]
"""Called with each trial that has ended."""


@dataclass(frozen=True, slots=True)
class TuneOptions:
    """How a search is carried out.

    Attributes:
        name: of the study in its database; another process with the same name joins it.
        storage: the database's address, such as `sqlite:///search.db` or `postgresql://…`.
        num_trials: how many trials this process makes.
        budget: seconds after which no further trial begins, or None.
        seed: of the sampler, and of every trial's weights.
    """

    name: str
    storage: str
    num_trials: int = 20
    budget: float | None = None
    seed: int = 0


def tune(
    recipe: Recipe,
    material: Material,
    space: Space,
    options: TuneOptions,
    folder: Path,
    *,
    watch: Watcher | None = None,
) -> Search:
    """Return the search over `space`, its new trials trained in run folders below `folder`.

    Settings are chosen by the accuracy on the validation part after the final epoch; the test part is
    not looked at. Trials that a killed process left unfinished are trained again, first of all.

    Raises:
        ConfigError: when the database cannot be opened, or holds a study of another recipe or other data.
    """
    study = begin_search(recipe, material, space, options)
    study.optimize(
        partial(_objective, recipe=recipe, material=material, space=space, options=options, folder=folder),
        n_trials=options.num_trials,
        timeout=options.budget,
        callbacks=[] if watch is None else [lambda _, frozen: watch(trial_of(frozen))],
    )
    return read_search(study)


def begin_search(recipe: Recipe, material: Material, space: Space, options: TuneOptions) -> optuna.Study:
    """Return the study that a search is kept in, begun or gone on with; the arguments are those of `tune`.

    Raises:
        ConfigError: when a setting is misspelt, nothing is there to choose by, or the database cannot be
            opened or holds another study.
    """
    for name, where in space.items():  # a misspelt setting is told before anything is trained
        changed(recipe, {name: where.example()})
    if not len(material.validation_labels):
        raise ConfigError("expected validation images to choose by, got none; name a larger source")
    study = _open(recipe, material, options)
    _requeue_orphans(study)
    return study


def begin_trial(trial: optuna.Trial, space: Space, folder: Path) -> tuple[dict[str, Value], Path]:
    """Return the settings drawn for a trial and its run folder, noted as under way in this process."""
    trial.set_user_attr(PROCESS, os.getpid())
    trial.set_user_attr(HOST, platform.node())
    settings = {name: where.suggest(trial, name) for name, where in space.items()}
    run = folder / f"trial-{trial.number:04d}"
    trial.set_user_attr(FOLDER, str(run))
    return settings, run


def read_search(study: optuna.Study) -> Search:
    """Return what a study holds so far, over all processes that took part."""
    frozen = [trial for trial in study.get_trials(deepcopy=False) if trial.state.is_finished()]
    complete = [trial for trial in frozen if trial.state == optuna.trial.TrialState.COMPLETE]
    best = max(complete, key=lambda trial: (trial.value, -trial.number), default=None)
    return Search(
        study.study_name,
        str(study.user_attrs["recipe_name"]),
        tuple(map(trial_of, frozen)),
        None if best is None else trial_of(best),
        _importance(study, complete),
    )


def _open(recipe: Recipe, material: Material, options: TuneOptions) -> optuna.Study:
    """Return the study of that name, begun if it is not there."""
    study = optuna.create_study(
        study_name=options.name,
        storage=open_database(options.storage),
        direction="maximize",
        load_if_exists=True,
        sampler=DrawByNumber(options.seed),
        pruner=optuna.pruners.MedianPruner(n_startup_trials=STARTUP_TRIALS, n_warmup_steps=1),
    )
    wanted = {RECIPE: recipe.digest(), DATA: material.digest()}
    for what, digest in wanted.items():
        if study.user_attrs.setdefault(what, digest) != digest:
            raise ConfigError(
                f"{options.name}: expected a study of the same {what}, got one of another;"
                " choose another --name"
            )
        study.set_user_attr(what, digest)
    study.set_user_attr("recipe_name", recipe.name)
    return study


def _requeue_orphans(study: optuna.Study) -> None:
    """Give up the trials of processes of this machine that are no more, and let them be trained again."""
    for trial in study.get_trials(deepcopy=False, states=[optuna.trial.TrialState.RUNNING]):
        attributes = trial.user_attrs
        if attributes.get(HOST) == platform.node() and not is_running(int(attributes[PROCESS])):
            try:
                study.tell(trial.number, state=optuna.trial.TrialState.FAIL)
            except (ValueError, optuna.exceptions.UpdateFinishedTrialError):
                continue  # another process that goes on has just done so
            study.enqueue_trial(trial.params)


def _objective(
    trial: optuna.Trial,
    *,
    recipe: Recipe,
    material: Material,
    space: Space,
    options: TuneOptions,
    folder: Path,
) -> float:
    """Return the validation accuracy after the final epoch of one trial."""
    settings, run = begin_trial(trial, space, folder)
    started = time.monotonic()
    reached: list[float] = []

    def judge(position: Position, _num_steps: int) -> None:
        if position.step == 0 and len(position.rows) > len(reached):
            reached.append(float(position.rows[-1][METRIC]))
            trial.report(reached[-1], position.epoch)
            trial.set_user_attr(SECONDS, round(time.monotonic() - started, 1))
            if position.epoch < trial_recipe.epochs and trial.should_prune():
                raise optuna.TrialPruned

    trial_recipe = changed(recipe, settings)
    train(trial_recipe, material, RunOptions(run, seed=options.seed), watch=judge)
    return reached[-1]


def trial_of(frozen: "optuna.trial.FrozenTrial") -> Trial:
    """Return what a trial came to."""
    states = {"COMPLETE": "complete", "PRUNED": "pruned"}
    last = frozen.intermediate_values.get(frozen.last_step) if frozen.last_step is not None else None
    return Trial(
        frozen.number,
        states.get(frozen.state.name, "failed"),
        frozen.value if frozen.value is not None else last,
        dict(frozen.params),
        frozen.user_attrs.get(SECONDS),
    )


def _importance(study: optuna.Study, complete: list["optuna.trial.FrozenTrial"]) -> dict[str, float]:
    """Return each setting's share of the spread, most important first (fANOVA, Hutter et al. 2014)."""
    values = {trial.value for trial in complete}
    if len(complete) < STARTUP_TRIALS or len(values) == 1:
        return {}
    evaluator = optuna.importance.FanovaImportanceEvaluator(seed=0)
    return dict(optuna.importance.get_param_importances(study, evaluator=evaluator))
