"""The boxes that a blank form has printed: where a template may begin."""

from typing import NamedTuple

import numpy as np

from inkread.forms.registration import without_light
from inkread.preprocess.paper import fit_longest_side
from inkread.preprocess.segment.cells import Cells
from inkread.preprocess.segment.rulings import rulings_of
from inkread.trail import GreyImage

LOOKED_AT = 2400  # px: the longest side of the copy on which boxes are looked for
PRINTED = 0.3  # of black: the print that may be a box
LEAST_HIGH, MOST_HIGH = 0.012, 0.25  # of the form's longer side: boxes to write in
NARROWEST = 0.5  # of its own height: no box is narrower
WIDEST_CELL = 1.6  # of its height: a wider box is a field by itself
BESIDE = 0.6  # of its height: boxes of one field stand no further apart
ALIKE = 0.2  # of its height: boxes of one field differ no more in height and place
AROUND = 0.07  # of its height: room that a field has around its boxes, for their frame


class Box(NamedTuple):
    """Where a field may be, px of the picture."""

    left: int
    top: int
    width: int
    height: int


def boxes_of(grey: GreyImage) -> tuple[Box, ...]:
    """Return the printed boxes of a blank form, those in a row as one, from top to bottom.

    Args:
        grey: the blank form, axes (height, width), uint8.
    """
    copy = fit_longest_side(grey, LOOKED_AT)
    scale = max(grey.shape) / max(copy.shape)
    dark = (without_light(copy) < 255 * (1 - PRINTED)).view(np.uint8)
    least, most = (share * max(copy.shape) for share in (LEAST_HIGH, MOST_HIGH))
    found = [one for one in _cells(rulings_of(dark).cells) if least <= one.height <= most]
    rows = _rows([one for one in found if one.width >= NARROWEST * one.height])
    whole = [_whole(row, scale, grey.shape) for row in rows]
    return tuple(sorted(whole, key=lambda box: (box.top, box.left)))


def _cells(cells: Cells) -> list[Box]:
    """Return the box of each numbered cell."""
    rows, columns = np.nonzero(cells > 0)
    number = cells[rows, columns]
    count = int(number.max(initial=0)) + 1
    ends = []
    for places in (columns, rows):
        first, last = np.full(count, np.iinfo(np.int64).max), np.full(count, -1)
        np.minimum.at(first, number, places)
        np.maximum.at(last, number, places)
        ends += [first, last]
    left, right, top, bottom = (end.tolist() for end in ends)
    return [
        Box(left[one], top[one], right[one] - left[one] + 1, bottom[one] - top[one] + 1)
        for one in range(1, count)
        if right[one] >= 0
    ]


def _rows(boxes: list[Box]) -> list[list[Box]]:
    """Return the boxes that stand side by side as cells of one field, each row from left to right."""
    rows: list[list[Box]] = []
    for box in sorted(boxes):
        row = next((row for row in rows if _goes_on(row[-1], box)), None)
        if row is None:
            rows.append([box])
        else:
            row.append(box)
    return rows


def _goes_on(last: Box, box: Box) -> bool:
    """Return whether a box is the cell after another one."""
    gap = box.left - last.left - last.width
    return (
        max(box.width / box.height, last.width / last.height) <= WIDEST_CELL
        and 0 <= gap <= BESIDE * last.height
        and max(abs(box.top - last.top), abs(box.height - last.height)) <= ALIKE * last.height
    )


def _whole(row: list[Box], scale: float, shape: tuple[int, ...]) -> Box:
    """Return the box around a row in the picture itself, with its frame."""
    high, wide = shape
    around = AROUND * row[0].height + 1
    left = max(0, round(scale * (row[0].left - around)))
    top = max(0, round(scale * (min(box.top for box in row) - around)))
    right = min(wide, round(scale * (row[-1].left + row[-1].width + around)))
    bottom = min(high, round(scale * (max(box.top + box.height for box in row) + around)))
    return Box(left, top, right - left, bottom - top)
