"""Bounds that a setting's number keeps, written beside its type and checked when a record is made."""

import dataclasses
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, get_type_hints

from inkread.errors import ConfigError


@dataclass(frozen=True, slots=True)
class Bounds:
    """The numbers from `least` to `most`; goes into `Annotated[float, Bounds(0, 1)]`.

    Attributes:
        least: the smallest, allowed itself unless `above` is set.
        most: the greatest, allowed itself unless `below` is set; no infinity is ever allowed.
        above: whether `least` itself is too small.
        below: whether `most` itself is too great.

    Example:
        >>> str(Bounds(0, 1, above=True)), Bounds(0, 1, above=True).hold(0)
        ('above 0 and at most 1', False)
    """

    least: float
    most: float = math.inf
    above: bool = False
    below: bool = False

    def hold(self, value: float) -> bool:
        """Return whether `value` keeps the bounds; one that is not a number never does."""
        low = value > self.least if self.above else value >= self.least
        high = value < self.most if self.below else value <= self.most
        return math.isfinite(value) and low and high

    def __str__(self) -> str:
        """Return the bounds in words that follow "expected epochs"."""
        if self.most == math.inf:
            return f"{'above' if self.above else 'at least'} {self.least:g}"
        if self.above:
            return f"above {self.least:g} and {'below' if self.below else 'at most'} {self.most:g}"
        return f"from {self.least:g} to {'below ' if self.below else ''}{self.most:g}"


def check_bounds(record: Any, owner: str) -> None:  # noqa: ANN401 - any dataclass
    """Refuse a dataclass with a number outside its bounds; None keeps them, of a tuple each entry must.

    Args:
        record: the dataclass, its bounds among the annotations.
        owner: whose settings they are, the message's first word.

    Raises:
        ConfigError: for the first number that is outside.
    """
    for name, bounds in _bounded(type(record)):
        value = getattr(record, name)
        numbers = value if isinstance(value, tuple) else () if value is None else (value,)
        if not all(bounds.hold(number) for number in numbers):
            each = "each of " if isinstance(value, tuple) else ""
            raise ConfigError(f"{owner}: expected {each}{name} {bounds}, got {value}; change it")


def _bounded(kind: Any) -> Iterator[tuple[str, Bounds]]:  # noqa: ANN401
    """Yield the name of each bounded field with its bounds."""
    hints = get_type_hints(kind, include_extras=True)
    for field in dataclasses.fields(kind):
        for part in getattr(hints[field.name], "__metadata__", ()):
            if isinstance(part, Bounds):
                yield field.name, part
