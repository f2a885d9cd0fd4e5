"""What a person asks a cross-validation for, and who is told how it goes."""

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

from inkread.errors import ConfigError
from inkread.training.crossval.side_by_side import Importing, Tell
from inkread.training.material import Progress
from inkread.training.recipes import Recipe


def _nothing(*_told: object) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class CrossvalOptions:
    """What to cross-validate, and how.

    Attributes:
        source: `SOURCE` or `SOURCE:SPLIT`; without a split its test part is left alone.
        recipe: of every network.
        folder: of the run.
        folds: K.
        seed: of folds and weights.
        jobs: networks trained side by side, as far as memory and cores allow.
        resume: go on with the run in the folder.
        leak_check: leave out training images that show a held-out image's writing.
        repeats: deals of each K where the best K is asked for, 0 where it is not.
        hold_outs: repeats of hold-out, or 0.
        draws: of the bootstrap, or 0.

    Raises:
        ConfigError: when a number cannot be measured with.
    """

    source: str
    recipe: Recipe
    folder: Path
    folds: int = 5
    seed: int = 0
    jobs: int = 1
    resume: bool = False
    leak_check: bool = True
    repeats: int = 0
    hold_outs: int = 0
    draws: int = 0

    def __post_init__(self) -> None:
        """Refuse numbers without a spread, before anything is trained."""
        if self.folds < 2:
            raise ConfigError(f"expected at least 2 folds, got {self.folds}; ask for more")
        for name in ("repeats", "hold_outs", "draws"):
            if getattr(self, name) == 1 or getattr(self, name) < 0:
                raise ConfigError(
                    f"expected {name.replace('_', '-')} of 2 or more, got {getattr(self, name)};"
                    " a single one has no spread"
                )


@dataclass(frozen=True, slots=True)
class Listener:
    """Who is told how it goes; nobody, where nothing is said.

    Attributes:
        gathering: of images framed.
        training: of the networks.
        saying: sentences for the person.
        importing: wraps the import of the training framework in each process.
    """

    gathering: Progress = _nothing
    training: Tell = _nothing
    saying: Callable[[str], None] = _nothing
    importing: Importing = nullcontext
