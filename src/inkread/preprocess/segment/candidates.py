"""Which runs of neighbouring pieces may be one character, by their shape alone."""

import numpy as np
import numpy.typing as npt

from inkread.preprocess.segment.marks_table import Numbers
from inkread.preprocess.segment.strip import Strip

MOST_PIECES = 6  # of one character: an M or W that is cut at every stem and joint
WIDEST = 2.3  # of a capital's height: no character of several pieces is wider
BROKEN = 0.3  # of a capital's height: the parts of a broken character stand no further apart


def spans_of(strip: Strip) -> Numbers:
    """Return first and last (exclusive) piece of each candidate in reading order, axes (n, 2).

    Every piece is one.
    """
    num, most = len(strip), min(MOST_PIECES, len(strip))
    first = np.repeat(np.arange(num), most)
    last = first + 1 + np.tile(np.arange(most), num)
    spans: Numbers = np.column_stack([first, last])[last <= num]
    kept: Numbers = spans[(spans[:, 1] - spans[:, 0] == 1) | _are_near(strip, spans)]
    return kept


def windows(values: npt.NDArray[np.generic], spans: Numbers, *, fill: float) -> npt.NDArray[np.float64]:
    """Return the values of each span side by side, axes (n, most, ...), and `fill` behind its last.

    Args:
        values: one for each piece, axes (num, ...).
        spans: first and last (exclusive) place among the values, axes (n, 2).
        fill: what stands where a span is shorter.
    """
    most = max(1, int((spans[:, 1] - spans[:, 0]).max(initial=1)))
    places = spans[:, :1] + np.arange(most)
    inside = places < spans[:, 1:]
    shape = inside.shape + (1,) * (values.ndim - 1)
    if not len(values):
        return np.full((*inside.shape, *values.shape[1:]), fill)
    return np.where(inside.reshape(shape), values[np.minimum(places, len(values) - 1)], fill)


def boxes_around(strip: Strip, spans: Numbers) -> Numbers:
    """Return top, left, bottom and right of the pieces of each span, axes (n, 4)."""
    low = windows(strip.boxes[:, :2], spans, fill=np.inf).min(axis=1)
    high = windows(strip.boxes[:, 2:], spans, fill=0.0).max(axis=1)
    return np.concatenate([low, high], axis=1).astype(np.int64)


def _are_near(strip: Strip, spans: Numbers) -> npt.NDArray[np.bool_]:
    """Return which spans' pieces are near enough to be one character, none of them alone in a cell."""
    boxes = boxes_around(strip, spans)
    celled = windows(strip.cells > 0, spans, fill=0.0).max(axis=1) > 0
    inner = np.column_stack([spans[:, 0], spans[:, 1] - 1])
    apart = windows(strip.gaps, inner, fill=-np.inf).max(axis=1)
    narrow = boxes[:, 3] - boxes[:, 1] <= WIDEST * strip.height
    return np.asarray(narrow & (apart <= BROKEN * strip.height) & ~celled)
