"""What every line of a picture is told with: where it comes from, who read it; and how sure it must be."""

from dataclasses import dataclass, replace

from inkread.trail import Caution, Trail
from inkread.word_reading import PixelBox, WordReading
from inkread.words.decode import Decoded

NOT_SURE = Caution("not_sure", "It is not clear enough what is written here: write it again, larger.")


@dataclass(frozen=True, slots=True)
class Told:
    """What the readings of one picture share.

    Attributes:
        trail: of the picture.
        source: its name, or None.
        bundle: name of the bundle that read it.
        top_k: how many texts a reading has.
        beam_width: hypotheses kept at each place; None for all.
    """

    trail: Trail
    source: str | None
    bundle: str
    top_k: int
    beam_width: int | None

    def reading(self, found: Decoded, box: PixelBox, broken: Caution | None) -> WordReading:
        """Return the reading of one line.

        Args:
            found: its texts.
            box: where it lies.
            broken: why there is no text to trust, where that is known already.
        """
        return WordReading(found.candidates, found.glyphs, self.trail, box, self.source, self.bundle, broken)


def abstaining(reading: WordReading, below: float | None) -> WordReading:
    """Return a reading, refused where it is less sure than an answer has to be; None lets any be told.

    Asked last of all: where both ways of reading agree, the text is surer than either.
    """
    if below is None or reading.rejected or reading.confidence >= below:
        return reading
    return replace(reading, refusal=NOT_SURE)
