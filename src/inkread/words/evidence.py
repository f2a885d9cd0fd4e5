"""What the reader of single glyphs makes of each candidate of a strip, in one batch."""

from collections.abc import Sequence
from dataclasses import dataclass

from inkread.predictions import Candidate, GlyphReading
from inkread.preprocess.segment.candidates import spans_of
from inkread.preprocess.segment.strip import Strip
from inkread.recognition.reader import Reader
from inkread.words.look_alikes import likeliest_group
from inkread.words.odds import features
from inkread.words.shape import Shape, shape_of
from inkread.words.signs import sign_probabilities

DISTRUSTED = frozenset({"no_character", "several_marks"})


@dataclass(frozen=True, slots=True)
class Evidence:
    """One candidate and what speaks for it.

    Attributes:
        first: its first piece.
        last: the piece after its last.
        shape: its figures.
        probabilities: of each character and sign, given that it is one; they sum to 1 at most.
        features: what its odds are weighed from.
    """

    first: int
    last: int
    shape: Shape
    probabilities: dict[str, float]
    features: dict[str, float]

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """The likeliest five characters."""
        best = sorted(self.probabilities.items(), key=lambda item: -item[1])[:5]
        return tuple(Candidate(char, probability) for char, probability in best)


def evidence_of(strips: Sequence[Strip], reader: Reader) -> list[list[Evidence]]:
    """Return the candidates of each strip, in reading order, with what `reader` makes of them.

    Args:
        strips: the words of a picture; their candidates go through the network together.
        reader: of single glyphs; its `top_k` must be as many as its charset holds.
    """
    spans = [list(spans_of(strip)) for strip in strips]
    crops = [[strip.crop(*span) for span in own] for strip, own in zip(strips, spans, strict=True)]
    flat = [crop for own in crops for crop in own]
    readings = iter(reader.read_many(flat) if flat else ())
    return [
        [
            _evidence(shape_of(strip, *span, crop), span, next(readings))
            for span, crop in zip(own, pictures, strict=True)
        ]
        for strip, own, pictures in zip(strips, spans, crops, strict=True)
    ]


def _evidence(shape: Shape, span: tuple[int, int], reading: GlyphReading) -> Evidence:
    """Return what speaks for one candidate."""
    signs = sign_probabilities(shape)
    sign = sum(signs.values())
    letters = {one.text: (1.0 - sign) * min(one.confidence, 1.0) for one in reading.candidates}
    best = max([likeliest_group(letters), *signs.values()])
    refused = reading.refusal is not None and reading.refusal.code in DISTRUSTED
    found = features(shape, confidence=best, refused=refused, sign=sign)
    return Evidence(*span, shape, {**letters, **signs}, found)
