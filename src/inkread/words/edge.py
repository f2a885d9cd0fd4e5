"""One candidate for a glyph as an edge of a word's lattice."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Edge:
    """One candidate for a glyph.

    Attributes:
        first: the node it begins at.
        last: the node it ends at, greater than `first`.
        odds: the logarithm of the odds that it is one whole character.
        chars: of each character it may be, the logarithm of its probability, likeliest first.
    """

    first: int
    last: int
    odds: float
    chars: dict[str, float]
