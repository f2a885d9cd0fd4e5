"""Ruled lines, squared paper and boxes under the ink: taken away, but where a stroke touches them.

Limits were chosen on drawings of drawn62-dev with lines drawn on by a program. Of the 12,671 images in
drawn62-dev, photos62-dev and upper26-dev none is touched: those with lines are smaller than 48 px.
"""

from dataclasses import dataclass, replace

import cv2
import numpy as np

from inkread.preprocess.marks import WEAK_SHARE, Marks
from inkread.preprocess.paper import Ink, Mask, Strength
from inkread.preprocess.straight_lines import SPAN, Line, find_lines

LEAST_SIDE = 48  # px of the image: in a smaller one a line and a stroke are equally thin
LIGHT = 0.75  # of the strokes' strength: a line that faint is print, or a thin part of a stroke
FAINT_MARGIN = 0.04  # of the width: what the strokes leave free on both sides where a faint line goes on
MARGIN = 0.15  # the same where the line is as dark as they are
FREE = 0.03  # of the height: what the strokes leave free above and below, as no tight crop does
STROKE_WIDTHS = 3.0  # strokes narrower than so many line widths may be the stem of a T or an I
RING_SHARE = 0.12  # of the side: a box drawn by hand is that crooked
BOX_SHARE = 0.25  # of the side: a box's lines lie that near its edge
LEAST_GLYPH = 0.25  # of a box's height: a lower mark in it is the bar of a square 8
OUTERMOST = (2.0, 98.0)  # percent of the strokes' pixels; what lies beyond may be rests of lines


def without_rules(ink: Ink, marks: Marks) -> tuple[Ink, int]:
    """Return the ink without ruled lines and boxes, and how many lines were taken away.

    A bar of a letter in a tight crop goes from side to side too: the top of a T, the foot of a 2. A line goes
    where it runs on beyond the strokes on both sides, with paper above and below them unless it is fainter
    than they are, or where it is one of a box's four.

    Args:
        ink: the ink above the paper.
        marks: what was found in it.
    """
    if min(marks.mask.shape) < LEAST_SIDE or not (_spans(marks) or _is_ringed(marks)):
        return ink, 0
    top, left, tall, wide = marks.box
    height, width = marks.mask.shape
    strength = ink.strength()
    cut = strength[top : top + tall, left : left + wide]
    weak = (cut > max(ink.floor, WEAK_SHARE * ink.peak)).astype(np.uint8)
    across = _Direction(cut, find_lines(weak), (top, height), spans=wide == width)
    down = _Direction(cut.T, find_lines(np.ascontiguousarray(weak.T)), (left, width), spans=tall == height)
    across.rub_out(weak)
    down.rub_out(weak.T)
    if cv2.countNonZero(weak) == 0:
        return ink, 0
    boxed = across.closes(tall) and down.closes(wide) and _extent(weak)[2] >= LEAST_GLYPH * tall
    level = float(np.median(cut[weak > 0]))
    taken = across.take(weak, level, boxed=boxed) + down.take(weak.T, level, boxed=boxed)
    return (replace(ink, levels=strength, paper=0.0, peak=max(ink.peak, level)), taken) if taken else (ink, 0)


def _spans(marks: Marks) -> bool:
    """Return whether the marks reach from border to border of the image, either way."""
    height, width = marks.mask.shape
    return bool(marks.box[3] == width or marks.box[2] == height)


def _is_ringed(marks: Marks) -> bool:
    """Return whether there is ink all along the four sides of the marks' box."""
    mask = marks.cropped()
    tall, wide = mask.shape
    if min(tall, wide) < LEAST_SIDE / 2:
        return False
    deep, aside = round(RING_SHARE * tall), round(RING_SHARE * wide)
    sides = (mask[:deep], mask[-deep:], mask[:, :aside].T, mask[:, -aside:].T)
    return all(np.count_nonzero(side.any(axis=0)) >= SPAN * side.shape[1] for side in sides)


@dataclass(frozen=True, slots=True, eq=False)
class _Direction:
    """The lines from side to side of the marks' box; of its transpose, those from top to bottom.

    Attributes:
        strength: of the ink in the box, axes (height, width); a view into the image's.
        lines: in the box.
        place: the row of the image at which the box begins, and the image's height.
        spans: whether the box reaches from border to border of the image.
    """

    strength: Strength
    lines: list[Line]
    place: tuple[int, int]
    spans: bool

    def rub_out(self, weak: Mask) -> None:
        """Take the lines out of `weak`, so that the strokes are left."""
        for line in self.lines:
            weak[line.band > 0] = 0

    def closes(self, length: int) -> bool:
        """Return whether the first and the last line lie near the edges of a box of this height."""
        middles = [float(line.rows().mean()) for line in self.lines]
        return bool(middles) and min(middles) < BOX_SHARE * length and max(middles) > (1 - BOX_SHARE) * length

    def take(self, strokes: Mask, level: float, *, boxed: bool) -> int:
        """Take the lines that are none of the strokes away from the strength; return how many."""
        taken = 0
        for line in self.lines:
            own = line.level(self.strength)
            faint = own <= LIGHT * level
            if boxed or (self.spans and self._goes_on(line, strokes, faint=faint)):
                gone = (line.band > 0) & ~line.touched(strokes)
                if faint:
                    gone &= self.strength <= (own + level) / 2
                self.strength[gone] = 0.0
                taken += 1
        return taken

    def _goes_on(self, line: Line, strokes: Mask, *, faint: bool) -> bool:
        """Return whether the line goes on beyond the strokes, which are no mere stem on it."""
        begins, height = self.place
        top, left, tall, wide = _extent(strokes)
        beside = min(left, strokes.shape[1] - left - wide) / strokes.shape[1]
        above = min(begins + top, height - begins - top - tall) / height
        if wide < STROKE_WIDTHS * line.width:
            return False
        return beside >= FAINT_MARGIN if faint else beside >= MARGIN and above >= FREE


def _extent(strokes: Mask) -> tuple[int, int, int, int]:
    """Return top, left, height and width of the strokes, but for the outermost pixels."""
    rows, columns = np.nonzero(strokes)
    (top, bottom), (left, right) = (np.percentile(where, OUTERMOST).astype(int) for where in (rows, columns))
    return int(top), int(left), int(bottom - top) + 1, int(right - left) + 1
