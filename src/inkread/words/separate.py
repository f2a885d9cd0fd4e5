"""Writing whose characters stand apart or touch a little: lines read through a reader of single glyphs."""

from collections.abc import Sequence

from inkread.preprocess.segment.strip import Strip
from inkread.recognition.reader import Reader
from inkread.word_reading import PixelBox, WordReading
from inkread.words.constraint import Constraint
from inkread.words.decode import Decoded, Decoder
from inkread.words.evidence import evidence_of
from inkread.words.joining import joined
from inkread.words.told import Told


def read_separate(
    lines: Sequence[Sequence[Strip]],
    reader: Reader,
    constraint: Constraint,
    told: Told,
) -> list[WordReading]:
    """Return the reading of each line; all their candidates go through the network together.

    Args:
        lines: of each its words.
        reader: of single glyphs.
        constraint: what may come out.
        told: what is said of every line, and how many texts.
    """
    decoder = Decoder(constraint, top_k=told.top_k, width=told.beam_width)
    found = iter(evidence_of([strip for line in lines for strip in line], reader, decoder.wanted))
    return [_reading([decoder.decoded(next(found)) for _ in line], line, constraint, told) for line in lines]


def _reading(
    words: Sequence[Decoded], strips: Sequence[Strip], constraint: Constraint, told: Told
) -> WordReading:
    """Return the reading of one line from those of its words."""
    box = _around([strip.in_source(0, len(strip)) for strip in strips])
    read = [word for word in words if word.candidates]
    lost = len(read) < len(words)
    if lost and (not read or not constraint.spaces):
        return told.reading(Decoded(), box, constraint.broken)
    whole = Decoded(
        joined([word.candidates for word in read], top_k=told.top_k),
        tuple(glyph for word in read for glyph in word.glyphs),
    )
    broken = lost or not all(word.fits for word in read)
    return told.reading(whole, box, constraint.broken if broken else None)


def _around(boxes: Sequence[PixelBox]) -> PixelBox:
    """Return the box around some boxes."""
    top, left = min(box[0] for box in boxes), min(box[1] for box in boxes)
    bottom, right = max(box[0] + box[2] for box in boxes), max(box[1] + box[3] for box in boxes)
    return top, left, bottom - top, right - left
