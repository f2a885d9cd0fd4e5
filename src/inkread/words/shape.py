"""The shape of a candidate against its line: what tells dots and dashes, and good cuts from bad."""

from dataclasses import dataclass

import cv2
import numpy as np

from inkread.preprocess.segment.strip import Strip
from inkread.trail import GreyImage

HALF = 127


@dataclass(frozen=True, slots=True)
class Shape:
    """Figures of one candidate, lengths in heights of a capital.

    Attributes:
        width: of its ink.
        height: of its ink.
        bottom: how far its lowest ink is above the line it stands on; below 0 under the line.
        parts: marks that stand free of one another.
        lean: columns a row by which its ink moves, 0 for upright; above 0 to the left at the top.
        spread: how far its ink is from a straight stroke, standard deviation.
        merged: free pieces joined in it, less one.
        gap: the widest gap inside of it; 0 where there is none.
        cut_inside: cuts inside of it that were not made.
        easy_inside: how easily the easiest of them could be made, 0-1: 1 where no ink is cut through.
        cut_sides: of its two sides, how many are cuts.
        cut_ink: ink cut through at its sides, pen widths.
        room: the narrower of the gaps beside it; at the ends of a line as wide as a capital is high.
    """

    width: float
    height: float
    bottom: float
    parts: int
    lean: float
    spread: float
    merged: int
    gap: float
    cut_inside: int
    easy_inside: float
    cut_sides: int
    cut_ink: float
    room: float

    @property
    def top(self) -> float:
        """How far its highest ink is above the line it stands on."""
        return self.bottom + self.height


def shape_of(strip: Strip, first: int, last: int, crop: GreyImage) -> Shape:
    """Return the shape of the pieces from `first` to before `last`, whose ink is `crop`."""
    top, _, tall, wide = strip.box(first, last)
    high = strip.height
    cuts, gaps = strip.cut[first : last - 1], strip.gaps[first : last - 1]
    sides = [strip.cut[at - 1] for at in (first, last) if 0 < at < len(strip)]
    beside = [strip.gaps[at - 1] / high for at in (first, last) if 0 < at < len(strip)]
    made = cuts[cuts > 0]
    ink = (crop > HALF).view(np.uint8)
    lean, spread = _stroke(ink)
    return Shape(
        width=wide / high,
        height=tall / high,
        bottom=(strip.base - top - tall) / high,
        parts=int(cv2.connectedComponents(ink, connectivity=8)[0]) - 1,
        lean=lean,
        spread=spread / high,
        merged=int((cuts == 0).sum()),
        gap=max(0.0, float(gaps[cuts == 0].max(initial=0.0)) / high),
        cut_inside=len(made),
        easy_inside=float(np.exp(-0.5 * made.min())) if made.size else 0.0,
        cut_sides=sum(ink > 0 for ink in sides),
        cut_ink=float(sum(sides)),
        room=min([1.0, *beside]),
    )


def _stroke(ink: GreyImage) -> tuple[float, float]:
    """Return columns a row of the straight stroke through some ink, and the ink's distance from it, px."""
    found = cv2.moments(ink, binaryImage=True)
    if found["m00"] == 0 or found["mu02"] == 0:
        return 0.0, 0.0
    lean = found["mu11"] / found["mu02"]
    rest = max(0.0, found["mu20"] - lean * found["mu11"]) / found["m00"]
    return float(lean), float(rest**0.5)
