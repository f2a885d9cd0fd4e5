"""The likeliest text of all that some characters can make, whatever is asked for."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from inkread.words.ctc import BLANK, Frames
from inkread.words.edge import Edge
from inkread.words.outlook import NEVER


@dataclass(frozen=True, slots=True)
class FreeText:
    """A text, and the logarithm of the weight of the best way to read it, less what its characters cost.

    Attributes:
        text: the text.
        weight: the logarithm.
    """

    text: str
    weight: float


def free_of_lattice(edges: Sequence[Edge], num_nodes: int, *, cost: float) -> FreeText:
    """Return the likeliest text of a lattice.

    Args:
        edges: with the characters that may come.
        num_nodes: of the lattice.
        cost: of each character.
    """
    best = [FreeText("", 0.0), *[FreeText("", NEVER)] * (num_nodes - 1)]
    for edge in sorted(edges, key=lambda one: one.first):
        before = best[edge.first]
        char, likely = max(edge.chars.items(), key=lambda item: item[1])
        weight = before.weight + edge.odds + likely - cost
        if weight > best[edge.last].weight:
            best[edge.last] = FreeText(before.text + char, weight)
    return best[-1]


def free_of_frames(
    frames: Frames, graphemes: Sequence[str], alphabet: Collection[str], *, cost: float
) -> FreeText:
    """Return the likeliest text of a line's frames.

    Args:
        frames: logarithms of probabilities, axes (frames, 1 + graphemes).
        graphemes: of the columns, the blank's left out.
        alphabet: the characters that may come.
        cost: of each character.
    """
    chars = ["", *(char for char in graphemes if char in alphabet)]
    likely = frames[:, [BLANK, *(1 + graphemes.index(char) for char in chars[1:])]]
    labels = likely.argmax(axis=1)
    begun = (labels != 0) & (labels != np.r_[0, labels[:-1]])  # the blank's column comes first
    text = "".join(chars[label] for label in labels[begun].tolist())
    return FreeText(text, float(likely.max(axis=1).sum()) - cost * len(text))
