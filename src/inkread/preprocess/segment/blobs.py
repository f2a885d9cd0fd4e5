"""Marks that stand over one another joined to blobs, as a dot is to its i, in reading order."""

import numpy as np

from inkread.preprocess.segment.marks_table import MarksTable, Numbers

OVER_SHARE = 0.55  # of the narrower one's width: marks that share so many columns are one character's
TALL_SHARE = 0.55  # of the usual height: two marks that tall are two characters that lean over one another
TALL_OVER_SHARE = 0.8  # of the narrower one's width: what such two must share all the same to be one


def blobs_of(table: MarksTable, *, usual: float) -> list[Numbers]:
    """Return the marks of each blob as rows of the table, from left to right.

    A dot and its stem, the two strokes of `=` and the parts of a broken letter share most of their columns.

    Args:
        table: the marks of one line of writing.
        usual: the usual height of a mark, px.
    """
    blobs: list[list[int]] = []
    spans: list[tuple[int, int, bool]] = []  # first column, the one after the last, whether it is tall
    for row in np.argsort(table.left, kind="stable").tolist():
        span = int(table.left[row]), int(table.right[row]), bool(table.height[row] >= TALL_SHARE * usual)
        home = next((place for place in range(len(blobs) - 1, -1, -1) if _over(spans[place], span)), None)
        if home is None:
            blobs.append([row])
            spans.append(span)
        else:
            blobs[home].append(row)
            first, last, tall = spans[home]
            spans[home] = min(first, span[0]), max(last, span[1]), tall or span[2]
    order = sorted(range(len(blobs)), key=lambda place: spans[place][0] + spans[place][1])
    return [np.array(blobs[place], np.int64) for place in order]


def _over(one: tuple[int, int, bool], other: tuple[int, int, bool]) -> bool:
    """Return whether two marks stand over one another."""
    shared = min(one[1], other[1]) - max(one[0], other[0])
    narrower = min(one[1] - one[0], other[1] - other[0])
    return shared >= (TALL_OVER_SHARE if one[2] and other[2] else OVER_SHARE) * narrower
