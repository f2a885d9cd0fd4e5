"""What NIST's writers left out and others write: dots, the foot of a 1, barred sevens, strokes that join.

EMNIST's i and j have often lost their dots, its ones are nearly all plain strokes, and its forms were
filled in with letters printed one by one. A reader trained on them alone takes a dotted i for an h, a
European 1 for a 2, and of joined-up writing a looped l for a d, an r for an n and a q for a v.
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
CURVE_POINTS = 9
PLAIN_ONE = 0.45  # greatest width ÷ height of a 1 that is a plain stroke


def draw_traits(
    tiles: npt.NDArray[np.uint8], graphemes: Sequence[str], share: float, rng: np.random.Generator
) -> None:
    """Draw each trait of its letter on `share` of the tiles, axes (n, height, width), in place."""
    for tile, grapheme in zip(tiles, graphemes, strict=True):
        for draw, weight in TRAITS.get(grapheme, ()):
            if rng.random() < share * weight:
                left, top, width, height = cv2.boundingRect((tile > INK).astype(np.uint8))
                if height > 0:
                    draw(tile, (top, left, height, width), rng)


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
        ground, tilt = top + height * rng.uniform(0.92, 0.98), height * rng.normal(0.0, 0.03)
        before, behind = height * rng.uniform(0.2, 0.55), height * rng.uniform(0.2, 0.55)
        _line(tile, (heel - before, ground + tilt), (heel + behind, ground - tilt), pen)
    if flag:
        reach = height * rng.uniform(0.15, 0.5)
        fall = reach * rng.uniform(0.5, 1.6)  # flatter, it would be the bar of a 7
        _line(tile, (head, top + 0.5), (head - reach, top + fall), pen)


def _bar(tile: Tile, box: tuple[int, int, int, int], rng: np.random.Generator) -> None:
    """Draw a bar through the middle of a 7 or a z."""
    top, _, height, _ = box
    level = top + height * rng.uniform(0.42, 0.6)
    row = tile[int(level)] > INK
    if not row.any():
        return
    middle = float(np.flatnonzero(row).mean())
    reach = height * rng.uniform(0.15, 0.35)
    tilt = rng.normal(0.0, 0.8)
    _line(tile, (middle - reach, level + tilt), (middle + reach, level - tilt), _pen(tile))


def _exit_stroke(tile: Tile, box: tuple[int, int, int, int], rng: np.random.Generator) -> None:
    """Let the pen leave towards the next letter, from the foot up to the right."""
    top, _, height, _ = box
    bottom = top + height - 1
    foot = np.flatnonzero((tile[bottom - height // 8 : bottom + 1] > INK).any(axis=0))
    reach, rise = height * rng.uniform(0.2, 0.45), height * rng.uniform(0.1, 0.4)
    start = (float(foot[-1]), float(bottom))
    _curve(tile, start, (start[0] + reach / 2, bottom + 0.5), (start[0] + reach, bottom - rise), _pen(tile))


def _upstroke(tile: Tile, box: tuple[int, int, int, int], rng: np.random.Generator) -> None:
    """Let the pen leave from the end of a stem below the line, steeply up to the right."""
    top, _, height, _ = box
    bottom = top + height - 1
    foot = np.flatnonzero((tile[bottom - height // 8 : bottom + 1] > INK).any(axis=0))
    reach, rise = height * rng.uniform(0.25, 0.6), height * rng.uniform(0.25, 0.7)
    _line(tile, (float(foot[-1]), bottom - 0.5), (foot[-1] + reach, bottom - rise), _pen(tile))


def _leg(tile: Tile, box: tuple[int, int, int, int], rng: np.random.Generator) -> None:
    """Take the arm of an r down to the line and out to the right, as schools teach it to be joined."""
    top, _, height, width = box
    arm = np.flatnonzero((tile[top : top + height // 3] > INK).any(axis=0))
    shoulder = (float(arm[-1]) - 0.5, top + height * rng.uniform(0.1, 0.2))
    knee = (shoulder[0] + width * rng.uniform(-0.15, 0.15), top + height - 1.0)
    tail = (knee[0] + height * rng.uniform(0.2, 0.5), top + height * rng.uniform(0.75, 1.0))
    _curve(tile, shoulder, knee, tail, _pen(tile))


def _rising_entry(tile: Tile, box: tuple[int, int, int, int], rng: np.random.Generator) -> None:
    """Let the pen arrive at a stem from the line below, up from the left."""
    top, _, height, _ = box
    met = top + height * rng.uniform(0.45, 0.8)
    stem = np.flatnonzero(tile[int(met)] > INK)
    if not stem.size:
        return
    end, reach = (float(stem[0]), met), height * rng.uniform(0.2, 0.5)
    start = (end[0] - reach, top + height * rng.uniform(0.9, 1.0))
    _curve(tile, end, (end[0] - reach / 3, (met + start[1]) / 2 + 1.0), start, _pen(tile))


def _entry_stroke(tile: Tile, box: tuple[int, int, int, int], rng: np.random.Generator) -> None:
    """Let the pen arrive from the letter before, up from the left to the head."""
    top, _, height, _ = box
    head = np.flatnonzero((tile[top : top + 1 + height // 8] > INK).any(axis=0))
    reach, fall = height * rng.uniform(0.15, 0.4), height * rng.uniform(0.15, 0.5)
    end = (float(head[0]), top + 1.0)
    _curve(tile, end, (end[0] - reach / 3, top + fall), (end[0] - reach, top + fall), _pen(tile))


def _loop(tile: Tile, box: tuple[int, int, int, int], rng: np.random.Generator) -> None:
    """Give a plain stem the loop of joined-up writing."""
    top, _, height, width = box
    if width > PLAIN_ONE * height:
        return
    rows = max(1, height // 6)
    stem = float(np.flatnonzero((tile[top : top + rows] > INK).any(axis=0)).mean())
    half = height * rng.uniform(0.34, 0.45)
    wide = height * rng.uniform(0.07, 0.16)
    centre = (stem + wide * 0.8, top + half)
    lean = rng.uniform(5, 25)
    cv2.ellipse(
        tile, _fixed(centre), _fixed((wide, half)), lean, 0, 360, WHITE, _pen(tile), cv2.LINE_AA, SHIFT
    )


def _curve(
    tile: Tile, start: tuple[float, float], bend: tuple[float, float], end: tuple[float, float], pen: int
) -> None:
    """Draw a quadratic Bézier curve; each point is (x, y)."""
    along = np.linspace(0.0, 1.0, CURVE_POINTS)[:, None]
    points = (1 - along) ** 2 * start + 2 * along * (1 - along) * bend + along**2 * np.asarray(end)
    cv2.polylines(tile, [np.rint(points * 2**SHIFT).astype(np.int32)], False, WHITE, pen, cv2.LINE_AA, SHIFT)


def _pen(tile: Tile) -> int:
    """Return the width of the pen that wrote the glyph, whole px, 1 to 4."""
    return int(np.clip(round(stroke_width((tile > INK).astype(np.uint8))), 1, 4))


def _line(tile: Tile, start: tuple[float, float], end: tuple[float, float], pen: int) -> None:
    """Draw a line from `start` to `end`, each (x, y)."""
    cv2.line(tile, _fixed(start), _fixed(end), WHITE, pen, cv2.LINE_AA, SHIFT)


def _fixed(point: tuple[float, float]) -> tuple[int, int]:
    """Return (x, y) in OpenCV's fixed-point form."""
    return round(point[0] * 2**SHIFT), round(point[1] * 2**SHIFT)


def _traits() -> dict[str, tuple[tuple[Draw, float], ...]]:
    """Return the traits of each letter that has any, with how often each is drawn, as parts of the share."""
    kinds: tuple[tuple[str, Draw, float], ...] = (
        ("1", _foot_and_flag, 1.8),  # outside North America most ones have them
        ("7zZ", _bar, 0.4),
        ("r", _leg, 0.6),
        ("l", _loop, 1.0),
        ("l", _rising_entry, 1.0),
        ("ijmnprsuvwxy", _entry_stroke, 1.0),
        ("acdehiklmntux", _exit_stroke, 1.0),
        ("q", _upstroke, 1.0),
        ("ij", _dot, 1.0),
    )
    letters = sorted({letter for held, _, _ in kinds for letter in held})
    return {
        letter: tuple((draw, weight) for held, draw, weight in kinds if letter in held) for letter in letters
    }


TRAITS: MappingProxyType[str, tuple[tuple[Draw, float], ...]] = MappingProxyType(_traits())
