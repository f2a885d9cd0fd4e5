"""Straight thin lines that cross an image from one side to the other, a little slanted or bent."""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from inkread.preprocess.paper import Mask, Strength

SPAN = 0.9  # of the columns that a line must be seen in
STEEPEST = 0.07  # rows a column: 4 degrees
EDGE = 0.7  # of the fullest row: the rows beside it that are that full are the same line
LEAST_BAR, BAR = 3, 0.06  # px, and of the longer side: a thicker line is a bar of a letter
MOST_LINES = 24
BLUR = 9  # px
FULL = 255
SWELL = 3  # px: how much thicker than elsewhere a line may be, and how far from straight
HALO = 1.5  # px on either side of a line: its blur


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """A thin line from the left side to the right.

    Attributes:
        start: row at column 0.
        slope: rows a column.
        width: px.
        band: 1 on the line, its blur and its bends, axes (height, width).
    """

    start: float
    slope: float
    width: int
    band: Mask

    def rows(self) -> npt.NDArray[np.float64]:
        """Return the row of the line's middle in each column."""
        return np.asarray(self.start + self.slope * np.arange(self.band.shape[1]))

    def is_thin(self) -> bool:
        """Return whether it is too thin for a bar of a letter."""
        return bool(self.width <= max(LEAST_BAR, BAR * max(self.band.shape)))

    def level(self, strength: Strength) -> float:
        """Return how strong the line is; where strokes cross it they are stronger, so the median counts."""
        height, width = strength.shape
        rows = np.rint(self.rows()).astype(int)
        near = [strength[np.clip(rows + step, 0, height - 1), np.arange(width)] for step in (-1, 0, 1)]
        return float(np.median(np.max(near, axis=0)))

    def touched(self, strokes: Mask) -> npt.NDArray[np.bool_]:
        """Return in which columns a stroke stands on the line, hangs from it or crosses it."""
        height, width = strokes.shape
        columns, middle, half = np.arange(width), self.rows(), self.width / 2 + HALO
        over = np.clip(np.floor(middle - half - 1).astype(int), 0, height - 1)
        under = np.clip(np.ceil(middle + half + 1).astype(int), 0, height - 1)
        slant = np.ones((1, 2 * self.width + 1), np.uint8)  # a stroke may leave further off than it came
        above, below = strokes[over, columns], strokes[under, columns]
        near = cv2.dilate(np.stack([above, below]), slant)  # a line may be thicker than half its length
        crossed = (near[0] > 0) & (near[1] > 0)
        return np.asarray(crossed | (above > 0) | (below > 0))


def find_lines(weak: Mask, *, thickest: float = BAR, most: int = MOST_LINES) -> list[Line]:
    """Return the thin lines from the left side of `weak` to the right, the clearest first.

    Each slope that a line may have is made level by a shear; rows full of ink are lines then. Strokes that
    cross a line are ink too and leave it full.

    Args:
        weak: 1 where there is ink, axes (height, width).
        thickest: of the longer side; a thicker one is a bar of a letter.
        most: lines that are looked for.
    """
    if not rows_with_room(weak).any():
        return []
    height, width = weak.shape
    seen, rise = _thickened(weak), _rise(width)
    # Many slopes fit a line so widened; blurred across, it is fullest along its middle.
    blurred = cv2.GaussianBlur(weak * np.uint8(FULL), (1, BLUR), 0.0)
    drops = range(-rise, rise + 1)
    cover = np.stack([_cover(seen, drop) for drop in drops])
    middles = np.stack([_cover(blurred, drop) for drop in drops])
    found: list[Line] = []
    while len(found) < most and cover.max() >= SPAN:
        clearest = int(np.where(cover >= SPAN, middles, 0.0).argmax())
        place, row = np.unravel_index(clearest, cover.shape)
        top, bottom = _edges(cover[place], int(row))
        thickness = max(1, bottom - top - 1)  # the dilation added a row on either side
        if thickness <= max(LEAST_BAR, thickest * max(height, width)):
            found.append(_line(weak, float(drops[int(place)]), (top + bottom) / 2, thickness))
        cover[:, max(0, top - 2) : bottom + 3] = 0.0
    return found


def rows_with_room(weak: Mask) -> npt.NDArray[np.bool_]:
    """Return around which rows a band as high as the steepest line has ink in enough columns, axes (height,).

    Most characters have none, a page has a thousand, and to try every slope takes ten times as long.
    """
    width = weak.shape[1]
    band = cv2.dilate(_thickened(weak), np.ones((2 * (_rise(width) // 2 + 1) + 1, 1), np.uint8))
    full = cv2.reduce(band, 1, cv2.REDUCE_SUM, dtype=cv2.CV_32S)
    return np.asarray(full.ravel() >= SPAN * width)


def _thickened(weak: Mask) -> Mask:
    """Return ink with a row more above and below: the steps of a slanted line, and its faint edges."""
    return np.asarray(cv2.dilate(weak, np.ones((3, 1), np.uint8)), dtype=np.uint8)


def _rise(width: int) -> int:
    """Return the rows between the two ends of the steepest line."""
    return max(1, round(width * STEEPEST))


def _cover(seen: Mask, drop: int) -> npt.NDArray[np.float64]:
    """Return the mean of `seen` along each line that falls by `drop` px over the width, by its middle row."""
    height, width = seen.shape
    slope = drop / width
    shear = np.array([[1.0, 0.0, 0.0], [slope, 1.0, -slope * (width - 1) / 2]])
    level = cv2.warpAffine(seen, shear, (width, height), flags=cv2.INTER_NEAREST | cv2.WARP_INVERSE_MAP)
    sums = cv2.reduce(level, 1, cv2.REDUCE_SUM, dtype=cv2.CV_32S)
    return np.asarray(sums.ravel() / width, dtype=np.float64)


def _edges(cover: npt.NDArray[np.float64], row: int) -> tuple[int, int]:
    """Return the first and the last row around `row` that are nearly as full."""
    full = cover >= EDGE * cover[row]
    above, below = np.flatnonzero(~full[:row]), np.flatnonzero(~full[row:])
    top = int(above[-1]) + 1 if above.size else 0
    return top, row + int(below[0]) - 1 if below.size else len(cover) - 1


def _line(weak: Mask, drop: float, middle: float, width: int) -> Line:
    """Return the line of this drop over the image's width whose middle is at this row."""
    height, length = weak.shape
    slope = drop / length
    start = middle - slope * (length - 1) / 2
    off = np.abs(np.arange(height)[:, None] - (start + slope * np.arange(length)))
    thick = cv2.morphologyEx(weak, cv2.MORPH_OPEN, np.ones((width + SWELL, 1), np.uint8))
    # Drawn by hand, or on a page that bends, a line leaves the straight one; strokes are thicker than it.
    thin = (weak > thick) & (off <= width / 2 + SWELL)
    return Line(start, slope, width, ((off <= width / 2 + HALO) | thin).astype(np.uint8))
