"""A drawing as the strokes it was made of: vectors that are checked, stored and drawn again at any size.

The JSON form is that of Quick, Draw! (Google 2017, the raw files): a stroke is its x, its y and, where
they are known, its times; pressures come fourth.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from inkread.errors import StrokesError

MAX_STROKES = 200
# Of all strokes; a minute of a 240-Hz pen has 14,400. So many, under a pen as wide as the whole drawing, take
# half a second to draw.
MAX_POINTS = 20_000
MAX_PLACE = 10_000.0  # px from the canvas' corner, and the longest side of a canvas
LEAST_SIZE = (
    1e-6  # px of a canvas or a pen; drawn larger by 1e20, the dot of a pen of 1e-20 px was beyond all numbers
)
MAX_TIME = 1e15  # ms; times since 1970 are about 1.8e12
PEN_SHARE = 2 / 35  # of the canvas' longer side: 16 px of 280, where no pen's width is told
KEYS = ("strokes", "width", "height", "pen_width")
ROWS = ("x", "y", "t", "pressure")


@dataclass(frozen=True, slots=True)
class Stroke:
    """One line of the pen, from where it came down to where it was lifted.

    Attributes:
        x: px to the right of the canvas' left side, one value a point.
        y: px below the canvas' top.
        t: ms at each point, from any start; empty where they are not known.
        pressure: 0 to 1 at each point, 0.5 that of a mouse (W3C, Pointer Events, `pressure`); empty where
            it is not known.
    """

    x: tuple[float, ...]
    y: tuple[float, ...]
    t: tuple[float, ...] = ()
    pressure: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a stroke without points, of uneven rows, or with numbers that no canvas gives."""
        if not self.x:
            raise StrokesError(
                "expected a stroke of at least one point, got none; leave it out", code="no_points"
            )
        for name, row in zip(ROWS[1:], (self.y, self.t, self.pressure), strict=True):
            if len(row) != len(self.x) and (row or name == "y"):
                raise StrokesError(
                    f"expected as many values of {name} as of x, got {len(row)} and {len(self.x)};"
                    " give one a point",
                    code="uneven_rows",
                )
        _check_range("x", self.x, -MAX_PLACE, MAX_PLACE)
        _check_range("y", self.y, -MAX_PLACE, MAX_PLACE)
        _check_range("t", self.t, -MAX_TIME, MAX_TIME)
        _check_range("pressure", self.pressure, 0.0, 1.0)


@dataclass(frozen=True, slots=True)
class Strokes:
    """A drawing on a canvas: at most 200 strokes of at most 20,000 points together.

    Attributes:
        strokes: in the order they were drawn; none for an empty canvas.
        width: px of the canvas the strokes were drawn on.
        height: px likewise.
        pen_width: px of the line at medium pressure.

    Raises:
        StrokesError: when there are too many, or a number is none that a canvas gives.

    Example:
        >>> seven = [[60, 200, 120], [60, 60, 230]]
        >>> drawing = Strokes.from_dict({"strokes": [seven], "width": 280, "height": 280})
        >>> drawing.num_points, drawing.pen_width
        (3, 16.0)
    """

    strokes: tuple[Stroke, ...]
    width: float
    height: float
    pen_width: float

    def __post_init__(self) -> None:
        """Refuse what would take long to draw, and a canvas or a pen without a size."""
        if len(self.strokes) > MAX_STROKES or self.num_points > MAX_POINTS:
            raise StrokesError(
                f"expected at most {MAX_STROKES} strokes of {MAX_POINTS:,} points in all,"
                f" got {len(self.strokes):,} of {self.num_points:,}; draw one character",
                code="too_many_points",
            )
        for name in ("width", "height", "pen_width"):
            size = getattr(self, name)
            if not LEAST_SIZE <= size <= MAX_PLACE:  # not a number compares false
                raise StrokesError(
                    f"expected {name} from {LEAST_SIZE:f} to {MAX_PLACE:,.0f} px, got {size!r};"
                    " give the canvas' own",
                    code="out_of_range",
                )

    @property
    def num_points(self) -> int:
        """The points of all strokes."""
        return sum(len(stroke.x) for stroke in self.strokes)

    @classmethod
    def from_dict(cls, record: object) -> "Strokes":
        """Return the drawing that a JSON object describes.

        Args:
            record: `{"strokes": [[[x, …], [y, …], [t, …], [pressure, …]], …], "width": 280, "height": 280,
                "pen_width": 16}`; t and pressure may be left out, t also be empty, and pen_width be left out.

        Raises:
            StrokesError: when it is of another form, or a number is none that a canvas gives.
        """
        fields = _object(record)
        width, height = (_number(fields.get(name), name) for name in ("width", "height"))
        pen = fields.get("pen_width")
        pen_width = PEN_SHARE * max(width, height) if pen is None else _number(pen, "pen_width")
        rows = _list(fields.get("strokes"), "strokes", limit=MAX_STROKES)
        return cls(tuple(_stroke(row) for row in rows), width, height, pen_width)

    def to_dict(self) -> dict[str, Any]:
        """Return the drawing as JSON-ready values, which `from_dict` takes."""
        return {
            "strokes": [_rows(stroke) for stroke in self.strokes],
            "width": self.width,
            "height": self.height,
            "pen_width": self.pen_width,
        }


def _object(record: object) -> Mapping[str, Any]:
    """Return `record` as a JSON object of known keys."""
    if not isinstance(record, Mapping):
        raise _wrong_form(f"expected an object with {', '.join(KEYS)}, got {type(record).__name__}")
    strays = [key for key in record if key not in KEYS]
    if strays:
        raise _wrong_form(f"expected the keys {', '.join(KEYS)}, got {str(strays[0])[:40]!r}")
    return record


def _stroke(value: object) -> Stroke:
    """Return the stroke of its two to four rows."""
    rows = _list(value, "a stroke", limit=len(ROWS))
    if len(rows) < 2:
        raise _wrong_form(f"expected a stroke as [[x, …], [y, …]], got {len(rows)} rows")
    return Stroke(*(_row(row, name) for name, row in zip(ROWS, rows, strict=False)))


def _row(value: object, name: str) -> tuple[float, ...]:
    """Return one row of numbers; null stands for a row that is not known."""
    return tuple(
        _number(item, name) for item in _list([] if value is None else value, name, limit=MAX_POINTS)
    )


def _rows(stroke: Stroke) -> list[list[float]]:
    """Return a stroke's rows up to the last one that is known."""
    rows = [list(stroke.x), list(stroke.y), list(stroke.t), list(stroke.pressure)]
    while not rows[-1]:
        rows.pop()
    return rows


def _list(value: object, name: str, *, limit: int) -> Sequence[Any]:
    """Return `value` as a list of at most `limit` items."""
    if not isinstance(value, list | tuple):
        raise _wrong_form(f"expected {name} as a list, got {type(value).__name__}")
    if len(value) > limit:
        raise StrokesError(
            f"expected at most {limit:,} items in {name}, got {len(value):,}; draw one character",
            code="too_many_points",
        )
    return value


def _number(value: object, name: str) -> float:
    """Return `value` as a float; an integer beyond all floats becomes infinite, to be refused as such."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _wrong_form(f"expected numbers in {name}, got {type(value).__name__}")
    try:
        return float(value)
    except OverflowError:
        return math.inf


def _check_range(name: str, row: tuple[float, ...], low: float, high: float) -> None:
    """Raise StrokesError unless all numbers are from `low` to `high`."""
    for number in row:
        if not low <= number <= high:  # not a number compares false
            raise StrokesError(
                f"expected {name} from {low:,.0f} to {high:,.0f}, got {number!r}; give the canvas' own",
                code="out_of_range",
            )


def _wrong_form(message: str) -> StrokesError:
    """Return the error of a record that is of another form."""
    return StrokesError(f"{message}; send the strokes in the form of Quick, Draw!", code="wrong_form")
