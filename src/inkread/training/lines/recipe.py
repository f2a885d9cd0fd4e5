"""All that decides the weights of a reader of lines, but for the data and the seed."""

import dataclasses
import difflib
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, get_type_hints

from inkread.errors import ConfigError
from inkread.training.recipes.bounds import Bounds, check_bounds
from inkread.training.recipes.toml_text import read_toml

CONVOLUTIONS = 5  # from the image to vectors
REPEATED = 3  # of them, the second to the fourth: the first would cost most, the last leaves one row
HALF = "bfloat16"
PRECISIONS = ("float32", HALF)


@dataclass(frozen=True, slots=True)
class LineRecipe:
    """The network and its training.

    Attributes:
        name: goes into the bundle.
        filters: of the five convolutions that turn the image into one vector every four pixels.
        again: convolutions that the second, third and fourth of these have behind them, each as wide, what it
            makes added to what it was given.
        spans: of the convolutions over these vectors: how many of them each sees.
        dropout: share of the vectors' numbers left out in training, before the last layer.
        epochs: passes over the lines; 0 takes the weights that a run starts from, of several their mean.
        batch_size: lines a step.
        learning_rate: the peak, reached after a tenth of the run, left by a cosine.
        weight_decay: taken off the weights apart from the gradient.
        average: momentum of the running average of the weights that is kept in the end.
        start_share: how much of the weights that a run starts from, by `--load`, is in those at its end.
        stretch: standard deviation of the logarithm of the width that a line is given.
        slant: standard deviation of the slant, columns a row.
        shift: px: how far up or down a line may move.
        spoilt: share of the lines with stripes wiped out, or a thicker or thinner pen.
        precision: of the sums in training, `float32` or `bfloat16`; weights are float32 in either. Half the
            bits are twice as fast on processors that know them, and far slower on others.

    Raises:
        ConfigError: when a number is outside its range.
    """

    name: str = "lines"
    filters: Annotated[tuple[int, ...], Bounds(1, 1024)] = (16, 32, 64, 128, 176)
    again: Annotated[tuple[int, ...], Bounds(0, 8)] = (0, 0, 0)
    spans: Annotated[tuple[int, ...], Bounds(1, 31)] = (5, 5, 5, 5)
    dropout: Annotated[float, Bounds(0, 1, below=True)] = 0.1
    epochs: Annotated[int, Bounds(0)] = 5
    batch_size: Annotated[int, Bounds(1)] = 32
    learning_rate: Annotated[float, Bounds(0, 1, above=True)] = 3e-3
    weight_decay: Annotated[float, Bounds(0, 1, below=True)] = 0.01
    average: Annotated[float, Bounds(0, 1, below=True)] = 0.998
    start_share: Annotated[float, Bounds(0, 1, below=True)] = 0.0
    stretch: Annotated[float, Bounds(0, 1)] = 0.1
    slant: Annotated[float, Bounds(0, 1)] = 0.12
    shift: Annotated[float, Bounds(0, 8)] = 1.5
    spoilt: Annotated[float, Bounds(0, 1)] = 0.3
    precision: str = "float32"

    def __post_init__(self) -> None:
        """Refuse numbers that cannot train."""
        check_bounds(self, self.name)
        if self.precision not in PRECISIONS:
            raise ConfigError(
                f"{self.name}: expected a precision of {' or '.join(PRECISIONS)}, got {self.precision!r};"
                " change it"
            )
        for name, many, which in (
            ("filters", CONVOLUTIONS, "one a convolution"),
            ("again", REPEATED, "one for each of the second, third and fourth convolution"),
        ):
            if len(got := getattr(self, name)) != many:
                raise ConfigError(
                    f"{self.name}: expected {many} numbers for {name}, {which}, got {len(got)}; change them"
                )

    def digest(self) -> str:
        """Return a digest of everything that decides the weights."""
        fields = dataclasses.asdict(self)
        if not any(self.again):
            del fields["again"]  # runs that began before there was such a setting go on
        if not self.start_share:
            del fields["start_share"]  # likewise
        return hashlib.sha256(json.dumps(fields, sort_keys=True).encode()).hexdigest()


def line_recipe(
    config: Path | None = None, *, usual: Mapping[str, object] | None = None, **changes: object
) -> LineRecipe:
    """Return the usual recipe, changed by a TOML file of its settings, then by `changes` that are not None.

    Args:
        config: the file, or None.
        usual: what takes the place of the usual settings, where the file says nothing of them.
        changes: settings.

    Raises:
        ConfigError: for an unknown setting, or a value that will not do.
    """
    settings = {**(usual or {}), **(read_toml(config) if config else {})}
    settings |= {name: value for name, value in changes.items() if value is not None}
    try:
        return dataclasses.replace(LineRecipe(), **_converted(settings))
    except ConfigError as error:
        raise ConfigError(f"{config}: {error}") if config else error from error


def _converted(settings: Mapping[str, object]) -> dict[str, Any]:
    """Return settings as the types that the recipe has."""
    hints = get_type_hints(LineRecipe)
    made: dict[str, Any] = {}
    for name, value in settings.items():
        if name not in hints:
            close = difflib.get_close_matches(name, hints, n=1)
            hint = f"did you mean {close[0]!r}?" if close else f"it has {', '.join(hints)}"
            raise ConfigError(f"expected a setting of a recipe of lines, got {name!r}; {hint}")
        if isinstance(value, list):
            value = tuple(value)
        kind = {float: (int, float), int: (int,), str: (str,)}.get(hints[name], (tuple,))
        entries = value if isinstance(value, tuple) else ()
        whole = all(isinstance(entry, int) and not isinstance(entry, bool) for entry in entries)
        if isinstance(value, bool) or not isinstance(value, kind) or not whole:
            raise ConfigError(f"expected another kind of value for {name}, got {value!r}; change it")
        made[name] = value
    return made
