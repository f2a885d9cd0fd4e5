"""Signs as a pen draws them, for hands that have none: sets of characters hold letters and digits alone.

Fonts have signs, but set them as print does: a point close to its word, and small. People put down a blot,
some way off, and readers that learnt from fonts alone took it for a letter or for nothing.
"""

import cv2
import numpy as np

from inkread.trail import GreyImage

CAPITAL = 60  # px: the height of the capital beside which a sign is drawn
DASH_WIDTH, DASH_PEN = 0.45, 0.11  # of a capital's height
PEN = (0.08, 0.16)  # likewise, of the other signs
SHAKE = 0.02  # likewise, standard deviation of each point
EDGE = 20  # px around a sign, for the pen and what shakes
FULL, HALF = 255, 127

Stroke = tuple[tuple[float, float], ...]

POINT: Stroke = ((0.0, 0.96), (0.03, 0.97))
UPPER_POINT: Stroke = ((0.0, 0.5), (0.03, 0.51))
TAIL: Stroke = ((0.08, 0.92), (0.09, 1.02), (0.0, 1.18))
STROKES: dict[str, tuple[Stroke, ...]] = {
    ".": (POINT,),
    ",": (TAIL,),
    ":": (UPPER_POINT, POINT),
    ";": (UPPER_POINT, TAIL),
    "'": (((0.03, 0.0), (0.0, 0.25)),),
    '"': (((0.03, 0.0), (0.0, 0.25)), ((0.2, 0.0), (0.17, 0.25))),
    "!": (((0.05, 0.0), (0.0, 0.7)), ((0.0, 0.95), (0.02, 0.96))),
    "?": (
        ((0.0, 0.2), (0.1, 0.03), (0.33, 0.0), (0.46, 0.15), (0.4, 0.34), (0.25, 0.5), (0.22, 0.7)),
        ((0.2, 0.95), (0.22, 0.96)),
    ),
    "(": (((0.24, -0.06), (0.06, 0.2), (0.0, 0.52), (0.06, 0.86), (0.24, 1.12)),),
    ")": (((0.0, -0.06), (0.18, 0.2), (0.24, 0.52), (0.18, 0.86), (0.0, 1.12)),),
    "/": (((0.42, -0.04), (0.0, 1.04)),),
    "+": (((0.0, 0.55), (0.5, 0.55)), ((0.25, 0.3), (0.25, 0.8))),
    "=": (((0.0, 0.45), (0.45, 0.45)), ((0.0, 0.65), (0.45, 0.65))),
}
"""The strokes of each sign, points of x and y in heights of a capital: y is 0 at its top, 1 at the line."""

SIGNS = frozenset(STROKES) | {"-"}


def pen_sign(sign: str, rng: np.random.Generator) -> GreyImage:
    """Return a sign beside a capital of 60 px, white on black, cropped to its ink, axes (height, width).

    Args:
        sign: one of `SIGNS`.
        rng: the only source of chance.
    """
    return _cropped(_dash(rng) if sign == "-" else _strokes(STROKES[sign], rng))


def middle_of(sign: str) -> float:
    """Return where a sign's middle is, in heights of a capital from its top."""
    rows = [y for stroke in STROKES.get(sign, (((0.0, 0.5),),)) for _, y in stroke]
    return (min(rows) + max(rows)) / 2


def with_sign(
    ink: GreyImage, sign: str, rng: np.random.Generator, *, line: int, capital: float, gap: float
) -> GreyImage:
    """Return writing with a sign that a pen put behind it.

    Args:
        ink: of the writing, white on black, with a margin, axes (height, width).
        sign: one of `SIGNS`.
        rng: the only source of chance.
        line: the row on which the writing stands.
        capital: the height of a capital, px.
        gap: between the writing's ink and the sign, of a capital's height.
    """
    mark = pen_sign(sign, rng)
    shape = [max(2, round(side * capital / CAPITAL)) for side in mark.shape]
    mark = np.asarray(cv2.resize(mark, (shape[1], shape[0]), interpolation=cv2.INTER_AREA), dtype=np.uint8)
    columns = np.flatnonzero((ink > HALF).any(axis=0))
    left = (int(columns[-1]) + 1 if columns.size else 0) + max(0, round(gap * capital))
    top = round(line - capital * (1 - middle_of(sign)) - mark.shape[0] / 2)
    above, below = max(0, EDGE - top), max(0, top + mark.shape[0] + EDGE - ink.shape[0])
    page = np.pad(ink, ((above, below), (0, max(0, left + mark.shape[1] + EDGE - ink.shape[1]))))
    part = (slice(top + above, top + above + mark.shape[0]), slice(left, left + mark.shape[1]))
    page[part] = np.maximum(page[part], mark)
    return page


def _strokes(strokes: tuple[Stroke, ...], rng: np.random.Generator) -> GreyImage:
    """Return some strokes drawn with one pen, shaken a little."""
    pen = max(2, round(CAPITAL * float(rng.uniform(*PEN))))
    drawn = [CAPITAL * (np.array(stroke) + rng.normal(0.0, SHAKE, (len(stroke), 2))) for stroke in strokes]
    least = np.concatenate(drawn).min(axis=0) - EDGE
    width, height = np.ceil(np.concatenate(drawn).max(axis=0) + EDGE - least).astype(int).tolist()
    page = np.zeros((height, width), np.uint8)
    for points in drawn:
        at = np.rint(points - least).astype(np.int32)
        cv2.polylines(page, [at], isClosed=False, color=FULL, thickness=pen, lineType=cv2.LINE_AA)
    return page


def _dash(rng: np.random.Generator) -> GreyImage:
    """Return a dash, a little aslant."""
    height, width = 24, round(CAPITAL * DASH_WIDTH * rng.uniform(0.7, 1.4))
    page = np.zeros((height, width + 8), np.uint8)
    tilt = round(float(rng.normal(0.0, 1.5)))
    pen = max(3, round(CAPITAL * DASH_PEN * rng.uniform(0.7, 1.3)))
    cv2.line(page, (4, height // 2 - tilt), (width + 4, height // 2 + tilt), FULL, pen, cv2.LINE_AA)
    return page


def _cropped(page: GreyImage) -> GreyImage:
    """Return the part of a page that holds its ink."""
    left, top, width, height = cv2.boundingRect((page > HALF).view(np.uint8))
    return page[top : top + height, left : left + width]
