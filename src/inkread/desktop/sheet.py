"""The sheet of paper: strokes that come, are rubbed out, taken back and brought again."""

import itertools
from dataclasses import dataclass, replace

from inkread.preprocess.strokes import MAX_PLACE, MAX_POINTS, MAX_STROKES, Stroke, Strokes

SIDE = 280.0  # units a side, whatever the window's size: strokes then mean the same on every screen
PEN = 16.0  # units, as on the web page
PENS = (6.0, 40.0)  # the thinnest and the thickest
RUBBER = 14.0  # units from the middle of the eraser to its rim
NEAR = 0.5  # units between two points that are worth telling apart
MOST_UNDONE = 200  # states; each shares its strokes with the next

Point = tuple[float, float, float]
"""x and y in units of the sheet, and the time in ms."""


@dataclass(frozen=True, slots=True)
class State:
    """What is on the sheet at one time.

    Attributes:
        strokes: in the order they were drawn.
        pen_width: units, of all strokes.
    """

    strokes: tuple[Stroke, ...] = ()
    pen_width: float = PEN


class Sheet:
    """A sheet of paper, with all that was on it before.

    Args:
        width: units.
        height: units.
        pen_width: units of the line.

    Example:
        >>> sheet = Sheet()
        >>> sheet.down(10, 10, 0)
        >>> sheet.move(50, 10, 16)
        True
        >>> sheet.up()
        True
        >>> sheet.undo(), sheet.is_empty
        (True, True)
    """

    def __init__(self, width: float = SIDE, height: float = SIDE, *, pen_width: float = PEN) -> None:
        """Begin with white paper."""
        self.width, self.height = width, height
        self._now = State(pen_width=pen_width)
        self._past: list[State] = []
        self._future: list[State] = []
        self._line: list[Point] = []
        self._before_rubbing: State | None = None

    @property
    def strokes(self) -> tuple[Stroke, ...]:
        """What is on the sheet, the line under the pen too."""
        line = (_stroke(self._line),) if self._line else ()
        return (*self._now.strokes, *line)

    @property
    def finished(self) -> tuple[Stroke, ...]:
        """What is on the sheet without the line under the pen."""
        return self._now.strokes

    @property
    def pen_width(self) -> float:
        """Units of the line."""
        return self._now.pen_width

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing on the sheet."""
        return not self.strokes

    @property
    def can_undo(self) -> bool:
        """Whether there is something to take back."""
        return bool(self._past)

    @property
    def can_redo(self) -> bool:
        """Whether something was taken back."""
        return bool(self._future)

    def drawing(self) -> Strokes:
        """Return the sheet as a reader takes it."""
        return Strokes(self.strokes, self.width, self.height, self.pen_width)

    def down(self, x: float, y: float, time: float) -> None:
        """Put the pen on the paper; a sheet that holds all it may takes no more."""
        if len(self._now.strokes) < MAX_STROKES and self._room() > 0:
            self._line = [_point(x, y, time)]

    def move(self, x: float, y: float, time: float) -> bool:
        """Move the pen, and return whether there is a new point; it leaves one only where it went on."""
        if not self._line or self._room() <= 0:
            return False
        new, last = _point(x, y, time), self._line[-1]
        if abs(new[0] - last[0]) < NEAR and abs(new[1] - last[1]) < NEAR:
            return False
        self._line.append(new)
        return True

    def up(self) -> bool:
        """Lift the pen, and return whether it left a stroke."""
        if not self._line:
            return False
        line, self._line = _stroke(self._line), []
        self._change(replace(self._now, strokes=(*self._now.strokes, line)))
        return True

    def rub(self, x: float, y: float) -> bool:
        """Take away the ink under the eraser, and return whether there was any, until `stop_rubbing`."""
        left = tuple(piece for stroke in self._now.strokes for piece in _rubbed(stroke, x, y))
        if left == self._now.strokes or len(left) > MAX_STROKES:
            return False
        if self._before_rubbing is None:
            self._before_rubbing = self._now
        self._now = replace(self._now, strokes=left)
        return True

    def stop_rubbing(self) -> bool:
        """Lift the eraser, and return whether it took something; all of its way is one step to take back."""
        before, self._before_rubbing = self._before_rubbing, None
        if before is None:
            return False
        after, self._now = self._now, before
        self._change(after)
        return True

    def set_pen(self, width: float) -> None:
        """Draw with another pen; the strokes that are there change with it, as one pen wrote them."""
        low, high = PENS
        self._now = replace(self._now, pen_width=float(min(max(width, low), high)))

    def clear(self) -> bool:
        """Take all ink away, and return whether there was any; it can be taken back."""
        self._line = []
        if not self._now.strokes:
            return False
        self._change(replace(self._now, strokes=()))
        return True

    def undo(self) -> bool:
        """Take the last step back, and return whether there was one."""
        return self._go(self._past, self._future)

    def redo(self) -> bool:
        """Bring back what was taken back, and return whether there was something."""
        return self._go(self._future, self._past)

    def _change(self, state: State) -> None:
        """Go on to another state, which can be taken back."""
        self._past = [*self._past, self._now][-MOST_UNDONE:]
        self._future.clear()
        self._now = state

    def _go(self, there: list[State], back: list[State]) -> bool:
        """Take the last state of `there`; the one that is left can be had from `back`."""
        if self._line or not there:
            return False
        back.append(self._now)
        self._now = replace(there.pop(), pen_width=self.pen_width)
        return True

    def _room(self) -> int:
        """Return how many points the sheet still takes."""
        return MAX_POINTS - sum(len(stroke.x) for stroke in self._now.strokes) - len(self._line)


def _point(x: float, y: float, time: float) -> Point:
    """Return a point no further away than strokes may be: a captured pointer may leave every screen."""
    bound = MAX_PLACE / 2
    return (max(-bound, min(x, bound)), max(-bound, min(y, bound)), time)


def _stroke(line: list[Point]) -> Stroke:
    """Return a line of points as a stroke."""
    x, y, t = zip(*line, strict=True)
    return Stroke(x, y, t)


def _rubbed(stroke: Stroke, x: float, y: float) -> list[Stroke]:
    """Return the pieces of a stroke that the eraser at (x, y) leaves."""
    points = list(zip(stroke.x, stroke.y, stroke.t, strict=True))
    if len(points) == 1:
        return [] if _distance(points[0], points[0], x, y) < RUBBER else [stroke]
    pieces: list[list[Point]] = [[]]
    for start, end in itertools.pairwise(points):
        if _distance(start, end, x, y) < RUBBER:
            pieces.append([])
        else:
            pieces[-1] += [end] if pieces[-1] else [start, end]
    whole = len(pieces) == 1
    return [stroke] if whole else [_stroke(piece) for piece in pieces if piece]


def _distance(start: Point, end: Point, x: float, y: float) -> float:
    """Return how far (x, y) is from the line between two points."""
    along_x, along_y = end[0] - start[0], end[1] - start[1]
    length = along_x**2 + along_y**2
    share = 0.0 if length == 0 else ((x - start[0]) * along_x + (y - start[1]) * along_y) / length
    share = max(0.0, min(1.0, share))
    away_x, away_y = start[0] + share * along_x - x, start[1] + share * along_y - y
    return float((away_x**2 + away_y**2) ** 0.5)
