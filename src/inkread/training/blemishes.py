"""Blemishes of ink: lines drawn through it, grains and holes, nothing left but the outline.

Real images have them from ruled paper and neighbours that touch, from bad binarisation, from markers that dry
out and from scans reduced to edges. A network that has never met one reads a struck-through 3 as an 8.
"""

import cv2
import numpy as np
import numpy.typing as npt

Inked = npt.NDArray[np.uint8]
"""Glyphs on the fine tiles, axes (n, 60, 60), uint8, 0 or 255."""

INK = 255
MOST_CORNERS = 4  # of a line drawn through a glyph; two make it straight
MOST_LINE = 3  # px of the tile: its width
OVERSHOOT = 0.15  # of the glyph's side: how far beyond the glyph a line may reach
MOST_GRAINS = 0.06  # share of the pixels around the glyph
LEAST_LEFT = 0.25  # of the ink: an outline of less is no glyph any more
DASHED = 0.5  # share of the lines
DASH = (2, 6)  # px of the tile
THREE = np.ones((3, 3), np.uint8)


def blemish(inked: Inked, share: float, rng: np.random.Generator) -> Inked:
    """Return the glyphs, a share of them blemished, each in one way.

    Args:
        inked: glyphs on their tiles.
        share: of the glyphs, 0 to 1.
        rng: the only source of chance.
    """
    chosen = np.flatnonzero(rng.random(len(inked)) < share)
    ways = rng.integers(len(WAYS), size=len(chosen))
    made = inked.copy()
    for row, way in zip(chosen.tolist(), ways.tolist(), strict=True):
        if inked[row].any():
            made[row] = WAYS[way](inked[row], rng)
    return made


def _struck(ink: Inked, rng: np.random.Generator) -> Inked:
    """Return a glyph, axes (60, 60), with one or two lines through it or along it, some of them dashed."""
    left, top, width, height = cv2.boundingRect(ink)
    reach = OVERSHOOT * max(width, height)
    low, high = np.array([left, top]) - reach, np.array([left + width, top + height]) + reach
    struck = ink.copy()
    for _ in range(int(rng.integers(1, 3))):
        corners = rng.uniform(low, high, (int(rng.integers(2, MOST_CORNERS + 1)), 2))
        if rng.random() < 1 / 2:  # from side to side, as a rule does, or from top to bottom
            axis = int(rng.integers(2))
            corners[:, axis] = np.linspace(low[axis], high[axis], len(corners))
        line = np.zeros_like(ink)
        points = np.rint(corners).astype(np.int32)
        pen = int(rng.integers(1, MOST_LINE + 1))
        cv2.polylines(line, [points], isClosed=False, color=INK, thickness=pen)
        if rng.random() < DASHED:
            line &= _dashes(line.shape, rng)
        struck |= line
    return struck


def _dashes(shape: tuple[int, ...], rng: np.random.Generator) -> Inked:
    """Return stripes across the tile that cut a line into dashes, axes (60, 60), 0 or 255."""
    dash, gap = (int(length) for length in rng.integers(*DASH, 2))
    rows, columns = np.indices(shape)
    along = rows + columns if rng.random() < 1 / 2 else rows - columns
    return np.where(along % (dash + gap) < dash, np.uint8(INK), np.uint8(0))


def _grainy(ink: Inked, rng: np.random.Generator) -> Inked:
    """Return a glyph with grains on the paper around it and holes in its ink, each a pixel or two wide."""
    left, top, width, height = cv2.boundingRect(ink)
    grains = (rng.random(ink.shape) < rng.uniform(0.0, MOST_GRAINS)).astype(np.uint8)
    if rng.random() < 1 / 2:
        grains = np.asarray(cv2.dilate(grains, np.ones((2, 2), np.uint8)), np.uint8)
    near = np.zeros_like(ink)
    near[top : top + height, left : left + width] = 1
    return np.where(grains & near > 0, np.uint8(INK) - ink, ink)


def _hollow(ink: Inked, rng: np.random.Generator) -> Inked:
    """Return the outline of a glyph, a pixel or two of the tile wide; a thin glyph as it is."""
    core = cv2.erode(ink, THREE, iterations=int(rng.integers(1, 3)))
    rim = np.asarray(cv2.subtract(ink, core), np.uint8)
    return rim if np.count_nonzero(rim) >= LEAST_LEFT * np.count_nonzero(ink) else ink


WAYS = (_struck, _grainy, _hollow)
