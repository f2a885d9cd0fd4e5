"""Lines as a pen draws them, and the scribbles and patterns that are made of nothing but lines."""

from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt

from inkread.evaluation.garbage.pages import Ink

Line = npt.NDArray[np.float64]
"""Points of a line, axes (n, 2), across and down, in shares of the canvas."""

CANVAS = 200  # px, side
SHIFT = 4  # bits of a pixel's fraction that OpenCV draws with
FULL = 255


def drawn(rng: np.random.Generator, lines: Sequence[npt.ArrayLike], *, shake: float = 0.01) -> Ink:
    """Return `lines` as an unsteady hand draws them with one pen, axes (200, 200).

    Args:
        rng: chooses the pen's width and moves each point.
        lines: points in shares of the canvas, 0 to 1.
        shake: standard deviation of a point's place.
    """
    pen = int(rng.integers(4, 15))
    canvas = np.zeros((CANVAS, CANVAS), np.uint8)
    for line in lines:
        points = np.asarray(line, np.float64)
        points = np.clip(points + rng.normal(0, shake, points.shape), -0.1, 1.1)
        fixed = np.rint(points * CANVAS * (1 << SHIFT)).astype(np.int32)[:, None]
        cv2.polylines(
            canvas, [fixed], isClosed=False, color=FULL, thickness=pen, lineType=cv2.LINE_AA, shift=SHIFT
        )
    return canvas


def circle(x: float, y: float, radius: float, *, turns: float = 1.0, start: float = 0.0) -> Line:
    """Return a circle, or an arc of some turns."""
    angle = start + np.linspace(0, 2 * np.pi * turns, max(12, int(40 * turns)))
    return np.column_stack([x + radius * np.cos(angle), y + radius * np.sin(angle)])


def scribble(rng: np.random.Generator) -> Ink:
    """Return a pen's random walk, its speed random too."""
    steps = np.cumsum(np.cumsum(rng.normal(0, 0.012, (int(rng.integers(40, 160)), 2)), axis=0), axis=0)
    folded = np.abs(
        (steps + 0.5 + rng.uniform(-0.3, 0.3, 2)) % 2.0 - 1.0
    )  # back into the canvas at its edges
    return drawn(rng, [folded], shake=0.0)


def loops(rng: np.random.Generator) -> Ink:
    """Return a coil that runs across the page."""
    coil = circle(0, 0, rng.uniform(0.1, 0.22), turns=rng.uniform(3, 8))
    return drawn(rng, [coil + np.linspace((0.2, 0.5), (0.8, 0.5), len(coil))])


def zigzag(rng: np.random.Generator) -> Ink:
    """Return a line to and fro."""
    count = int(rng.integers(7, 30))
    low, high = rng.uniform(0.1, 0.35), rng.uniform(0.6, 0.9)
    across = np.linspace(0.1, 0.9, count)
    corners = np.column_stack([across, np.where(np.arange(count) % 2, low, high)])
    return drawn(rng, [corners if rng.random() < 0.5 else corners[:, ::-1]], shake=0.04)


def doodle(rng: np.random.Generator) -> Ink:
    """Return a smooth curve that comes back to where it began, on its way crossing itself."""
    angle = np.linspace(0, 2 * np.pi, 160)[:, None]
    waves = np.arange(1, int(rng.integers(6, 11)))
    start = rng.uniform(0, 2 * np.pi, (2, len(waves)))
    reach = rng.normal(0, 1, (2, len(waves))) / waves**0.3
    curve = np.stack([(np.sin(angle * waves + start[axis]) * reach[axis]).sum(axis=1) for axis in (0, 1)], 1)
    low, high = curve.min(axis=0), curve.max(axis=0)
    return drawn(rng, [0.1 + 0.8 * (curve - low) / (high - low).max()], shake=0.0)


def tangle(rng: np.random.Generator) -> Ink:
    """Return several Bézier curves one over the other."""
    share = np.linspace(0, 1, 40)[:, None]
    curves = []
    for _ in range(int(rng.integers(3, 8))):
        a, b, c, d = rng.uniform(-0.2, 1.2, (4, 2))
        curves.append(
            a * (1 - share) ** 3
            + 3 * b * share * (1 - share) ** 2
            + 3 * c * share**2 * (1 - share)
            + d * share**3
        )
    return drawn(rng, [np.clip(curve, 0.02, 0.98) for curve in curves], shake=0.0)


def crossing_out(rng: np.random.Generator) -> Ink:
    """Return a patch blackened by strokes that turn back at its edges, its ends not in line."""
    count = int(rng.integers(8, 24))
    ends = np.column_stack(
        [np.linspace(0.1, 0.9, count), np.arange(count) % 2 * 0.5 + rng.uniform(0, 0.4, count)]
    )
    angle = rng.uniform(0, np.pi)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    return drawn(rng, [(ends - 0.5) @ turn * 0.8 + 0.5], shake=0.03)


def hatching(rng: np.random.Generator) -> Ink:
    """Return lines across lines."""
    places = np.linspace(0.15, 0.85, int(rng.integers(4, 9)))
    upright = [[(at, 0.1), (at, 0.9)] for at in places]
    return drawn(rng, upright + [[(0.1, at), (0.9, at)] for at in places], shake=0.02)


def ruling(rng: np.random.Generator) -> Ink:
    """Return the lines of ruled paper with nothing on them."""
    count = int(rng.integers(4, 9))
    return drawn(rng, [[(0.0, at), (1.0, at)] for at in np.linspace(0.05, 0.95, count)], shake=0.002)


def maze(rng: np.random.Generator) -> Ink:
    """Return short walls at random on a grid."""
    count = int(rng.integers(5, 9))
    lines = []
    for row in range(count):
        for column in range(count):
            x, y = (column + 0.5) / count, (row + 0.5) / count
            step = ((1 / count, 0.0), (0.0, 1 / count))[int(rng.integers(2))]
            lines.append([(x, y), (x + step[0], y + step[1])])
    return drawn(rng, lines, shake=0.0)
