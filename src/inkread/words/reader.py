"""The reader of words: from a picture of some writing to its text, through a reader of single glyphs."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Unpack, overload

from inkread.bundle import Bundle
from inkread.charset import Charset
from inkread.errors import ConfigError
from inkread.preprocess.cautions import BLANK
from inkread.preprocess.decode import decode
from inkread.preprocess.decode.source import name_of
from inkread.preprocess.segment.page import segment
from inkread.preprocess.segment.strip import Strip
from inkread.recognition.doubt import NOT_SURE
from inkread.recognition.reader import Reader
from inkread.trail import Caution, Trail
from inkread.word_reading import PageReading, PixelBox, PlacedGlyph, WordReading
from inkread.words.beam import USUAL_WIDTH
from inkread.words.constraint import Asked, Constraint, constraint_of
from inkread.words.decode import Decoded, decoded
from inkread.words.evidence import evidence_of
from inkread.words.joining import joined
from inkread.words.lexicon import Lexicon

if TYPE_CHECKING:
    from inkread.preprocess.decode.door import Source


class WordReader:
    """Reads pictures of words, codes and lines whose characters stand by themselves or touch a little.

    A reader may be used by any number of threads at once, and after a fork.

    Args:
        bundle: of single glyphs: opened, its folder or zip, or a shipped name; None for the one that ships.
        top_k: the number of texts of a reading.
        abstain_below: the least confidence, 0 to 1; an answer below it is refused as `not_sure`. None for
            any.
        beam_width: hypotheses kept at each place of a word; None searches all there is.

    Raises:
        BundleError: when the bundle cannot be opened.
        ConfigError: when `top_k` or `beam_width` is not a whole number from 1, or `abstain_below` no
            confidence.
    """

    def __init__(
        self,
        bundle: Bundle | str | Path | None = None,
        *,
        top_k: int = 5,
        abstain_below: float | None = None,
        beam_width: int | None = USUAL_WIDTH,
    ) -> None:
        """Open the bundle; its network is loaded with the first picture."""
        for name, number in (("top_k", top_k), ("beam_width", beam_width)):
            if number is not None and (isinstance(number, bool) or number < 1):
                raise ConfigError(f"expected {name} as a whole number from 1, got {number!r}; 5 is usual")
        reader = Reader(bundle, abstain_below=abstain_below)
        self.bundle = reader.bundle
        self.top_k = top_k
        self.abstain_below = abstain_below
        self.beam_width = beam_width
        self._reader = reader.narrowed(top_k=len(reader.charset))

    @overload
    def read(
        self, source: "Source", *, lines: Literal[False] = False, **asked: Unpack[Asked]
    ) -> WordReading: ...

    @overload
    def read(self, source: "Source", *, lines: Literal[True], **asked: Unpack[Asked]) -> PageReading: ...

    def read(
        self,
        source: "Source",
        *,
        pattern: str | None = None,
        lexicon: Lexicon | Path | str | None = None,
        charset: str | Charset | None = None,
        lines: bool = False,
    ) -> WordReading | PageReading:
        """Return the text of a picture.

        Args:
            source: what `Reader.read` takes.
            pattern: what each line follows, such as `AA99-9999` or a regular expression; see `pattern_of`.
                Nothing else ever comes out, and gaps are no spaces then.
            lexicon: a list of words, or the file of one; nothing else comes out.
            charset: what may come out: a named set, the characters themselves, or a `Charset`; None for all
                that the bundle can read and the signs that are told by their shape.
            lines: whether the picture may hold several lines. Then a `PageReading` comes back.

        Raises:
            ImageError: when `source` is no image that can be read.
            ConfigError: when the pattern or the list of words is wrong.
            CharsetError: when the charset is.
        """
        graphemes = self._reader.charset.graphemes
        constraint = constraint_of(graphemes, pattern=pattern, lexicon=lexicon, charset=charset)
        page = segment(decode(source), lines=lines, words=constraint.spaces)
        name = name_of(source) or None
        read = self._read_lines(page.lines, constraint, page.trail, name)
        if lines:
            return PageReading(tuple(read), page.trail, name, self.bundle.name, None if read else BLANK)
        if not read:
            return WordReading((), (), page.trail, None, name, self.bundle.name, BLANK)
        return read[0]

    def warm(self) -> "WordReader":
        """Load the network now instead of with the first picture; return the reader itself."""
        self._reader.warm()
        return self

    def __repr__(self) -> str:
        """Name the bundle."""
        return f"WordReader(bundle={self.bundle.name!r}, top_k={self.top_k})"

    def _read_lines(
        self, lines: Sequence[Sequence[Strip]], constraint: Constraint, trail: Trail, name: str | None
    ) -> list[WordReading]:
        """Return the reading of each line; all their candidates go through the network together."""
        strips = [strip for line in lines for strip in line]
        found = iter(evidence_of(strips, self._reader))
        readings = []
        for line in lines:
            words = [
                decoded(strip, next(found), constraint, top_k=self.top_k, width=self.beam_width)
                for strip in line
            ]
            readings.append(self._reading(words, line, constraint, (trail, name)))
        return readings

    def _reading(
        self,
        words: Sequence[Decoded],
        strips: Sequence[Strip],
        constraint: Constraint,
        told: tuple[Trail, str | None],
    ) -> WordReading:
        """Return the reading of one line from those of its words."""
        trail, name = told
        box = _around([strip.in_source(0, len(strip)) for strip in strips])
        read = [word for word in words if word.candidates]
        broken = len(read) < len(words)
        if broken and (not read or not constraint.spaces):
            return WordReading((), (), trail, box, name, self.bundle.name, constraint.broken)
        candidates = joined([word.candidates for word in read], top_k=self.top_k)
        glyphs: tuple[PlacedGlyph, ...] = tuple(glyph for word in read for glyph in word.glyphs)
        refusal = constraint.broken if broken else self._doubt(candidates[0].confidence)
        return WordReading(candidates, glyphs, trail, box, name, self.bundle.name, refusal)

    def _doubt(self, confidence: float) -> Caution | None:
        """Return why an answer is refused for its confidence, or None."""
        least = self.abstain_below
        return NOT_SURE if least is not None and confidence < least else None


def _around(boxes: Sequence[PixelBox]) -> PixelBox:
    """Return the box around some boxes."""
    top, left = min(box[0] for box in boxes), min(box[1] for box in boxes)
    bottom, right = max(box[0] + box[2] for box in boxes), max(box[1] + box[3] for box in boxes)
    return top, left, bottom - top, right - left
