"""What a person asks a study for, and who is told how it goes."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from inkread.errors import ConfigError
from inkread.training.fit import Watcher
from inkread.training.material import Progress

LEAST_MINUTES = 1.0
FINAL_SEEDS = 3


@dataclass(frozen=True, slots=True)
class StudyOptions:
    """What to study, and for how long.

    Attributes:
        source: a set's name or a path.
        folder: of the study.
        minutes: the time that the trainings are fitted to.
        seed: of everything; the final model is trained from this one and those after it.
        final_seeds: how many.
        folds: of the cross-validation.
        resume: go on with the study in the folder.
        name: what the report calls the set; its source if not given.

    Raises:
        ConfigError: when nothing can be learnt in so little.
    """

    source: str
    folder: Path
    minutes: float = 45.0
    seed: int = 0
    final_seeds: int = FINAL_SEEDS
    folds: int = 5
    resume: bool = False
    name: str | None = None

    def __post_init__(self) -> None:
        """Refuse a study that would show nothing."""
        if not self.minutes >= LEAST_MINUTES:
            raise ConfigError(
                f"--budget: expected at least {LEAST_MINUTES:g} minute, got {self.minutes:g}; give it more"
            )
        if self.folds < 2 or self.final_seeds < 1:
            raise ConfigError(
                f"expected 2 folds and 1 seed at least, got {self.folds} and {self.final_seeds}; ask for more"
            )

    def deciding(self) -> dict[str, Any]:
        """Return what decides the study's figures, JSON-ready; where it lies does not."""
        kept = asdict(self)
        return {key: kept[key] for key in kept if key not in ("folder", "resume", "name")}


@dataclass(frozen=True, slots=True)
class Listener:
    """Who is told how a study goes.

    Attributes:
        progress: of images looked at, framed and compared.
        saying: sentences for the person: which step begins.
        watching: a context that gives the watcher of one training run, told its epochs.
        importing: wraps the import of the training framework in each process of the cross-validation.
    """

    progress: Progress
    saying: Callable[[str], None]
    watching: Callable[[int], AbstractContextManager[Watcher]]
    importing: Callable[[], AbstractContextManager[None]]
