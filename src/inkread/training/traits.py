"""What NIST's writers left out and others write: dots on i and j, the foot and flag of a 1, bars on 7 and z.

EMNIST's i and j have often lost their dots, and its ones are nearly all plain strokes; a reader
trained on them alone takes a dotted i for an h and a European 1 for a 2.
"""

from collections.abc import Callable, Sequence
from types import MappingProxyType

import cv2
import numpy as np
import numpy.typing as npt

from inkread.preprocess.outline import stroke_width

Tile = npt.NDArray[np.uint8]
"""One glyph with room around it, axes (height, width), uint8, white ink on black; drawn on in place."""
Draw = Callable[[Tile, tuple[int, int, int, int], np.random.Generator], None]

WHITE = 255
SHIFT = 4  # OpenCV's fixed-point bits, so that lines need not start on whole pixels
INK = 100  # grey levels; above it a pixel is ink
BARRED = 0.4  # of the glyphs chosen for a trait
PLAIN_ONE = 0.45  # greatest width ÷ height of a 1 that is a plain stroke


def draw_traits(
    tiles: npt.NDArray[np.uint8], graphemes: Sequence[str], share: float, rng: np.random.Generator
) -> None:
    """Draw traits of their letter on `share` of the tiles, axes (n, height, width), in place."""
    chosen = rng.random(len(tiles)) < share
    for row in np.flatnonzero(chosen).tolist():
        draw = TRAITS.get(graphemes[row])
        if draw is not None:
            left, top, width, height = cv2.boundingRect((tiles[row] > INK).astype(np.uint8))
            if height > 0:
                draw(tiles[row], (top, left, height, width), rng)


def _dot(tile: Tile, box: tuple[int, int, int, int], rng: np.random.Generator) -> None:
    """Put a dot above a stem that has none."""
    top, left, height, width = box
    ink = (tile[top : top + height, left : left + width] > INK).astype(np.uint8)
    count, _ = cv2.connectedComponents(ink, connectivity=8)
    if count != 2:  # the background, and more than one stroke: the dot is there
        return
    stem = float(np.flatnonzero(ink[: max(1, height // 6)].any(axis=0)).mean()) + left
    radius = rng.uniform(0.9, 2.0)
    centre = (stem + rng.normal(0.0, 1.2), max(radius, top - radius - rng.uniform(1.2, 4.0)))
    axes = (radius, radius * rng.uniform(0.7, 1.4))
    cv2.ellipse(
        tile, _fixed(centre), _fixed(axes), rng.uniform(0, 180), 0, 360, WHITE, -1, cv2.LINE_AA, SHIFT
    )


def _foot_and_flag(tile: Tile, box: tuple[int, int, int, int], rng: np.random.Generator) -> None:
    """Give a plain 1 a flag, a foot, or both."""
    top, _, height, width = box
    if width > PLAIN_ONE * height:
        return
    rows = max(1, height // 6)
    head = float(np.flatnonzero((tile[top : top + rows] > INK).any(axis=0)).mean())
    heel = float(np.flatnonzero((tile[top + height - rows : top + height] > INK).any(axis=0)).mean())
    pen = _pen(tile)
    foot, flag = rng.random() < 0.7, rng.random() < 0.8
    if foot:
        ground, tilt = top + height - 0.5, rng.normal(0.0, 0.4)
        before, behind = height * rng.uniform(0.2, 0.4), height * rng.uniform(0.2, 0.4)
        _line(tile, (heel - before, ground + tilt), (heel + behind, ground - tilt), pen)
    if flag:
        reach, fall = height * rng.uniform(0.15, 0.4), height * rng.uniform(0.1, 0.4)
        _line(tile, (head, top + 0.5), (head - reach, top + fall), pen)


def _bar(tile: Tile, box: tuple[int, int, int, int], rng: np.random.Generator) -> None:
    """Draw a bar through the middle of a 7 or a z, more seldom than the other traits."""
    if rng.random() > BARRED:
        return
    top, _, height, _ = box
    level = top + height * rng.uniform(0.42, 0.6)
    row = tile[int(level)] > INK
    if not row.any():
        return
    middle = float(np.flatnonzero(row).mean())
    reach = height * rng.uniform(0.15, 0.35)
    tilt = rng.normal(0.0, 0.8)
    _line(tile, (middle - reach, level + tilt), (middle + reach, level - tilt), _pen(tile))


def _pen(tile: Tile) -> int:
    """Return the width of the pen that wrote the glyph, whole px, 1 to 4."""
    return int(np.clip(round(stroke_width((tile > INK).astype(np.uint8))), 1, 4))


def _line(tile: Tile, start: tuple[float, float], end: tuple[float, float], pen: int) -> None:
    """Draw a line from `start` to `end`, each (x, y)."""
    cv2.line(tile, _fixed(start), _fixed(end), WHITE, pen, cv2.LINE_AA, SHIFT)


def _fixed(point: tuple[float, float]) -> tuple[int, int]:
    """Return (x, y) in OpenCV's fixed-point form."""
    return round(point[0] * 2**SHIFT), round(point[1] * 2**SHIFT)


TRAITS: MappingProxyType[str, Draw] = MappingProxyType(
    {"i": _dot, "j": _dot, "1": _foot_and_flag, "7": _bar, "z": _bar, "Z": _bar}
)
