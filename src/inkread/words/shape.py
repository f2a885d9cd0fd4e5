"""The shape of candidates against their line: what tells dots and dashes, and good cuts from bad."""

from dataclasses import dataclass, fields

import cv2
import numpy as np
import numpy.typing as npt

from inkread.preprocess.segment.candidates import boxes_around, windows
from inkread.preprocess.segment.marks_table import Numbers
from inkread.preprocess.segment.pieces import HALF, Floats
from inkread.preprocess.segment.strip import Strip

LEAST_VARIANCE = 1e-6  # px squared, of the rows: ink in one row alone has no lean


@dataclass(frozen=True, slots=True, eq=False)
class Shapes:
    """Figures of some candidates as columns, axes (n,), lengths in heights of a capital.

    Attributes:
        width: of its ink.
        height: of its ink.
        bottom: how far its lowest ink is above the line it stands on; below 0 under the line.
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

    width: Floats
    height: Floats
    bottom: Floats
    lean: Floats
    spread: Floats
    merged: Floats
    gap: Floats
    cut_inside: Floats
    easy_inside: Floats
    cut_sides: Floats
    cut_ink: Floats
    room: Floats

    def __len__(self) -> int:
        """Return the number of candidates."""
        return len(self.width)

    def take(self, places: Numbers) -> "Shapes":
        """Return the shapes of the candidates at some places."""
        return Shapes(*(getattr(self, one.name)[places] for one in fields(self)))

    @property
    def top(self) -> Floats:
        """How far the highest ink is above the line it stands on."""
        return self.bottom + self.height


def shapes_of(strip: Strip, spans: Numbers) -> Shapes:
    """Return the shapes of the pieces from the first to before the last of each span, axes (n, 2)."""
    boxes, high = boxes_around(strip, spans).astype(np.float64), strip.height
    lean, spread = _strokes(windows(strip.moments, spans, fill=0.0).sum(axis=1))
    inner = np.column_stack([spans[:, 0], spans[:, 1] - 1])  # what is between a span's pieces
    cuts = windows(strip.cut, inner, fill=-1.0)
    gaps = windows(strip.gaps, inner, fill=0.0)
    easiest = np.where(cuts > 0, cuts, np.inf).min(axis=1)
    cut_beside = _beside(strip.cut, spans, at_ends=0.0)
    return Shapes(
        width=(boxes[:, 3] - boxes[:, 1]) / high,
        height=(boxes[:, 2] - boxes[:, 0]) / high,
        bottom=(strip.base - boxes[:, 2]) / high,
        lean=lean,
        spread=spread / high,
        merged=(cuts == 0).sum(axis=1).astype(np.float64),
        gap=np.maximum(0.0, np.where(cuts == 0, gaps, 0.0).max(axis=1)) / high,
        cut_inside=(cuts > 0).sum(axis=1).astype(np.float64),
        easy_inside=np.exp(-0.5 * easiest),
        cut_sides=(cut_beside > 0).sum(axis=1).astype(np.float64),
        cut_ink=cut_beside.sum(axis=1),
        room=np.minimum(1.0, _beside(strip.gaps / high, spans, at_ends=1.0).min(axis=1)),
    )


def num_parts(strip: Strip, first: int, last: int) -> int:
    """Return of how many free marks the pieces from `first` to before `last` are."""
    ink = (strip.ink(first, last) > HALF).view(np.uint8)
    return int(cv2.connectedComponents(ink, connectivity=8)[0]) - 1


def _beside(between: Floats, spans: Numbers, *, at_ends: float) -> Floats:
    """Return what stands before and behind each span, axes (n, 2), of what is between the pieces."""
    padded = np.concatenate([[at_ends], between, [at_ends]])
    return padded[spans]


def _strokes(moments: Floats) -> tuple[Floats, Floats]:
    """Return columns a row of the straight stroke through some ink, and the ink's distance from it, px.

    Args:
        moments: sums of 1, x, y, x·y and y² over the ink's pixels, and of x², axes (n, 6).
    """
    area = np.maximum(moments[:, 0], 1.0)
    x, y = moments[:, 1] / area, moments[:, 2] / area
    both, tall, wide = (
        moments[:, 3] / area - x * y,
        moments[:, 4] / area - y * y,
        moments[:, 5] / area - x * x,
    )
    there = (moments[:, 0] > 0) & (tall > LEAST_VARIANCE)
    lean: npt.NDArray[np.float64] = np.divide(both, tall, out=np.zeros(len(area)), where=there)
    rest = np.where(there, np.maximum(0.0, wide - lean * both), 0.0)
    return lean, np.sqrt(rest)
