"""Whether a tick box is ticked, and how sure that is.

What counts is how far a mark goes in the middle of the box, and how near to its centre it comes: a tick, a
cross, one stroke, a scribble and a filled box are alike in that, and what a neighbour's stroke leaves at the
edge is none. A mark that comes in and goes out again counts too, but is looked at. A mark beside the box,
in no other field, makes no tick, but the box is looked at. The bounds were told by 30 photographs of the form
of `benchmarks/forms_ticks.py`, of seed 7.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from inkread.errors import ConfigError
from inkread.forms.faint import FAINT, SMOOTH
from inkread.forms.printed import LEAST_PRINT, PEN, PRINTED, FieldPrint, Freed
from inkread.forms.template import Field
from inkread.forms.tick_rooms import rooms_of
from inkread.preprocess.paper import Mask
from inkread.trail import Caution

TICKED = "yes"
"""The value of a box that is ticked; that of another one is empty."""
STRUCK_OUT = Caution(
    "struck_out",
    "A line goes through this box, as if to strike it out: look whether it counts.",
)

EDGE = 0.15  # of the box's side: ink no further in may be the frame's, or come from beside
MOTE = 0.06  # of its side: shorter marks are the paper's
LENGTHS = (0.0, 0.4, 0.7)  # of the middle's side, that ink goes: no tick, either, a tick for sure
DEPTHS = (0.3, 0.62, 0.75)  # of the way from the frame to the centre, that it comes: likewise
SHARES = (0.01, 0.5, 0.99)  # of boxes with such ink, that are taken to be ticked
CROSSED = (0.3, 0.6, 1.0)  # of the box's side, that a mark goes which comes in and goes out again
CROSSED_SHARES = (0.2, 0.5, 0.85)  # likewise: a large tick, or a stroke of the line above
MOST_SURE = 0.85  # of no tick, where there is ink: a person is to look
FILLED = 0.6  # of a box is ink
FLAT = 0.3  # of its side, at most: a line that is drawn along it
OVER = 0.2  # of its side beyond the frame, on either hand: a line goes through
STRAIGHT = 1.7  # times the pen's width, at most: the shorter side of the rectangle around a straight line
LEVEL = 0.6  # rise of a line for each px along, at most, or the other way round: steeper ones are a tick's
PALE_RANK = 97.0  # percent of the middle are no darker than pale ink in it
PAPER_RANK = 90.0  # percent of the paper around are no darker than it may be, in the edge of a shadow
PALE = 0.05  # of black over the paper: of 541 empty boxes 0.033 at most, of 41 in pale ink 0.065 at least
AROUND = 0.5  # of a box lies within the bounds of a mark that goes around it
GAP = 2.0  # px of the blank picture that a stroke may lack where it crosses the frame
BESIDE = 3.0  # px of the blank picture around print that are not looked at for the paper's level
ASIDE = 1.0  # px of the blank picture that print within a box may lie off, or be blurred by
MISSED = 0.4  # of the box's side, at least, of a mark beside it that may be meant for it
OWN, OTHERS = 1, 2  # of `TickBox.owner`
NO_BOX = Caution(
    "no_box",
    "No box is found in what is printed in this field, so all of the field counts as the box: draw it around"
    " the whole frame of the box, or, where none is printed, clear of all print.",
)


@dataclass(frozen=True, slots=True)
class Tick:
    """What a tick box says.

    Attributes:
        ticked: whether it is.
        confidence: the share of boxes with such ink, that are taken to be as this one; 1 where there is none
            in, around or beside it.
        refusal: why there is no value to trust, or None.
    """

    ticked: bool
    confidence: float
    refusal: Caution | None = None


@dataclass(frozen=True, slots=True, eq=False)
class TickBox:
    """Where a tick goes.

    Attributes:
        print_: what is printed there.
        room: 1 in the frame, or in the field where it has none; axes of the print.
        owner: OWN in the field, OTHERS in other fields, 0 elsewhere; likewise.
        said: what to know of it before anything is read.
    """

    print_: FieldPrint
    room: Mask
    owner: Mask
    said: tuple[Caution, ...] = ()

    @classmethod
    def of(cls, print_: FieldPrint, others: Sequence[Field] = ()) -> "TickBox":
        """Return the tick box of a field.

        Args:
            print_: of the field.
            others: the form's other fields.

        Raises:
            ConfigError: when several boxes are printed there.
        """
        left, top, right, bottom = print_.inside
        owner = np.zeros(print_.dark.shape, np.uint8)
        for one in others:
            x, y = one.left - print_.left, one.top - print_.top
            owner[max(0, y) : max(0, y + one.height), max(0, x) : max(0, x + one.width)] = OTHERS
        owner[top:bottom, left:right] = OWN
        found = rooms_of(print_)
        if len(found) > 1:
            raise ConfigError(
                f"expected one printed box where a tick goes, got {len(found)}; make a field for each of them"
            )
        if found:
            return cls(print_, found[0], owner)
        bare = np.count_nonzero(print_.dark[top:bottom, left:right] > PRINTED) < LEAST_PRINT
        return cls(print_, (owner == OWN).view(np.uint8), owner, () if bare else (NO_BOX,))

    def read(self, found: Freed) -> Tick:
        """Return what a box says, given its field freed of the print."""
        height, width = found.grey.shape
        room: Mask = cv2.resize(self.room, (width, height), interpolation=cv2.INTER_NEAREST)
        side = min(cv2.boundingRect(room)[2:])
        edge = max(1, round(EDGE * side))
        middle = cv2.erode(np.pad(room, 1), np.ones((2 * edge + 1,) * 2, np.uint8))[1:-1, 1:-1]
        ink: Mask = (found.grey < 255 * (1 - PEN)).view(np.uint8)
        if _length(ink & room, side) == 0.0:
            contrast = self._contrast(found, room, middle)
            clear = contrast is not None and not (_is_surrounded(ink, room) or self._is_missed(ink, side))
            pale = contrast is not None and contrast > PALE
            return Tick(False, 1.0 if clear else MOST_SURE, FAINT if pale else None)
        length, depth = _length(ink & middle, side - 2 * edge), _depth(ink, room)
        share = float(min(np.interp(length, LENGTHS, SHARES), np.interp(depth, DEPTHS, SHARES)))
        gap = round(GAP * found.scale)
        whole = np.asarray(cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((2 * gap + 1,) * 2, np.uint8)))
        if _crossings(whole, room, reach=2 * gap + 1) > 1:
            share = max(share, float(np.interp(_length(ink & room, side), CROSSED, CROSSED_SHARES)))
        struck = STRUCK_OUT if _is_struck(whole, room) else None
        return Tick(share >= 0.5, share if share >= 0.5 else min(1 - share, MOST_SURE), struck)

    def _is_missed(self, ink: Mask, side: float) -> bool:
        """Return whether a mark lies beside the box, and not in other fields, that may be meant for it."""
        owner = cv2.resize(self.owner, ink.shape[::-1], interpolation=cv2.INTER_NEAREST)
        count, mark_of, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
        here = np.bincount(mark_of[owner == OWN], minlength=count)
        there = np.bincount(mark_of[owner == OTHERS], minlength=count)
        sides = stats[:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]].max(axis=1)
        return bool(((sides >= MISSED * side) & (here >= there))[1:].any())

    def _contrast(self, found: Freed, room: Mask, middle: Mask) -> float | None:
        """Return how much darker than the paper around the darkest of the middle is, 0-1, beside its print.

        None where there is nothing to tell it by.
        """
        height, width = found.seen.shape
        dark = cv2.resize(self.print_.dark, (width, height), interpolation=cv2.INTER_LINEAR)
        wide = np.ones((2 * round(BESIDE * found.scale) + 1,) * 2, np.uint8)
        printed = (dark > PRINTED).view(np.uint8)
        around = (cv2.dilate(np.maximum(room, printed), wide) == 0) & (found.grey == 255)
        if not (around.any() and middle.any()):
            return None
        covered = cv2.dilate(dark, np.ones((2 * round(ASIDE * found.scale) + 1,) * 2, np.uint8))
        soft = cv2.GaussianBlur(found.seen - covered, (0, 0), SMOOTH * found.scale)
        return float(np.percentile(soft[middle > 0], PALE_RANK) - np.percentile(soft[around], PAPER_RANK))


def _length(ink: Mask, side: float) -> float:
    """Return how long the longest mark is, on its longer side, in sides of a box; 0 where it is a mote."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    sides = stats[1:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]]
    longest = float(sides.max(initial=0)) / max(side, 1.0)
    return longest if longest > MOTE else 0.0


def _is_surrounded(ink: Mask, room: Mask) -> bool:
    """Return whether a mark goes around a box, as a circle or a tick that is far too large."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    left, top, across, down = cv2.boundingRect(room)
    x, y, wide, high, _ = stats[1:].T
    over = np.minimum(x + wide, left + across) - np.maximum(x, left)
    under = np.minimum(y + high, top + down) - np.maximum(y, top)
    shared = np.maximum(over, 0) * np.maximum(under, 0)
    return bool((shared > AROUND * across * down).any())


def _depth(ink: Mask, room: Mask) -> float:
    """Return how far ink comes from the frame towards the centre, 0-1."""
    away = cv2.distanceTransform(np.pad(room, 1), cv2.DIST_L2, 5)[1:-1, 1:-1]
    return float(away[(ink & room) > 0].max(initial=0.0) / max(float(away.max()), 1.0))


def _crossings(ink: Mask, room: Mask, *, reach: int) -> int:
    """Return at how many places a mark crosses the frame, of the mark that does so most often.

    Args:
        ink: of the field and around it.
        room: the box.
        reach: px around it in which the frame lies.
    """
    _, mark_of = cv2.connectedComponents(ink, connectivity=8)
    frame = cv2.dilate(room, np.ones((2 * reach + 1,) * 2, np.uint8)) - room
    _, place_of = cv2.connectedComponents(ink & frame, connectivity=8)
    own = np.unique(mark_of[(ink & room) > 0])
    places = [np.unique(place_of[(mark_of == one) & (place_of > 0)]).size for one in own]
    return max(places, default=0)


def _is_struck(ink: Mask, room: Mask) -> bool:
    """Return whether a line goes through a box and beyond its frame, along it or where it is filled."""
    _, mark_of = cv2.connectedComponents(ink, connectivity=8)
    inside = ink & room
    own = np.isin(mark_of, np.unique(mark_of[inside > 0])).view(np.uint8)
    left, top, across, down = cv2.boundingRect(own)
    x, y, wide, high = cv2.boundingRect(room)
    side = min(wide, high)
    over = np.array([x - left, left + across - x - wide, y - top, top + down - y - high]) > OVER * side
    if not ((over[0] and over[1]) or (over[2] and over[3])):
        return False
    flat = min(cv2.boundingRect(inside)[2:]) < FLAT * side
    return bool(inside.sum() > FILLED * room.sum() or flat or _is_level(own))


def _is_level(mark: Mask) -> bool:
    """Return whether a mark is one straight line, level or upright more than aslant."""
    _, _, across, down = cv2.boundingRect(mark)
    pen = 2.0 * float(cv2.distanceTransform(np.pad(mark, 1), cv2.DIST_L2, 5).max())
    thickness = min(cv2.minAreaRect(cv2.findNonZero(mark))[1])
    return bool(thickness < STRAIGHT * pen and min(across, down) < LEVEL * max(across, down))
