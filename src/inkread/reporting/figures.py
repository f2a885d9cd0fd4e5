"""Drawings made of arrays: curves with their spread, bars, points, and tables of cells."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import numpy.typing as npt

from inkread.errors import ConfigError
from inkread.reporting.page import Figure
from inkread.reporting.style import DASHES, INK, SERIES, SHADE, SHADE_BELOW, WIDTH, Words, draw

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Floats: TypeAlias = npt.NDArray[np.floating[Any]] | npt.NDArray[np.integer[Any]]
"""Numbers, axes (n,)."""

FEW_CELLS = 12  # rows and columns up to which each cell has its number written in it
FEW_DECADES = 100.0  # last number of an axis by its first, up to which 1, 2 and 5 of each decade are written
FEW_POINTS = 40  # points up to which a curve marks each
ROW_HEIGHT = 0.2  # inches of a bar that lies
ROOMY = 0.3  # inches of a point with its interval
LEGEND_MARK, LEGEND_LETTER = 0.55, 0.075  # inches of what a legend shows before a name, and of its letters
MANY_NAMES = 26  # names of a character that fit side by side; more are written smaller
MOST_STANDING = 70  # bars that stand; more lie
LONG_NAME = 6  # characters from which few bars lie, so that their names can be read
SMALL = 6  # points of the names where they are many
OPAQUE = 0.8  # of the fullest cell, so that the number in it can be read in the dark


@dataclass(frozen=True, slots=True)
class Curve:
    """One line of a drawing.

    Attributes:
        name: for the legend.
        x: axes (n,).
        y: axes (n,); NaN leaves a gap.
        low: the lower edge of a band around it, axes (n,), or None.
        high: the upper edge, or None.
    """

    name: str
    x: Floats
    y: Floats
    low: Floats | None = None
    high: Floats | None = None

    def __post_init__(self) -> None:
        """Refuse a curve whose parts do not belong together."""
        lengths = {len(part) for part in (self.x, self.y, self.low, self.high) if part is not None}
        if len(lengths) != 1 or (self.low is None) != (self.high is None):
            raise ConfigError(
                f"expected as many values everywhere in the curve {self.name!r}, got lengths"
                f" {sorted(lengths)}; give low and high together, a value for each x"
            )


def curves(lines: Sequence[Curve], words: Words, *, log_x: bool = False) -> Figure:
    """Return lines over one pair of axes, each with its band of spread where it has one.

    Up to six lines can be told apart, by colour and by dash; more repeat both.
    """

    def paint(axes: "Axes") -> None:
        for place, line in enumerate(lines):
            colour, dash = SERIES[place % len(SERIES)], DASHES[place % len(DASHES)]
            marker = "o" if len(line.x) <= FEW_POINTS else None
            axes.plot(line.x, line.y, label=line.name, color=colour, linestyle=dash, marker=marker)
            if line.low is not None and line.high is not None:
                axes.fill_between(line.x, line.low, line.high, color=colour, alpha=0.18, linewidth=0)
        if log_x:
            _log_x(axes)
        elif all(np.all(np.asarray(line.x) == np.rint(line.x)) for line in lines):
            axes.locator_params(axis="x", integer=True)  # there is no epoch 1.5
        if len(lines) > 1:
            _legend(axes, [line.name for line in lines])

    return draw(paint, words)


def bars(
    names: Sequence[str],
    values: npt.ArrayLike,
    words: Words,
    *,
    errors: npt.ArrayLike | None = None,
    line: tuple[float, str] | None = None,
) -> Figure:
    """Return a bar for each name; they stand, or lie where the names are many or long.

    Args:
        names: of the bars, in order.
        values: axes (n,).
        words: caption, text and axes: `x` is what the names are, `y` what is measured.
        errors: half the length of an error bar, axes (n,), or both halves, axes (2, n).
        line: a value to compare with, and its name.
    """
    longest = max((len(name) for name in names), default=0)
    lie = len(names) > MOST_STANDING or longest > (LONG_NAME if len(names) <= MANY_NAMES // 2 else 2)
    size = SMALL if len(names) > MANY_NAMES and not lie else None
    places = np.arange(len(names))

    def paint(axes: "Axes") -> None:
        if lie:
            axes.barh(places, values, color=SERIES[0], xerr=errors, ecolor=INK, height=0.75)
            axes.set_yticks(places, names)
            axes.set(xlabel=words.y, ylabel=words.x)
            axes.invert_yaxis()
            axes.grid(visible=False, axis="y")
            axes.margins(y=0.01)
        else:
            axes.bar(places, values, color=SERIES[0], yerr=errors, ecolor=INK, width=0.75)
            axes.set_xticks(places, names, fontsize=size)
            axes.grid(visible=False, axis="x")
            axes.margins(x=0.01)
        if line is not None:
            (axes.axvline if lie else axes.axhline)(line[0], color=SERIES[1], linestyle="--", label=line[1])
            axes.legend(loc="lower right", bbox_to_anchor=(1.0, 1.0))

    return draw(paint, words, height=max(2.2, 0.9 + ROW_HEIGHT * len(names)) if lie else 3.0)


def intervals(names: Sequence[str], values: npt.ArrayLike, errors: npt.ArrayLike, words: Words) -> Figure:
    """Return a point with its interval for each name, one below the other.

    For values that lie close together far from 0: bars, which must begin there, would all look alike.

    Args:
        names: from top to bottom.
        values: axes (n,).
        errors: half the length of each interval, axes (n,), or both halves, axes (2, n).
        words: caption, text and axes: `x` is what the names are, `y` what is measured.
    """
    places = np.arange(len(names))

    def paint(axes: "Axes") -> None:
        axes.errorbar(values, places, xerr=errors, fmt="o", color=SERIES[0], capsize=3, markersize=6)
        axes.set_yticks(places, names)
        axes.set(xlabel=words.y, ylabel=words.x)
        axes.set_ylim(len(names) - 0.5, -0.5)
        axes.grid(visible=False, axis="y")

    return draw(paint, words, height=0.8 + ROOMY * len(names))


def scatter(
    groups: Sequence[tuple[str, npt.ArrayLike, npt.ArrayLike]],
    words: Words,
    *,
    names: Sequence[Sequence[str]] | None = None,
    log_x: bool = False,
) -> Figure:
    """Return points in groups of (name, x, y), each group with its colour and mark.

    Args:
        groups: the points; x and y have axes (n,).
        words: caption, text and axes.
        names: for each group the names to write beside its points.
        log_x: whether the horizontal axis is logarithmic.
    """
    marks = "osD^vP"

    def paint(axes: "Axes") -> None:
        for place, (name, x, y) in enumerate(groups):
            colour, mark = SERIES[place % len(SERIES)], marks[place % len(marks)]
            axes.scatter(x, y, label=name, color=colour, marker=mark, s=28)
            texts = names[place] if names else [""] * len(np.asarray(x))
            for text, across, up in zip(texts, np.asarray(x), np.asarray(y), strict=True):
                axes.annotate(text, (across, up), xytext=(5, 4), textcoords="offset points", fontsize=9)
        if log_x:
            _log_x(axes)
        if len(groups) > 1:
            _legend(axes, [name for name, _, _ in groups])

    return draw(paint, words)


def heat_map(
    values: npt.ArrayLike, rows: Sequence[str], columns: Sequence[str], words: Words, *, number: str = ".2g"
) -> Figure:
    """Return a table of cells, the more opaque the farther from 0, with its numbers where they are few.

    What lies below 0 has a colour of its own.

    Args:
        values: axes (rows, columns); NaN leaves a cell empty.
        rows: their names, top to bottom.
        columns: their names, left to right.
        words: caption, text and axes.
        number: the format of a number in a cell.
    """
    cells = np.asarray(values, dtype=np.float64)
    known = np.nan_to_num(cells)
    share = known / max(float(np.abs(known).max(initial=0.0)), 1e-12)
    return _cells(share, cells, (rows, columns), words, number=number)


def confusion(matrix: npt.ArrayLike, names: Sequence[str], words: Words) -> Figure:
    """Return a confusion matrix: rows true, columns predicted, each row in shares of its own samples.

    The numbers written are counts. The diagonal would drown the confusions, so their shares are drawn by
    their square root.

    Args:
        matrix: counts, axes (c true, c predicted).
        names: of the classes.
        words: caption, text and axes.
    """
    counts = np.asarray(matrix, dtype=np.float64)
    share = np.sqrt(counts / np.maximum(counts.sum(axis=1, keepdims=True), 1.0))
    return _cells(share, np.where(counts > 0, counts, np.nan), (names, names), words, number=",.0f")


def _cells(
    share: npt.NDArray[np.float64],
    numbers: npt.NDArray[np.float64],
    names: tuple[Sequence[str], Sequence[str]],
    words: Words,
    *,
    number: str,
) -> Figure:
    """Return cells as opaque as `share`, -1 to 1, is far from 0, `numbers` in them where they are few."""
    num_rows, num_columns = share.shape
    shades = np.zeros((num_rows, num_columns, 4))
    shades[..., :3] = np.where(share[..., None] < 0, SHADE_BELOW, SHADE)
    shades[..., 3] = OPAQUE * np.abs(share)

    def paint(axes: "Axes") -> None:
        axes.imshow(shades, interpolation="none", aspect="auto" if num_columns > 2 * num_rows else "equal")
        size = 9 if max(share.shape) <= MANY_NAMES else SMALL
        axes.set_yticks(np.arange(num_rows), names[0], fontsize=size)
        longest = max((len(name) for name in names[1]), default=0)
        turn = 90 if longest * num_columns > 90 else 0
        axes.set_xticks(np.arange(num_columns), names[1], fontsize=size, rotation=turn)
        axes.grid(visible=False)
        axes.tick_params(length=0)
        if max(share.shape) <= FEW_CELLS:
            for (row, column), value in np.ndenumerate(numbers):
                if math.isfinite(value):
                    axes.text(column, row, format(value, number), ha="center", va="center", fontsize=9)

    return draw(paint, words, height=min(5.2, max(1.6, 0.9 + 0.4 * num_rows)))


def _legend(axes: "Axes", names: Sequence[str]) -> None:
    """Put the names above the axes, where no line runs through them, side by side as far as they fit."""
    widest = LEGEND_MARK + LEGEND_LETTER * max(map(len, names))
    columns = max(1, min(len(names), int(WIDTH / widest)))
    axes.figure.legend(loc="outside upper left", ncols=columns)


def _log_x(axes: "Axes") -> None:
    """Make the horizontal axis logarithmic, its numbers written out."""
    from matplotlib.ticker import FuncFormatter, LogLocator

    axes.set_xscale("log")
    low, high = axes.get_xlim()
    if high < FEW_DECADES * low:  # powers of ten alone would leave 2,000 to 9,000 without a number
        axes.xaxis.set_major_locator(LogLocator(subs=(1.0, 2.0, 5.0)))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,g}"))
    axes.xaxis.set_minor_formatter("")
