"""The boxes that are printed in a field: places that print encloses, told from the inside of letters."""

import cv2
import numpy as np

from inkread.forms.printed import PRINTED, RULED, FieldPrint
from inkread.preprocess.paper import Mask

LEAST_ROOM = 12.0  # px of the blank picture, on both sides: a smaller place that print encloses is a letter's
LEAST_SHARE = 0.5  # of the field's shorter side: as large a place is a box, however small it is
ALIKE = 0.6  # of the largest one's shorter side: a smaller place beside it is a letter's
FULL = 0.72  # of the rectangle around it, aslant or not: a circle fills 0.79, the inside of an A half of it


def rooms_of(print_: FieldPrint) -> list[Mask]:
    """Return the boxes of a field, the largest first, without their frames; what is printed in one is of it.

    Each has the axes of the print, and is 1 in the box. Where there is none, boxes filled with grey count.
    """
    return _rooms(print_, PRINTED) or _rooms(print_, RULED)


def _rooms(print_: FieldPrint, palest: float) -> list[Mask]:
    """Return the boxes of a field whose frames are darker than `palest`, of black; see `rooms_of`."""
    left, top, right, bottom = print_.inside
    open_ = (print_.dark <= palest).view(np.uint8)
    count, place_of, stats, _ = cv2.connectedComponentsWithStats(open_, connectivity=4)
    kept: list[tuple[int, int, int, int]] = []
    rooms: list[Mask] = []
    least = min(LEAST_ROOM, LEAST_SHARE * min(right - left, bottom - top))
    for number in sorted(range(1, count), key=lambda one: -stats[one, cv2.CC_STAT_AREA]):
        x, y, wide, high = stats[number, :4].tolist()
        inner = x > left and y > top and x + wide < right and y + high < bottom and min(wide, high) >= least
        if not inner or any(x < c and a < x + wide and y < d and b < y + high for a, b, c, d in kept):
            continue
        room, share = _whole((place_of == number).view(np.uint8))
        if share >= FULL:
            kept.append((x, y, x + wide, y + high))
            rooms.append(room)
            least = max(least, ALIKE * min(wide, high))
    return rooms


def _whole(place: Mask) -> tuple[Mask, float]:
    """Return a place without holes, and how much of the rectangle around it that fills, 0-1."""
    edges, _ = cv2.findContours(place, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    whole: Mask = cv2.drawContours(np.zeros_like(place), edges, -1, 1, cv2.FILLED)
    across, down = cv2.minAreaRect(np.concatenate(edges))[1]
    return whole, float(whole.sum() / ((across + 1) * (down + 1)))
