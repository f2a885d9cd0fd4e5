"""What people leave in and around a tick box, drawn by chance."""

import itertools

import cv2
import numpy as np

TICKED = ("tick", "cross", "stroke", "scribble", "filled", "beyond")
UNTICKED = ("clean", "specks", "tail")
DOUBTFUL = ("struck", "edge", "pale", "dot")
CURVE = 24  # points of a stroke
PALE = (0.1, 0.2)  # of the paper's light that pale ink takes away
DUST = (0.02, 0.05)  # of the box's side, but of at least 1 px: radius of a speck


def drawn_mark(sheet, kind, box, pen, rng):
    """Draw a mark onto a sheet.

    Args:
        sheet: axes (height, width), 0-255, float32; drawn on.
        kind: one of those above.
        box: left, top and side of the frame, px.
        pen: grey level of the ink, and width of a stroke in px; of a small box at most an eighth of its side.
        rng: where chance comes from.
    """
    left, top, side = box
    dark, wide = pen[0], min(pen[1], side / 8)
    strokes = STROKES[kind](rng) if kind in STROKES else []
    corner = np.array([max(0, left - side), max(0, top - side)])
    part = sheet[corner[1] : top + 2 * side, corner[0] : left + 2 * side]
    ink = np.zeros(part.shape, np.uint8)
    place = np.array([left, top]) - corner
    for points in strokes:
        path = np.rint(8 * (place + side * np.asarray(points))).astype(np.int32)
        cv2.polylines(ink, [path], False, 255, max(1, round(wide)), cv2.LINE_AA, 3)
    for radius in _radii(kind, side, wide, rng):
        x, y = place + side * rng.uniform(0.25, 0.75, 2)
        cv2.circle(ink, (round(x), round(y)), max(1, round(radius)), 255, -1, cv2.LINE_AA)
    if kind == "pale":
        dark = 255 * (1 - float(rng.uniform(*PALE)))
    share = cv2.GaussianBlur(ink.astype(np.float32) / 255, (0, 0), 0.8)
    part *= 1 - share
    part += dark * share


def _radii(kind, side, wide, rng):
    """Return the radius of each round mark."""
    if kind == "specks":
        return [side * rng.uniform(*DUST) for _ in range(int(rng.integers(1, 4)))]
    return [wide * rng.uniform(0.6, 0.9)] if kind == "dot" else []


def _curved(start, end, rng, bow=0.08):
    """Return the points of a stroke, a little bent, axes (n, 2), in sides of the box."""
    start, end = np.asarray(start, float), np.asarray(end, float)
    way = end - start
    share = np.linspace(0, 1, CURVE)[:, None]
    return start + share * way + rng.normal(0, bow) * np.sin(np.pi * share) * np.array([-way[1], way[0]])


def _near(rng, x, y, spread=0.08):
    return rng.normal((x, y), spread)


def _tick(rng, scale=1.0):
    turn = [_near(rng, 0.42, 0.78), _near(rng, 0.18, 0.48), _near(rng, 0.85, 0.15)]
    low, start, end = (np.array([0.5, 0.5]) + scale * (point - 0.5) for point in turn)
    return [_curved(start, low, rng), _curved(low, end, rng)]


def _cross(rng, scale=1.0):
    ends = [_near(rng, *corner) for corner in ((0.2, 0.2), (0.8, 0.8), (0.8, 0.2), (0.2, 0.8))]
    a, b, c, d = (np.array([0.5, 0.5]) + scale * (point - 0.5) for point in ends)
    return [_curved(a, b, rng), _curved(c, d, rng)]


def _stroke(rng):
    ends = ((0.2, 0.8), (0.8, 0.2)) if rng.random() < 0.6 else ((0.2, 0.2), (0.8, 0.8))
    return [_curved(*(_near(rng, *end) for end in ends), rng)]


def _scribble(rng):
    ys = np.linspace(0.2, 0.8, int(rng.integers(5, 9)))
    points = [
        np.array([0.18 if place % 2 else 0.82, y]) + rng.normal(0, 0.06, 2) for place, y in enumerate(ys)
    ]
    return [_curved(a, b, rng) for a, b in itertools.pairwise(points)]


def _filled(rng):
    low, high = rng.uniform(-0.02, 0.1), rng.uniform(0.9, 1.02)
    ys = np.linspace(low, high, 24)
    points = [
        np.array([low if place % 2 else high, y]) + rng.normal(0, 0.02, 2) for place, y in enumerate(ys)
    ]
    return [_curved(a, b, rng, 0.02) for a, b in itertools.pairwise(points)]


def _beyond(rng):
    scale = float(rng.uniform(1.5, 2.4))
    return _tick(rng, scale) if rng.random() < 0.6 else _cross(rng, scale)


def _tail(rng):
    """A stroke from beside that ends within a fifth of the box."""
    deep, along = rng.uniform(0.02, 0.2), rng.uniform(0.2, 0.8)
    stroke = _curved((along + rng.normal(0, 0.25), -0.7), (along, deep), rng, 0.15)
    return [_turned(stroke, int(rng.integers(4)))]


def _edge(rng):
    """A line just inside of the frame, along it."""
    away = rng.uniform(0.14, 0.2)
    return [_turned(_curved((0.2, away), (0.8, away + rng.normal(0, 0.02)), rng, 0.02), int(rng.integers(4)))]


def _struck(rng):
    """Filled, and a line through it."""
    level = rng.normal(0.5, 0.1, 2)
    return [*_filled(rng), _turned(_curved((-0.4, level[0]), (1.4, level[1]), rng), int(rng.integers(2)))]


def _turned(points, quarters):
    for _ in range(quarters):
        points = np.column_stack([1 - points[:, 1], points[:, 0]])
    return points


STROKES = {
    "tick": _tick,
    "cross": _cross,
    "stroke": _stroke,
    "scribble": _scribble,
    "filled": _filled,
    "beyond": _beyond,
    "tail": _tail,
    "struck": _struck,
    "edge": _edge,
    "pale": _stroke,
}
"""What draws the strokes of each kind that has some."""
