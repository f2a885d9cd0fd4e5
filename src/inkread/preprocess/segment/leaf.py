"""A leaf of paper on a table: where it lies in a photograph, and the picture of it alone, flat and upright.

A table around a page is darker than its paper, as ink is: of twelve letters on tables of all tones, eleven
came out as nothing or as made-up text. A picture that is all paper, or of which this is not clear, is left
alone.
"""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from inkread.preprocess.paper import Mask, fit_longest_side
from inkread.preprocess.polarity import otsu_split
from inkread.preprocess.segment.affine import Homography
from inkread.preprocess.tally import histogram
from inkread.trail import GreyImage, Number

LOOKED_AT = 400  # px: the longest side of the copy on which the leaf is looked for
LEAST_SIDE = 150  # px: a lower or narrower picture is a crop of some writing
STRIDE = 4  # of so many times the copy's size every second pixel and row does: the mean of all takes longer
STROKE = 9  # px of the copy: no stroke is wider
LEAST_SHARE, MOST_SHARE = 0.1, 0.985  # of the picture: what a leaf covers
LEAST_STEP = 15.0  # grey levels from the table up to the leaf, within STEP px: a shadow's edge is softer
STEP = 4  # px of the copy
CLEAR = 0.9  # of the leaf's edge has such a step, and of the picture's edge beside the leaf is table
SOLID = 0.93  # of its hull: a leaf is whole, a letter is not
SQUARE = 0.95  # of the four-sided figure around it: a leaf that lies whole in the picture
MARK = 0.2  # of the level around it, and LEAST_MARK levels: so much darker is a stroke
LEAST_MARK = 20.0
STRAY = 0.05  # of the strokes: with more of them outside, the rest is paper too, in a shadow
LEAST_STRAYS = 12  # px of the copy
INSET = 2  # px of the copy: the soft edge of the leaf
FURTHER = 12  # px of the copy: the paper goes on as it is so near
ANY_STROKES = 0.0005  # of the leaf: one without is a light mark on a dark ground

MIDDLE: Homography = np.array([[1.0, 0.0, -0.5], [0.0, 1.0, -0.5], [0.0, 0.0, 1.0]])

Corners = npt.NDArray[np.float64]
"""The corners of a leaf from its left top clockwise, axes (4, 2), x and y."""


@dataclass(frozen=True, slots=True, eq=False)
class Leaf:
    """The picture of a leaf alone.

    Attributes:
        grey: axes (height, width), uint8; where the leaf ends before its picture does, the paper goes on.
        to_source: from places in it to those in the photograph.
        numbers: the share of the photograph that it covers, and whether its perspective was undone.
    """

    grey: GreyImage
    to_source: Homography
    numbers: dict[str, Number]


def leaf_of(photo: GreyImage) -> Leaf | None:
    """Return the leaf of paper on a darker table, or None where there is none or it is not clear.

    Args:
        photo: axes (height, width).
    """
    if min(photo.shape) < LEAST_SIDE:
        return None
    small = _copy(photo)
    light = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((STROKE, STROKE), np.uint8))
    counts = histogram(light)
    if int(np.flatnonzero(counts)[-1]) - int(np.flatnonzero(counts)[0]) < LEAST_STEP:
        return None
    found = _largest(light > otsu_split(counts)[0])
    if found is None or not _stands_out(found, light) or not _holds_all_strokes(found, small, light):
        return None
    corners = _corners(found)
    scale = np.array([photo.shape[1] / small.shape[1], photo.shape[0] / small.shape[0]])
    onto, shape = _part(found, corners, scale)
    numbers: dict[str, Number] = {"share": round(float(found.mean()), 3), "flattened": corners is not None}
    return Leaf(_on_paper(photo, found, light, onto, shape), onto, numbers)


def _copy(photo: GreyImage) -> GreyImage:
    """Return the copy on which the leaf is looked for."""
    step = max(1, max(photo.shape) // (STRIDE * LOOKED_AT) * 2)
    return fit_longest_side(np.ascontiguousarray(photo[::step, ::step]), LOOKED_AT)


def _largest(bright: npt.NDArray[np.bool_]) -> Mask | None:
    """Return the largest bright part without its holes, or None where no leaf is of that size or shape."""
    whole = cv2.morphologyEx(bright.view(np.uint8), cv2.MORPH_OPEN, np.ones((STROKE, STROKE), np.uint8))
    outlines, _ = cv2.findContours(whole, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    if not outlines:
        return None
    outline = max(outlines, key=cv2.contourArea)
    leaf = cv2.drawContours(np.zeros_like(whole), [outline], -1, 1, cv2.FILLED)
    share, hull = float(leaf.mean()), cv2.contourArea(cv2.convexHull(outline))
    if not LEAST_SHARE <= share <= MOST_SHARE or cv2.contourArea(outline) < SOLID * hull:
        return None
    return np.asarray(leaf, np.uint8)


def _stands_out(leaf: Mask, light: GreyImage) -> bool:
    """Return whether the leaf is clearly lighter than all around it, up to the picture's edge."""
    reach = np.ones((2 * STEP + 1, 2 * STEP + 1), np.uint8)
    beside = cv2.dilate(leaf, reach) > cv2.dilate(leaf, np.ones((STEP | 1, STEP | 1), np.uint8))
    if not beside.any():
        return False
    nearest = cv2.dilate(
        np.where(leaf > 0, light, 0).astype(np.uint8), np.ones((4 * STEP + 1,) * 2, np.uint8)
    )
    steps = nearest[beside].astype(np.float64) - light[beside]
    if (steps >= LEAST_STEP).mean() < CLEAR:
        return False
    inner = float(np.median(light[leaf > 0]))
    sides = [
        (leaf[0], light[0]),
        (leaf[-1], light[-1]),
        (leaf[:, 0], light[:, 0]),
        (leaf[:, -1], light[:, -1]),
    ]
    table = np.concatenate([level[part == 0] for part, level in sides])
    return bool(table.size and (table <= inner - LEAST_STEP).mean() >= CLEAR)


def _holds_all_strokes(leaf: Mask, small: GreyImage, light: GreyImage) -> bool:
    """Return whether there are strokes on the leaf, and hardly any beside it."""
    depth = light.astype(np.float32) - small
    strokes = depth > np.maximum(LEAST_MARK, MARK * light)
    kernel = np.ones((STROKE, STROKE), np.uint8)
    inside = strokes & (cv2.erode(leaf, kernel) > 0)
    outside = strokes & (cv2.dilate(leaf, kernel) == 0)
    num = int(inside.sum())
    return num >= ANY_STROKES * int(leaf.sum()) and int(outside.sum()) <= max(LEAST_STRAYS, STRAY * num)


def _corners(leaf: Mask) -> Corners | None:
    """Return the corners of a leaf that lies whole in its picture and has four; None for any other."""
    height, width = leaf.shape
    outlines, _ = cv2.findContours(leaf, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    hull = cv2.convexHull(outlines[0])
    around = cv2.arcLength(hull, True)
    for share in (0.01, 0.02, 0.03, 0.05):
        figure = cv2.approxPolyDP(hull, share * around, True)
        if len(figure) == 4:
            break
    else:
        return None
    points = figure.reshape(4, 2).astype(np.float64)
    inside = (points > 1) & (points < np.array([width, height]) - 2)
    if not inside.all() or cv2.contourArea(hull) < SQUARE * cv2.contourArea(figure):
        return None
    middle = points.mean(axis=0)
    turn = np.arctan2(*(points - middle).T[::-1])
    points = points[np.argsort(turn)]  # clockwise, as rows grow downwards
    first = int(points.sum(axis=1).argmin())
    return np.asarray(np.roll(points, -first, axis=0) + 0.5)


def _part(found: Mask, corners: Corners | None, scale: Corners) -> tuple[Homography, tuple[int, int]]:
    """Return the map from the leaf's own picture to the photograph, and that picture's width and height.

    Args:
        found: the leaf on the copy.
        corners: its corners there, or None where it is cut out as it lies.
        scale: px of the photograph for each of the copy, axes (2,), x and y.
    """
    if corners is None:
        left, top, width, height = cv2.boundingRect(found)
        corners = np.array(
            [[left, top], [left + width, top], [left + width, top + height], [left, top + height]]
        )
    ends = corners * scale
    sides = np.linalg.norm(np.roll(ends, -1, axis=0) - ends, axis=1)
    width, height = max(1, round(max(sides[0], sides[2]))), max(1, round(max(sides[1], sides[3])))
    upright = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    return cv2.getPerspectiveTransform(upright, ends.astype(np.float32)), (width, height)


def _on_paper(
    photo: GreyImage, found: Mask, light: GreyImage, onto: Homography, shape: tuple[int, int]
) -> GreyImage:
    """Return the leaf's own picture, with paper where the leaf ends before it.

    Args:
        photo: the photograph.
        found: the leaf on the copy.
        light: the copy without strokes.
        onto: from the leaf's own picture to the photograph.
        shape: of that picture, width and height.
    """
    inner = cv2.erode(found, np.ones((2 * INSET + 1, 2 * INSET + 1), np.uint8), borderValue=1)
    reach = (2 * FURTHER + 1, 2 * FURTHER + 1)
    level = cv2.blur((light * inner).astype(np.float32), reach, borderType=cv2.BORDER_CONSTANT)
    weight = cv2.blur(inner.astype(np.float32), reach, borderType=cv2.BORDER_CONSTANT)
    usual = float(np.median(light[inner > 0]))
    paper = np.where(weight > 0, level / np.maximum(weight, 1e-6), usual).astype(np.uint8)
    shrink = np.diag([found.shape[1] / photo.shape[1], found.shape[0] / photo.shape[0], 1.0])
    there = MIDDLE @ onto @ np.linalg.inv(MIDDLE)  # OpenCV counts from the middle of the first pixel
    here = MIDDLE @ shrink @ onto @ np.linalg.inv(MIDDLE)
    back = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    own = cv2.warpPerspective(photo, there, shape, flags=back, borderMode=cv2.BORDER_REPLICATE)
    around = cv2.warpPerspective(paper, here, shape, flags=back, borderMode=cv2.BORDER_REPLICATE)
    nearest = cv2.INTER_NEAREST | cv2.WARP_INVERSE_MAP
    is_leaf = cv2.warpPerspective(inner, here, shape, flags=nearest, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(np.where(is_leaf > 0, own, around), np.uint8)
