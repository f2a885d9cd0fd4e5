"""Where the points of a curve lie: the axis that holds all its numbers, and each epoch's place."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from inkread.desktop.runs import Row

NUM_TICKS = 4  # lines across a panel
STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)  # of which multiples are easy to read
LOWEST = (0.8, 0.6, 0.2)  # where accuracy may begin, so that the lines across have round names
Numbers = list[tuple[int, float]]
"""Epochs, from 1, and their numbers."""


@dataclass(frozen=True, slots=True)
class Axis:
    """An axis from bottom to top.

    Attributes:
        low: the number at the bottom.
        high: the number at the top.
        ticks: numbers, and how they are written.
    """

    low: float
    high: float
    ticks: tuple[tuple[float, str], ...]

    def place(self, value: float, top: float, bottom: float) -> float:
        """Return where a number lies between `top` and `bottom`; beyond the axis at its end."""
        share = (value - self.low) / (self.high - self.low)
        return bottom - min(max(share, 0.0), 1.0) * (bottom - top)


def numbers_of(rows: Sequence[Row], name: str) -> Numbers:
    """Return the finite numbers of a column; a run can diverge, and may have no validation part.

    Example:
        >>> numbers_of([{"loss": 1.5}, {"loss": float("nan")}, {"loss": 1.0}], "loss")
        [(1, 1.5), (3, 1.0)]
    """
    found = ((epoch, row.get(name)) for epoch, row in enumerate(rows, start=1))
    return [(epoch, value) for epoch, value in found if value is not None and math.isfinite(value)]


def loss_axis(rows: Sequence[Row]) -> Axis:
    """Return an axis from 0 to above the largest loss."""
    values = [value for name in ("loss", "validation_loss") for _, value in numbers_of(rows, name)]
    step = _step(max(values, default=1.0) / NUM_TICKS)
    high = step * NUM_TICKS
    return Axis(0.0, high, tuple((step * n, f"{step * n:.3g}") for n in range(NUM_TICKS + 1)))


def accuracy_axis(rows: Sequence[Row]) -> Axis:
    """Return an axis up to 100 %, from 20, 60 or 80 % on where nothing lies below."""
    names = ("accuracy", "validation_accuracy")
    least = min((value for name in names for _, value in numbers_of(rows, name)), default=0.0)
    low = next((share for share in LOWEST if least >= share), 0.0)
    step = (1 - low) / NUM_TICKS
    shares = [low + step * n for n in range(NUM_TICKS + 1)]
    return Axis(low, 1.0, tuple((share, f"{share * 100:.3g} %") for share in shares))


def places(
    numbers: Numbers, axis: Axis, *, last: int, across: tuple[float, float], down: tuple[float, float]
) -> list[tuple[float, float]]:
    """Return the points of a line.

    Args:
        numbers: of the epochs.
        axis: from bottom to top.
        last: the epoch at the right end; 1 is at the left.
        across: where the panel begins and ends, from left to right.
        down: likewise from top to bottom.
    """
    left, right = across
    width = (right - left) / max(1, last - 1)
    return [(left + (epoch - 1) * width, axis.place(value, *down)) for epoch, value in numbers]


def _step(least: float) -> float:
    """Return the smallest easy step that is at least so large."""
    if least <= 0:
        return 1.0 / NUM_TICKS
    power: float = 10.0 ** math.floor(math.log10(least))
    return next(step * power for step in STEPS if step * power >= least * (1 - 1e-9))
