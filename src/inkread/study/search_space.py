"""What a search may change in a recipe: a range or a few choices for each setting."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from inkread.errors import ConfigError
from inkread.evaluation.search_result import Value

if TYPE_CHECKING:
    import optuna

    from inkread.training.recipes import Recipe

LOG = ":log"
RATE_FACTOR = 5.0  # the usual space searches from a fifth of the recipe's own rate to five times it


@dataclass(frozen=True, slots=True)
class Range:
    """Numbers from `low` to `high`, both included.

    Attributes:
        low: the least.
        high: the greatest.
        log: whether to draw evenly on a logarithmic scale, as learning rates are.
        whole: whether to draw whole numbers.
    """

    low: float
    high: float
    log: bool = False
    whole: bool = False

    def suggest(self, trial: "optuna.Trial", name: str) -> Value:
        """Return the value that the study's sampler draws for `name`."""
        if self.whole:
            return trial.suggest_int(name, int(self.low), int(self.high), log=self.log)
        return trial.suggest_float(name, self.low, self.high, log=self.log)

    def example(self) -> Value:
        """Return a value within."""
        return int(self.low) if self.whole else self.low


@dataclass(frozen=True, slots=True)
class Choice:
    """A few values, none nearer to another than the rest."""

    values: tuple[Value, ...]

    def suggest(self, trial: "optuna.Trial", name: str) -> Value:
        """Return the value that the study's sampler draws for `name`."""
        return trial.suggest_categorical(name, self.values)

    def example(self) -> Value:
        """Return one of the values."""
        return self.values[0]


Space = Mapping[str, Range | Choice]
"""What may change: a setting's name, as `--set` takes it, and where to look."""


def usual_space(recipe: "Recipe") -> Space:
    """Return where to look when nobody says: around the recipe's own rate, batch size and decay."""
    rate = recipe.learning_rate
    space: dict[str, Range | Choice] = {
        "learning_rate": Range(rate / RATE_FACTOR, min(1.0, rate * RATE_FACTOR), log=True),
        "batch_size": Choice((64, 128, 256)),
        "weight_decay": Range(1e-4, 0.1, log=True),
    }
    if recipe.augmentation is not None:
        space["augmentation.rotation"] = Range(0.0, 15.0)
        space["augmentation.wobble"] = Range(0.0, 1.5)
    return space


def parse_space(texts: Sequence[str]) -> Space:
    """Return the space that `NAME=LOW..HIGH`, `NAME=LOW..HIGH:log` and `NAME=A|B|C` describe.

    A range of two whole numbers draws whole numbers; write 1.0 for a fraction.

    Raises:
        ConfigError: for a text of another form, or a range that holds nothing.

    Example:
        >>> parse_space(["learning_rate=1e-4..1e-2:log", "batch_size=64|128"])["batch_size"]
        Choice(values=(64, 128))
    """
    space: dict[str, Range | Choice] = {}
    for text in texts:
        name, equals, wanted = text.partition("=")
        if not (name.strip() and equals and wanted.strip()):
            raise _not_a_space(text)
        if name.strip() in space:
            raise ConfigError(f"--space: expected {name.strip()} once, got it twice; keep one")
        space[name.strip()] = _where(text, wanted.strip())
    return space


def _where(text: str, wanted: str) -> Range | Choice:
    """Return the range or the choices that `wanted` describes."""
    first, dots, second = wanted.lower().partition("..")
    if not dots:
        values = tuple(_value(part.strip()) for part in wanted.split("|"))
        if len(values) == 1 or "" in values:
            raise _not_a_space(text)
        return Choice(values)
    log = second.endswith(LOG)
    low, high = _value(first), _value(second.removesuffix(LOG))
    if isinstance(low, str) or isinstance(high, str):
        raise _not_a_space(text)
    if not low < high or (log and low <= 0):
        least = "above 0, the first below the second" if log else "the first below the second"
        raise ConfigError(f"--space {text}: expected two numbers, {least}, got {low} and {high}; change them")
    return Range(float(low), float(high), log, isinstance(low, int) and isinstance(high, int))


def _value(text: str) -> int | float | str:
    """Return a whole number, a number, or the text itself."""
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            continue
    return text


def _not_a_space(text: str) -> ConfigError:
    """Return the error about a text that describes no space."""
    return ConfigError(
        f"--space: expected NAME=LOW..HIGH, NAME=LOW..HIGH:log or NAME=A|B|C, got {text!r}; write it so"
    )
