"""Where a blob of ink may be parted into characters that touch: too many places rather than too few."""

import numpy as np
import numpy.typing as npt

from inkread.preprocess.paper import Mask

LEAST_WIDTH = 0.45  # of the usual height: a narrower blob is one character
APART = 0.14  # of the usual height: two places to cut are so far apart, and so far from the blob's ends
FLAT = 2.0  # pen widths: a lower blob is a dash, every column of which looks like a place to cut
THICKEST = 2.6  # pen widths of ink: a cut goes through no more


def cuts_of(blob: Mask, *, usual: float, pen: float) -> list[tuple[int, float]]:
    """Return the columns before which the blob may be cut, each with the ink cut through, in pen widths.

    Characters touch where little ink stands in a column. Such columns are inside of characters too (the bar
    of an H, the arch of an n): which of the cuts are right is for a reader to say.

    Args:
        blob: axes (height, width), 1 on ink.
        usual: the usual height of a character, px.
        pen: the width of the pen, px.
    """
    width = blob.shape[1]
    apart = max(2, round(APART * usual))
    if width < max(LEAST_WIDTH * usual, 2 * apart + 1) or blob.shape[0] < FLAT * pen:
        return []
    ink = blob.sum(axis=0, dtype=np.int64)
    chosen: list[int] = []
    inner = np.arange(apart, width - apart)
    low = inner[(ink[inner] <= THICKEST * pen) & _is_lowest(ink, apart // 2)[inner]]
    for column in low[np.argsort(ink[low], kind="stable")].tolist():
        if all(abs(column - other) >= apart for other in chosen):
            chosen.append(column)
    return [(column, float(ink[column]) / pen) for column in sorted(chosen)]


def _is_lowest(ink: npt.NDArray[np.int64], reach: int) -> npt.NDArray[np.bool_]:
    """Return in which columns no column within `reach` holds less ink, axes (width,)."""
    reach = max(1, reach)
    padded = np.pad(ink, reach, constant_values=int(ink.max()))
    near = np.lib.stride_tricks.sliding_window_view(padded, 2 * reach + 1)
    return np.asarray(ink <= near.min(axis=1))
