"""One word's lattice decoded: its likeliest texts, and the glyphs of the best."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from inkread.predictions import Candidate
from inkread.preprocess.segment.strip import Strip
from inkread.word_reading import PlacedGlyph
from inkread.words.beam import USUAL_WIDTH, Found, posterior, search
from inkread.words.constraint import Constraint
from inkread.words.evidence import Evidence
from inkread.words.lattice import MOST, edges_of
from inkread.words.letter_sizes import ASSUMPTIONS

TEMPERATURE = 1.0  # of the posterior
MOST_PIECES = 250  # of one word: more is a pattern or a texture, and would take the search minutes


@dataclass(frozen=True, slots=True)
class Decoded:
    """What one word is read as.

    Attributes:
        candidates: texts with their posteriors, likeliest first; none where no text is allowed.
        glyphs: of the best text.
    """

    candidates: tuple[Candidate, ...] = ()
    glyphs: tuple[PlacedGlyph, ...] = ()


def decoded(
    strip: Strip,
    evidence: Sequence[Evidence],
    constraint: Constraint,
    *,
    top_k: int,
    width: int | None = USUAL_WIDTH,
) -> Decoded:
    """Return the likeliest texts of a strip.

    Args:
        strip: the word's pieces.
        evidence: its candidates.
        constraint: what may come out.
        top_k: how many texts.
        width: of the beam; None searches all there is.
    """
    if len(strip) > MOST_PIECES:
        return Decoded()
    found: dict[str, Found] = {}
    for assumption in ASSUMPTIONS if constraint.sizes else ASSUMPTIONS[:1]:
        edges = edges_of(
            evidence,
            constraint.alphabet,
            assumption=assumption,
            sizes=constraint.sizes,
            most=None if constraint.is_strict else MOST,
        )
        for one in search(edges, len(strip) + 1, constraint.allowed, prior=constraint.prior, width=width):
            found[one.text] = _sum(found.get(one.text), one)
    ranked = sorted(found.values(), key=lambda one: (-one.score, one.text))
    shares = posterior(ranked, temperature=TEMPERATURE)
    if not ranked:
        return Decoded()
    candidates = (Candidate(one.text, share) for one, share in zip(ranked, shares, strict=True))
    return Decoded(tuple(candidates)[:top_k], _glyphs(strip, evidence, ranked[0]))


def _sum(known: Found | None, more: Found) -> Found:
    """Return a text with the weight that it has under both assumptions."""
    if known is None:
        return more
    better = known if known.score >= more.score else more
    low = min(known.score, more.score)
    return Found(more.text, better.score + math.log1p(math.exp(low - better.score)), better.path)


def _glyphs(strip: Strip, evidence: Sequence[Evidence], best: Found) -> tuple[PlacedGlyph, ...]:
    """Return the glyphs of a text where they stand."""
    by_span = {(one.first, one.last): one for one in evidence}
    return tuple(
        PlacedGlyph(
            char,
            strip.in_source(edge.first, edge.last),
            by_span[edge.first, edge.last].candidates,
        )
        for char, edge in zip(best.text, best.path, strict=True)
    )
