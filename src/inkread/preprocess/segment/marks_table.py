"""The connected marks of a mask as a table, without specks."""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from inkread.preprocess.paper import Box, Mask

Numbers = npt.NDArray[np.int64]
SPECK_SHARE = 0.07  # of the usual mark's height: what is smaller both ways is dust, a dot of a pen is not
LEAST_HEIGHT = 0.3  # of the highest mark's: lower ones have no say in what height is usual
LEAST_PIXELS = 3


@dataclass(frozen=True, slots=True, eq=False)
class MarksTable:
    """Connected marks as columns, axes (n,), px.

    Attributes:
        mark_of: the number of the mark at each pixel, axes (height, width), int32; 0 for none.
        number: of each mark in `mark_of`.
        left: first column.
        top: first row.
        width: columns.
        height: rows.
        area: pixels of ink.
    """

    mark_of: npt.NDArray[np.int32]
    number: Numbers
    left: Numbers
    top: Numbers
    width: Numbers
    height: Numbers
    area: Numbers

    def __len__(self) -> int:
        """Return the number of marks."""
        return len(self.number)

    @property
    def right(self) -> Numbers:
        """The column after the last."""
        return self.left + self.width

    @property
    def bottom(self) -> Numbers:
        """The row after the last."""
        return self.top + self.height

    def take(self, rows: Numbers) -> "MarksTable":
        """Return the table of some marks; `mark_of` stays whole."""
        columns = (getattr(self, name)[rows] for name in COLUMNS)
        return MarksTable(self.mark_of, *columns)

    def pixels_of(self, rows: Numbers, part: Box) -> npt.NDArray[np.bool_]:
        """Return which pixels of a part of the mask some marks have."""
        mark_of, numbers = self.mark_of[part], self.number[rows]
        return np.asarray(mark_of == numbers[0] if len(numbers) == 1 else np.isin(mark_of, numbers))


COLUMNS = ("number", "left", "top", "width", "height", "area")


def marks_table(mask: Mask) -> MarksTable:
    """Return the marks of `mask` that are no specks."""
    return without_specks(all_marks(mask))


def all_marks(mask: Mask) -> MarksTable:
    """Return the marks of `mask`, specks too."""
    _, mark_of, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8, ltype=cv2.CV_32S)
    columns = (column.astype(np.int64) for column in stats[1:].T)
    return MarksTable(mark_of, np.arange(1, len(stats)), *columns)


def without_specks(table: MarksTable) -> MarksTable:
    """Return the marks that are no specks."""
    if not len(table):
        return table
    least = SPECK_SHARE * usual_height(table)
    large = (np.maximum(table.width, table.height) >= least) & (table.area >= LEAST_PIXELS)
    return table.take(np.flatnonzero(large))


def usual_height(table: MarksTable) -> float:
    """Return the median height of the marks that are letters rather than dots and dashes, px; 0 for none."""
    if not len(table):
        return 0.0
    heights = table.height[table.area >= LEAST_PIXELS]
    tall = heights[heights >= LEAST_HEIGHT * np.percentile(heights, 95)] if heights.size else heights
    return float(np.median(tall)) if tall.size else 0.0
