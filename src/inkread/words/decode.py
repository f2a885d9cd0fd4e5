"""One word's lattice decoded: its likeliest texts, and the glyphs of the best."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from inkread.predictions import Candidate
from inkread.preprocess.segment.marks_table import Numbers
from inkread.word_reading import PlacedGlyph
from inkread.words.asking import Promising
from inkread.words.beam import USUAL_WIDTH, Found, posterior, search
from inkread.words.constraint import Constraint
from inkread.words.edge import Edge
from inkread.words.entries import as_entries
from inkread.words.evidence import Evidence, everything
from inkread.words.free_text import FreeText, free_of_lattice
from inkread.words.gapped import Gapped, with_gaps
from inkread.words.language_model import BREAK
from inkread.words.lattice import MOST, edges_of
from inkread.words.letter_sizes import ASSUMPTIONS
from inkread.words.none_of_these import FAR
from inkread.words.outlook import NEVER, Outlook, outlooks_of

TEMPERATURE = 1.0  # of the posterior
MOST_PIECES = 250  # of one word: more is a pattern or a texture, and would take the search minutes
FIRST_LOOK = 4  # hypotheses kept at each node
REACH = 10.0  # logarithm: texts e to the 10 times lighter than the best way are left out


@dataclass(frozen=True, slots=True)
class Decoded:
    """What one word is read as.

    Attributes:
        candidates: texts with their posteriors, likeliest first; none where no text is allowed.
        glyphs: of the best text.
        fits: whether one of the texts may be what was written; not where another text is likelier by far.
        silent: whether nothing is likely to be written, see `words.silence`.
    """

    candidates: tuple[Candidate, ...] = ()
    glyphs: tuple[PlacedGlyph, ...] = ()
    fits: bool = True
    silent: bool = False


class Decoder:
    """Says which candidates of a word to ask about, and decodes the word when they are known.

    Args:
        constraint: what may come out.
        top_k: how many texts.
        width: of the beam; None searches all there is.
    """

    def __init__(self, constraint: Constraint, *, top_k: int, width: int | None = USUAL_WIDTH) -> None:
        """Put the alphabet in order."""
        self._constraint = constraint
        self._top_k, self._width = top_k, width
        self._alphabet = tuple(sorted(constraint.alphabet - {BREAK}))
        self._is_gapped = BREAK in constraint.alphabet
        self._allowed = Gapped(constraint.allowed) if self._is_gapped else constraint.allowed
        self._assumptions: tuple[float | None, ...] = ASSUMPTIONS if constraint.sizes else (None,)
        self._is_free = not constraint.is_strict and width is not None
        self._promising = Promising(self._alphabet, self._assumptions)

    def wanted(self, evidence: Evidence) -> Numbers:
        """Return the places of candidates to ask about next: all of them where only some texts may come."""
        if len(evidence.strip) > MOST_PIECES:
            return np.zeros(0, np.int64)
        return self._promising(evidence) if self._is_free else everything(evidence)

    def decoded(self, evidence: Evidence) -> Decoded:
        """Return the likeliest texts of a word, whose candidates were asked about."""
        if len(evidence.strip) > MOST_PIECES:
            return Decoded()
        ranked = self._ranked(evidence)
        if not ranked:
            return Decoded()
        beside = self._beside(evidence, ranked[0].text)
        shares = posterior(ranked, temperature=TEMPERATURE, beside=beside)
        candidates, best = as_entries(ranked, shares, self._constraint.allowed)
        fits = ranked[0].score > beside - FAR
        return Decoded(tuple(candidates[: self._top_k]), _glyphs(evidence, best), fits)

    def _beside(self, evidence: Evidence, best: str) -> float:
        """Return the logarithm of the weight of a text that is not allowed; nothing where any is."""
        others, num_nodes = self._constraint.others, len(evidence.strip) + 1

        def read(alphabet: frozenset[str], cost: float) -> FreeText:
            """Return the likeliest text of some characters."""
            chars = tuple(sorted(alphabet - {BREAK}))
            alike = chars == self._alphabet or bool(others and others.near)
            assumptions = self._assumptions if alike else (None,)
            lattices = (edges_of(evidence, chars, assumption=one, most=1) for one in assumptions)
            found = [free_of_lattice(edges, num_nodes, cost=cost) for edges in lattices]
            return max(found, key=lambda one: one.weight)

        return NEVER if others is None else others.weight(best.replace(BREAK, ""), read)

    def _ranked(self, evidence: Evidence) -> list[Found]:
        """Return the texts under all assumptions, likeliest first."""
        num_nodes, most = len(evidence.strip) + 1, None if self._constraint.is_strict else MOST
        lattices = [
            edges_of(evidence, self._alphabet, assumption=one, most=most) for one in self._assumptions
        ]
        if self._is_gapped:
            gaps = evidence.strip.gaps / evidence.strip.height
            lattices = [with_gaps(edges, gaps) for edges in lattices]
        found: dict[str, Found] = {}
        for one in self._found(lattices, num_nodes):
            found[one.text] = _sum(found.get(one.text), one)
        return sorted(found.values(), key=lambda one: (-one.score, one.text))

    def _found(self, lattices: Sequence[Sequence[Edge]], num_nodes: int) -> list[Found]:
        """Return the texts of each lattice; where a width is set, those that are much too light are left out.

        Where only some texts may come out, a first and narrow look finds one of them: none that is much
        lighter can be among the likeliest.
        """
        prior, allowed = self._constraint.prior, self._allowed

        def look(width: int | None, outlooks: Sequence[Outlook | None]) -> list[Found]:
            """Return what is found in all lattices."""
            pairs = zip(lattices, outlooks, strict=True)
            return [
                one
                for edges, outlook in pairs
                for one in search(edges, num_nodes, allowed, width=width, prior=prior, outlook=outlook)
            ]

        if self._width is None:
            return look(None, [None] * len(lattices))
        outlooks = outlooks_of(lattices, num_nodes, prior, reach=REACH)
        if self._constraint.is_strict:
            first = look(min(FIRST_LOOK, self._width), [replace(one, floor=NEVER) for one in outlooks])
            least = max((one.score for one in first), default=NEVER) - REACH
            outlooks = [replace(one, floor=least) for one in outlooks]
        return look(self._width, outlooks)


def _sum(known: Found | None, more: Found) -> Found:
    """Return a text with the weight that it has under both assumptions."""
    if known is None:
        return more
    better = known if known.score >= more.score else more
    low = min(known.score, more.score)
    return Found(more.text, better.score + math.log1p(math.exp(low - better.score)), better.path)


def _glyphs(evidence: Evidence, best: Found) -> tuple[PlacedGlyph, ...]:
    """Return the glyphs of a text where they stand."""
    places = {(first, last): place for place, (first, last) in enumerate(evidence.spans.tolist())}
    return tuple(
        PlacedGlyph(
            char,
            evidence.strip.in_source(edge.first, edge.last),
            evidence.candidates(places[edge.first, edge.last]),
        )
        for char, edge in zip(best.text.replace(BREAK, ""), best.path, strict=True)
    )
