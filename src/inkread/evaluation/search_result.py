"""What a search for settings came to, as plain data."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

Value = None | bool | int | float | str
"""What a search keeps of a setting."""


@dataclass(frozen=True, slots=True)
class Trial:
    """One trial of a search.

    Attributes:
        number: counted from 0 over all processes of the search.
        state: `complete`, `pruned` (ended early, as it fell behind) or `failed`.
        accuracy: on the validation part after the last epoch that it trained, 0-1, or None.
        settings: what it changed in the recipe.
        seconds: how long it trained, or None.
    """

    number: int
    state: str
    accuracy: float | None
    settings: Mapping[str, Value]
    seconds: float | None


@dataclass(frozen=True, slots=True)
class Search:
    """A search and its trials so far.

    Attributes:
        name: of the search in its database.
        recipe: the recipe that was varied.
        trials: those that have ended, in the order in which they began.
        best: the complete trial of highest validation accuracy, or None.
        importance: the share of the spread between complete trials that each setting explains, 0-1, most
            important first; empty where there are too few trials to tell.
    """

    name: str
    recipe: str
    trials: tuple[Trial, ...]
    best: Trial | None
    importance: Mapping[str, float]

    def command(self) -> str | None:
        """Return the options of `inkread train` that train the best trial's settings; None without one."""
        if self.best is None:
            return None
        changes = [f"--set {name}={setting_text(value)}" for name, value in self.best.settings.items()]
        return " ".join([f"--recipe {self.recipe}", *changes])

    def to_dict(self) -> dict[str, Any]:
        """Return the search as JSON-ready values."""
        return {
            "name": self.name,
            "recipe": self.recipe,
            "best": None if self.best is None else asdict(self.best),
            "train_with": self.command(),
            "importance": dict(self.importance),
            "trials": [asdict(trial) for trial in self.trials],
        }


def setting_text(value: Value) -> str:
    """Return a setting as a person writes it; numbers keep all that decides the weights.

    Example:
        >>> setting_text(0.1), setting_text(64), setting_text(None)
        ('0.1', '64', 'none')
    """
    return "none" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
