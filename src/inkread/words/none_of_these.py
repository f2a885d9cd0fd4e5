"""How likely writing is none of the texts that a pattern or a list of words allows.

Of the allowed texts one is always the likeliest, however little it looks like what was written. So the best
way to read the ink as any text has its share too, lighter by what each of its characters and the whole cost.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from inkread.words.ctc import BLANK, Frames
from inkread.words.edge import Edge
from inkread.words.outlook import NEVER

WHOLE = 3.0  # logarithm of how many times likelier a text is allowed than not
OF_PATTERN, OF_LIST = 1.0, 3.0
"""Logarithms of how many times lighter each character of another text is. With 1.0, of 129 codes and numbers
composed of the validation part of EMNIST none was sure (0.95) under a pattern with letters for digits and
digits for letters, and 50 of 52 right ones stayed sure under their own. A list says more than a pattern: 3.0
is about the logarithm of the letters there are; of 40 names on forms that their lists lacked, 39 came out
below 0.9, and none of the 40 with all names in their lists."""
FAR = 10.0  # logarithm: where another text is so many times likelier, no allowed one is to be trusted


@dataclass(frozen=True, slots=True)
class Others:
    """What writing may be where no allowed text was written.

    Attributes:
        alphabet: the characters.
        cost: of each, see `OF_LIST`.
    """

    alphabet: frozenset[str]
    cost: float

    @classmethod
    def beside(cls, used: Collection[str], known: Collection[str]) -> "Others":
        """Return the others of a pattern: whatever case a letter of it is written in, it is no other one.

        Args:
            used: the characters of the pattern.
            known: all that may come out.

        >>> sorted(Others.beside("a", "aAbB1").alphabet)
        ['1', 'B', 'a']
        """
        free = {char for char in known if char.swapcase() not in used}
        kept = {char for char in free if not char.islower() or char.upper() not in free}
        return cls(frozenset(used) | kept, OF_PATTERN)

    def weight(self, edges: Sequence[Edge], num_nodes: int) -> float:
        """Return the logarithm of the weight of another text in a lattice.

        Args:
            edges: with the likeliest characters of `alphabet`.
            num_nodes: of the lattice.
        """
        best = [0.0, *[NEVER] * (num_nodes - 1)]
        for edge in sorted(edges, key=lambda one: one.first):
            way = best[edge.first] + edge.odds + max(edge.chars.values()) - self.cost
            best[edge.last] = max(best[edge.last], way)
        return best[-1] - WHOLE

    def weight_of_frames(self, frames: Frames, graphemes: Sequence[str]) -> float:
        """Return the logarithm of the weight of another text in the frames of a line.

        Args:
            frames: logarithms of probabilities, axes (frames, 1 + graphemes).
            graphemes: of the columns, the blank's left out.
        """
        columns = [BLANK, *(1 + label for label, char in enumerate(graphemes) if char in self.alphabet)]
        likely = frames[:, columns]
        labels = likely.argmax(axis=1)
        begun = (labels != 0) & (labels != np.r_[0, labels[:-1]])  # the blank's column comes first
        return float(likely.max(axis=1).sum()) - self.cost * int(begun.sum()) - WHOLE
