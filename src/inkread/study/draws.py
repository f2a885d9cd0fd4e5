"""How the settings of a trial are drawn: from the seed and the trial's own number."""

from typing import Any

import optuna

from inkread.training.crossval.draws import derived

STARTUP_TRIALS = 5  # drawn at random: there is nothing yet to learn from


class DrawByNumber(optuna.samplers.BaseSampler):
    """Tree-structured Parzen estimators, seeded anew for each trial (Bergstra et al. 2011).

    A sampler that is seeded once for a process draws the same again in each process that joins a search:
    two machines that began together trained the same five settings twice.
    """

    def __init__(self, seed: int) -> None:
        """Draw by `seed`, the same in all processes of a search."""
        self._seed = seed
        self._drawing = self._seeded(0)

    def before_trial(self, study: optuna.Study, trial: optuna.trial.FrozenTrial) -> None:
        """Seed the draws of the trial that begins."""
        self._drawing = self._seeded(trial.number)
        self._drawing.before_trial(study, trial)

    def infer_relative_search_space(
        self, study: optuna.Study, trial: optuna.trial.FrozenTrial
    ) -> dict[str, optuna.distributions.BaseDistribution]:
        """Return the settings that are drawn together."""
        return self._drawing.infer_relative_search_space(study, trial)

    def sample_relative(
        self,
        study: optuna.Study,
        trial: optuna.trial.FrozenTrial,
        search_space: dict[str, optuna.distributions.BaseDistribution],
    ) -> dict[str, Any]:
        """Draw those."""
        return self._drawing.sample_relative(study, trial, search_space)

    def sample_independent(
        self,
        study: optuna.Study,
        trial: optuna.trial.FrozenTrial,
        param_name: str,
        param_distribution: optuna.distributions.BaseDistribution,
    ) -> Any:  # noqa: ANN401 - a setting of any kind
        """Draw one setting by itself."""
        return self._drawing.sample_independent(study, trial, param_name, param_distribution)

    def _seeded(self, number: int) -> optuna.samplers.TPESampler:
        """Return the sampler of one trial."""
        return optuna.samplers.TPESampler(seed=derived(self._seed, number), n_startup_trials=STARTUP_TRIALS)
