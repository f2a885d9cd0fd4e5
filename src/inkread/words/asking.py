"""Which candidates of a word are worth a question to the network, where any text may come out.

Shape and place alone bound how well a candidate can do. One through which no parting of the ink can come near
the best parting known is never looked at: of a page's candidates that is three in four.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from inkread.preprocess.segment.marks_table import Numbers
from inkread.preprocess.segment.pieces import Floats
from inkread.words.evidence import Evidence
from inkread.words.lattice import HOPELESS, char_scores
from inkread.words.letter_sizes import size_evidence

NEAR = 7.0  # logarithm: a parting e to the 7 times less likely than the best changes no answer
FIRST = 2.0  # logarithm: what is asked about at once, before more is known
NEVER = -1e9


@dataclass(frozen=True, slots=True)
class Promising:
    """Chooses what to ask about next.

    Attributes:
        alphabet: the characters that may come out.
        assumptions: see `edges_of`.
    """

    alphabet: tuple[str, ...]
    assumptions: tuple[float | None, ...]

    def __call__(self, evidence: Evidence) -> Numbers:
        """Return the places of candidates that may be part of a likely parting; none when all are known."""
        spans, num = evidence.spans.tolist(), len(evidence.strip)
        most = self._most(evidence)
        known = np.where(evidence.asked, most, NEVER)
        reached = _from_start(spans, most.tolist(), num)
        best_known = _from_start(spans, known.tolist(), num)[num]
        rest = _to_end(spans, most.tolist(), num)
        through = np.array(reached)[evidence.spans[:, 0]] + most + np.array(rest)[evidence.spans[:, 1]]
        open_ones = ~evidence.asked & (through > NEVER / 2)
        least = best_known - NEAR
        soon = np.flatnonzero(open_ones & (through >= max(least, reached[num] - FIRST)))
        return soon if soon.size else np.flatnonzero(open_ones & (through >= least))

    def _most(self, evidence: Evidence) -> Floats:
        """Return the most that each candidate adds to the weight of a parting, axes (n,)."""
        odds, seen = evidence.odds, char_scores(evidence, self.alphabet, None)
        best = np.full(len(odds), -np.inf)
        for assumption in self.assumptions:
            fits = (
                np.zeros((1, 1))
                if assumption is None
                else size_evidence(self.alphabet, evidence.shapes, assumption)
            )
            likeliest = np.where(evidence.asked, (seen + fits).max(axis=1), fits.max(axis=1))
            best = np.maximum(best, likeliest)
        single = evidence.spans[:, 1] - evidence.spans[:, 0] == 1
        return np.where(single | (odds > HOPELESS), odds + best, NEVER)


def _from_start(spans: Sequence[Sequence[int]], weights: Sequence[float], num: int) -> list[float]:
    """Return the weight of the best way from the start to each node, axes (num + 1,)."""
    best = [0.0] + [NEVER] * num
    for (first, last), weight in zip(spans, weights, strict=True):
        best[last] = max(best[last], best[first] + weight)
    return best


def _to_end(spans: Sequence[Sequence[int]], weights: Sequence[float], num: int) -> list[float]:
    """Return the weight of the best way from each node to the end, axes (num + 1,)."""
    best = [NEVER] * num + [0.0]
    for (first, last), weight in zip(reversed(spans), reversed(weights), strict=True):
        best[first] = max(best[first], best[last] + weight)
    return best
