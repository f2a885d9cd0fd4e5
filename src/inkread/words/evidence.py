"""What the reader of single glyphs makes of the candidates of words, asked about many of them at once."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from inkread.predictions import Candidate
from inkread.preprocess.contract import Preprocessed, preprocess_ink
from inkread.preprocess.segment.candidates import spans_of
from inkread.preprocess.segment.marks_table import Numbers
from inkread.preprocess.segment.pieces import Floats
from inkread.preprocess.segment.strip import Strip
from inkread.recognition.reader import Reader
from inkread.words.look_alikes import likeliest_group
from inkread.words.odds import Flags, features, log_odds
from inkread.words.shape import Shapes, num_parts, shapes_of
from inkread.words.signs import SIGNS, sign_probabilities

SHOWN = 5  # characters of a glyph


@dataclass(slots=True, eq=False)
class Evidence:
    """The candidates of one word, and what speaks for each; axes (n, ...), in reading order.

    Attributes:
        strip: the word's pieces.
        spans: first and last (exclusive) piece of each, axes (n, 2).
        shapes: their figures.
        chars: the characters that the reader can tell, then the signs.
        probabilities: of each character, given that the candidate is one; rows sum to 1 at most. Before the
            reader is asked, only those of the signs.
        features: what the odds are weighed from, axes (n, features): before the reader is asked, as if it
            were sure.
        asked: whether the reader was, axes (n,).
    """

    strip: Strip
    spans: Numbers
    shapes: Shapes
    chars: tuple[str, ...]
    probabilities: Floats
    features: Floats
    asked: Flags

    @classmethod
    def of(cls, strip: Strip, graphemes: tuple[str, ...]) -> "Evidence":
        """Return what the shapes alone say of a word's candidates, for a reader of some graphemes."""
        spans = spans_of(strip)
        num, shapes = len(spans), shapes_of(strip, spans)
        signs = sign_probabilities(shapes, lambda place: num_parts(strip, *spans[place].tolist()))
        none = np.zeros(num, np.bool_)
        found = features(shapes, confidence=np.ones(num), refused=none, sign=signs.sum(axis=1))
        letters = np.zeros((num, len(graphemes)))
        return cls(
            strip, spans, shapes, (*graphemes, *SIGNS), np.concatenate([letters, signs], axis=1), found, none
        )

    @property
    def odds(self) -> Floats:
        """The logarithm of the odds that each is one whole character; before it is asked about, the most."""
        return log_odds(self.features)

    def answer(self, places: Numbers, letters: Floats, refused: Flags) -> None:
        """Take in what the reader makes of the candidates at some places, as `Reader.judged` returns it."""
        num = len(self.chars) - len(SIGNS)
        signs = self.probabilities[places, num:]
        sign = signs.sum(axis=1)
        letters = (1.0 - sign)[:, None] * np.minimum(letters, 1.0)
        best = np.maximum(likeliest_group(self.chars[:num], letters), signs.max(axis=1))
        self.probabilities[places, :num] = letters
        self.features[places] = features(
            self.shapes.take(places), confidence=best, refused=refused, sign=sign
        )
        self.asked[places] = True

    def candidates(self, place: int) -> tuple[Candidate, ...]:
        """Return the likeliest five characters of one candidate."""
        row = self.probabilities[place]
        best = np.argsort(-row, kind="stable")[:SHOWN].tolist()
        return tuple(Candidate(self.chars[label], float(row[label])) for label in best)


def everything(evidence: Evidence) -> Numbers:
    """Return the places of all candidates that the reader was not asked about."""
    return np.flatnonzero(~evidence.asked)


def evidence_of(
    strips: Sequence[Strip], reader: Reader, wanted: Callable[[Evidence], Numbers] = everything
) -> list[Evidence]:
    """Return the candidates of each strip with what `reader` makes of them.

    Args:
        strips: the words of a picture; their candidates go through the network together.
        reader: of single glyphs.
        wanted: returns the places of a word's candidates to ask about next, none when enough is known.
    """
    found = [Evidence.of(strip, reader.charset.graphemes) for strip in strips]
    contract = reader.bundle.preprocess.contract
    open_words = found
    while open_words:
        asking = [(word, places) for word in open_words if (places := wanted(word)).size]
        letters, refused = reader.judged(_prepared(asking, contract))
        start = 0
        for word, places in asking:
            part = slice(start, start + len(places))
            word.answer(places, letters[part], refused[part])
            start += len(places)
        open_words = [word for word, _ in asking]
    return found


def _prepared(asking: Sequence[tuple[Evidence, Numbers]], contract: str) -> Iterator[Preprocessed]:
    """Yield the glyphs that the reader is asked about, one after the other: a page's would fill memory."""
    for word, places in asking:
        for first, last in word.spans[places].tolist():
            yield preprocess_ink(word.strip.ink(first, last), contract=contract)
