"""Written ink as another hand would write it: slanted, stretched, wobbling, by another pen."""

import cv2
import numpy as np
import numpy.typing as npt

from inkread.trail import GreyImage

Floats = npt.NDArray[np.float32]

FINE = 48  # px: the height of ink that pens are drawn at; what is seen is smaller or a little larger
ROOM = 10  # px around the bent ink
KNOT = 24  # px between two knots of the wobble
SLANT = 0.22  # columns a row, standard deviation
STRETCH = 0.14  # standard deviation of the logarithm of the width
TURN = 0.025  # radians, standard deviation
WOBBLE = 0.035  # of the height, standard deviation of each knot
WAVE = 0.05  # of the height: how far the line of writing rises and falls, standard deviation
FULL = 255
BOLDEST, THINNEST = 0.25, 0.68  # of the blurred ink's peak: where the edge of a stroke is drawn
LEAST_KEPT = 0.55  # of the ink: a pen that leaves less breaks the strokes
PLAIN = 0.5


def bent(ink: GreyImage, rng: np.random.Generator) -> GreyImage:
    """Return ink, white on black, axes (height, width), as another hand and pen would have written it.

    The ink's own height comes out as 48 px, less where it is wide, plus what slant, turn and pen add.

    Args:
        ink: white on black, with ink in it.
        rng: the only source of chance.
    """
    scale = FINE / max(1, ink.shape[0]) * float(np.exp(rng.normal(0.0, 0.08)))
    slant, turn = float(rng.normal(0.0, SLANT)), float(rng.normal(0.0, TURN))
    wide = float(np.exp(rng.normal(0.0, STRETCH)))
    linear = np.array([[wide, -slant - turn], [turn * wide, 1.0]]) * scale
    corners = np.array([[0, 0], [ink.shape[1], 0], [0, ink.shape[0]], list(ink.shape[::-1])]) @ linear.T
    least = corners.min(axis=0) - ROOM
    width, height = (int(length) for length in np.ceil(corners.max(axis=0) + ROOM - least))
    back = np.linalg.inv(linear)
    columns, rows = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    noise = _smooth((2, height, width), WOBBLE * FINE, rng)
    columns += noise[0] + np.float32(least[0])
    rows += noise[1] + _wave(width, rng) + np.float32(least[1])
    across = (back[0, 0] * columns + back[0, 1] * rows).astype(np.float32)
    down = (back[1, 0] * columns + back[1, 1] * rows).astype(np.float32)
    # A far larger original is averaged first, or thin strokes would be lost between the sampled pixels.
    soft = cv2.blur(ink, (3, 3)) if scale < 1 / 2 else ink
    moved = cv2.remap(soft, across, down, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT)
    return _with_pen(np.asarray(moved, dtype=np.uint8), rng)


def _smooth(shape: tuple[int, int, int], deviation: float, rng: np.random.Generator) -> Floats:
    """Return smooth fields, axes `shape`, of a standard deviation at their knots."""
    count, height, width = shape
    knots = rng.normal(0.0, deviation, (count, height // KNOT + 2, width // KNOT + 2)).astype(np.float32)
    return np.stack([cv2.resize(one, (width, height), interpolation=cv2.INTER_CUBIC) for one in knots])


def _wave(width: int, rng: np.random.Generator) -> Floats:
    """Return how far the line of writing rises at each column, px."""
    knots = rng.normal(0.0, WAVE * FINE, (1, max(2, width // (4 * KNOT) + 2))).astype(np.float32)
    return np.asarray(cv2.resize(knots, (width, 1), interpolation=cv2.INTER_CUBIC), dtype=np.float32)


def _with_pen(moved: GreyImage, rng: np.random.Generator) -> GreyImage:
    """Return the ink with the edge of its strokes drawn further out or in, its ends soft."""
    blurred = cv2.GaussianBlur(moved, (0, 0), float(rng.uniform(0.5, 1.4))).astype(np.float32)
    peak = float(np.percentile(blurred[moved > FULL // 2], 75)) if (moved > FULL // 2).any() else float(FULL)
    level = float(rng.uniform(BOLDEST, THINNEST)) + _smooth((1, *moved.shape), 0.05, rng)[0]
    drawn = _edge(blurred, np.clip(level, 0.1, 0.8) * peak)
    plain = _edge(blurred, np.float32(PLAIN * peak))
    return drawn if drawn.sum(dtype=np.int64) >= LEAST_KEPT * plain.sum(dtype=np.int64) else plain


def _edge(blurred: Floats, level: "Floats | np.float32") -> GreyImage:
    """Return what lies above a level, with an edge about a pixel wide, 0-255."""
    return np.asarray(np.clip((blurred - level) * 6.0 + FULL / 2, 0, FULL), dtype=np.uint8)
