"""What every line of a picture is told with: where it comes from, who read it, and how sure it must be."""

from dataclasses import dataclass

from inkread.recognition.doubt import NOT_SURE
from inkread.trail import Caution, Trail
from inkread.word_reading import PixelBox, WordReading
from inkread.words.decode import Decoded


@dataclass(frozen=True, slots=True)
class Told:
    """What the readings of one picture share.

    Attributes:
        trail: of the picture.
        source: its name, or None.
        bundle: name of the bundle that read it.
        top_k: how many texts a reading has.
        beam_width: hypotheses kept at each place; None for all.
        abstain_below: the least confidence of an answer, or None for any.
    """

    trail: Trail
    source: str | None
    bundle: str
    top_k: int
    beam_width: int | None
    abstain_below: float | None

    def reading(self, found: Decoded, box: PixelBox, broken: Caution | None) -> WordReading:
        """Return the reading of one line.

        Args:
            found: its texts.
            box: where it lies.
            broken: why there is no text to trust, where that is known already.
        """
        refusal = broken
        if refusal is None and self.abstain_below is not None:
            refusal = NOT_SURE if found.candidates[0].confidence < self.abstain_below else None
        return WordReading(found.candidates, found.glyphs, self.trail, box, self.source, self.bundle, refusal)
