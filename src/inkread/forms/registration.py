"""Where a blank form lies in a picture of a filled one: turned, scaled, aslant, upside down, in shadow.

Points of the print that look alike in both (SIFT: Lowe 2004, International Journal of Computer Vision 60:91)
vote for one perspective map, found by MAGSAC++ (Barath et al. 2020, CVPR). On 14 composed photographs the
maps of SIFT at two scales differed by 0.6 px at most, and ORB's was more than 10 px off in 8; AKAZE does not
come with OpenCV 5.
"""

from dataclasses import dataclass, replace
from typing import Any, TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

from inkread.errors import ImageError
from inkread.forms.bend import Bend
from inkread.trail import GreyImage

LOOKED_AT = 1200  # px: the longest side of the copies on which points are looked for
COMPARED = 2400  # px: likewise, of those on which print is compared
MOST_POINTS = 4000
DISTINCT = 0.8  # of the second-best distance: a match that is no nearer is one of many boxes
NEAR = 4.0  # px: matches that agree with the map are so near to it
LEAST_AGREEING = 30  # matches: of 80 pictures of other forms and pages at most 22 agreed
LEAST_PRINT = 0.7  # of the print must be seen where the map says: of the others it was half at most
PRINT_LEVEL = 40  # grey levels under the paper: print
SMALL = 4  # times smaller: the copy on which the paper's level is found
WIDEST_PRINT = 15  # px of that copy: bars of print are no wider
WIDEST_DARK = SMALL * WIDEST_PRINT  # px: a wider dark place is taken for paper in shadow, as a rule
LEAST_SHEET = 10_000.0  # px²: no form is read from less
LOOKED_THROUGH = 64  # places along a box's longer side at which is asked whether the picture shows them
REACH = 2  # px: where print is looked for around its place

Homography: TypeAlias = npt.NDArray[np.float64]
"""A perspective map of points (x, y, 1), axes (3, 3)."""


@dataclass(frozen=True, slots=True, eq=False)
class Registration:
    """Where the blank form lies in a picture.

    Attributes:
        to_image: maps places of the blank picture onto the image, px.
        matches: how many points of the print were found in both.
        agreeing: how many of them agree with the map.
        print_seen: how much of the print is there where the map says, 0-1.
        bend: how the sheet bends.
    """

    to_image: Homography
    matches: int
    agreeing: int
    print_seen: float
    bend: Bend

    def part(
        self, image: GreyImage, left: float, top: float, shape: tuple[int, int], *, scale: float
    ) -> GreyImage:
        """Return a part of the form as it lies in the picture, upright and flat, axes (height, width).

        Args:
            image: the picture, axes (height, width).
            left: of the part, px of the blank picture.
            top: of it.
            shape: height and width of the part, px of the result.
            scale: px of the result for each px of the blank picture.
        """
        maps = _maps(self.to_image, self.bend, (left, top), shape, scale=scale)
        return np.asarray(cv2.remap(image, *maps, cv2.INTER_LINEAR, borderValue=255), np.uint8)

    def share_in(self, shape: tuple[int, ...], box: tuple[int, int, int, int]) -> float:
        """Return how much of a box of the form the picture shows, 0-1.

        Args:
            shape: height and width of the picture.
            box: left, top, width and height, px of the blank picture.
        """
        left, top, width, height = box
        scale = LOOKED_THROUGH / max(width, height)
        small = max(2, round(height * scale)), max(2, round(width * scale))
        x, y = _maps(self.to_image, self.bend, (left, top), small, scale=scale)
        tall, wide = shape
        return float(((x > -1) & (x < wide) & (y > -1) & (y < tall)).mean())

    def corners(self, left: float, top: float, width: float, height: float) -> npt.NDArray[np.float64]:
        """Return where a box of the blank picture lies, axes (4, 2): x and y, clockwise from its left top."""
        ends = np.array(
            [[left, top], [left + width, top], [left + width, top + height], [left, top + height]]
        )
        return mapped(ends, self.to_image)


class BlankForm:
    """The blank form's picture, prepared for finding it in others.

    Args:
        grey: axes (height, width).
        width: of the picture that boxes refer to, px; `grey` may be smaller where its decoder scaled it.
        height: of that picture, px.

    Raises:
        ImageError: `blank_form` when it holds too little print to be found by.
    """

    def __init__(self, grey: GreyImage, *, width: int, height: int) -> None:
        """Find its points."""
        if grey.shape != (height, width):
            grey = np.asarray(cv2.resize(grey, (width, height), interpolation=cv2.INTER_AREA), np.uint8)
        self.as_it_came = grey
        self.grey = without_light(grey)
        self._points, self._marks = _points_of(self.grey)
        if len(self._points) < LEAST_AGREEING:
            raise ImageError(
                f"expected a blank form with print to find it by, got {len(self._points)} points;"
                " scan it larger, or print a title on it",
                reason="blank_form",
            )

    def found_in(self, grey: GreyImage) -> Registration:
        """Return where the form lies in a picture, axes (height, width).

        Raises:
            ImageError: `other_form` when too little of its print is seen.
        """
        level = without_light(grey)
        points, marks = _points_of(level)
        ours, theirs = _pairs(self._points, self._marks, points, marks)
        if len(ours) >= LEAST_AGREEING:
            onto, agrees = cv2.findHomography(
                ours, theirs, cv2.USAC_MAGSAC, NEAR * _scale(level), maxIters=10_000, confidence=0.9999
            )
            agreeing = 0 if onto is None else int(np.count_nonzero(agrees))
            if agreeing >= LEAST_AGREEING and _is_sound(onto, self.grey.shape):
                back = mapped(theirs.astype(np.float64), np.linalg.inv(onto))
                bend = Bend.of(ours.astype(np.float64), back, longest=max(self.grey.shape))
                found = Registration(onto, len(ours), agreeing, 0.0, bend)
                seen = self._print_seen(level, found)
                if seen >= LEAST_PRINT:
                    return replace(found, print_seen=seen)
                what = f"{seen:.0%} of the form's print"
            else:
                what = f"{agreeing} points of its print that agree"
        else:
            what = f"{len(ours)} points of its print"
        raise ImageError(
            f"expected a picture of the form, got one with {what}; take the whole sheet, flat and sharp, or"
            " choose this form's own template",
            reason="other_form",
        )

    def _print_seen(self, level: GreyImage, found: Registration) -> float:
        """Return how much of the print is seen in a picture without light, on a copy of some size."""
        height, width = self.grey.shape
        scale = min(1.0, COMPARED / max(height, width))
        shape = max(1, round(height * scale)), max(1, round(width * scale))
        blank = np.asarray(cv2.resize(self.grey, shape[::-1], interpolation=cv2.INTER_AREA), np.uint8)
        return print_seen(blank, found.part(level, 0.0, 0.0, shape, scale=scale))


def mapped(points: npt.NDArray[np.float64], onto: Homography) -> npt.NDArray[np.float64]:
    """Return points, axes (n, 2), after a perspective map."""
    return np.asarray(cv2.perspectiveTransform(points[None].astype(np.float64), onto)[0], np.float64)


def without_light(grey: GreyImage, *, widest: float = WIDEST_DARK) -> GreyImage:
    """Return a picture of a page with its paper at 255 all over, axes (height, width).

    Args:
        grey: the picture.
        widest: px of a dark place at most; a wider one is taken for paper in shadow.
    """
    height, width = grey.shape
    smaller = max(SMALL, round(widest / WIDEST_PRINT))
    shape = max(1, width // smaller), max(1, height // smaller)
    small = cv2.resize(grey, shape, interpolation=cv2.INTER_AREA)
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (WIDEST_PRINT, WIDEST_PRINT))
    paper = cv2.GaussianBlur(cv2.morphologyEx(small, cv2.MORPH_CLOSE, disc), (0, 0), WIDEST_PRINT / 3)
    whole = cv2.resize(paper, (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(grey, np.maximum(whole, 1), scale=255), np.uint8)


def print_seen(blank: GreyImage, seen: GreyImage) -> float:
    """Return how much of the blank form's print is dark in a picture that was laid over it, 0-1.

    Args:
        blank: the blank form without light, axes (height, width).
        seen: the picture without light, likewise.
    """
    around = cv2.erode(seen, np.ones((2 * REACH + 1, 2 * REACH + 1), np.uint8))
    printed = blank < 255 - 2 * PRINT_LEVEL
    return float((around[printed] < 255 - PRINT_LEVEL).mean()) if printed.any() else 0.0


def _maps(
    onto: Homography, bend: Bend, corner: tuple[float, float], shape: tuple[int, int], *, scale: float
) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
    """Return where each pixel of a part of the form lies in the picture: x and y, axes (height, width)."""
    (left, top), (height, width) = corner, shape
    x = left + (np.arange(width, dtype=np.float32)[None] + 0.5) / scale - 0.5
    y = top + (np.arange(height, dtype=np.float32)[:, None] + 0.5) / scale - 0.5
    shifts = bend.over(left, top, width, height, scale=scale)
    x, y = x + shifts[..., 0], y + shifts[..., 1]
    first, second, depth = (row[0] * x + row[1] * y + row[2] for row in onto.astype(np.float32))
    return first / depth, second / depth


def _scale(grey: GreyImage) -> float:
    """Return px of a picture for each px of the copy that points are looked for on."""
    height, width = grey.shape
    return max(1.0, float(max(height, width)) / LOOKED_AT)


def _points_of(grey: GreyImage) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
    """Return the points of a picture's print, axes (n, 2), x and y in px, and what they look like."""
    scale = _scale(grey)
    height, width = grey.shape
    shape = max(1, round(width / scale)), max(1, round(height / scale))
    copy = grey if scale == 1.0 else cv2.resize(grey, shape, interpolation=cv2.INTER_AREA)
    found, marks = cv2.SIFT.create(MOST_POINTS).detectAndCompute(copy, None)
    if marks is None:
        return np.zeros((0, 2), np.float32), np.zeros((0, 128), np.float32)
    factors = np.array([width / copy.shape[1], height / copy.shape[0]])
    places = (np.array([point.pt for point in found]) + 0.5) * factors - 0.5
    return places.astype(np.float32), marks


def _pairs(ours: Any, our_marks: Any, theirs: Any, their_marks: Any) -> tuple[Any, Any]:  # noqa: ANN401
    """Return the points, axes (n, 2) each, that look alike in both and like no second one."""
    if len(theirs) < LEAST_AGREEING:
        return ours[:0], theirs[:0]
    best = cv2.BFMatcher(cv2.NORM_L2).knnMatch(their_marks, our_marks, k=2)
    kept = [pair[0] for pair in best if len(pair) == 2 and pair[0].distance < DISTINCT * pair[1].distance]
    here = np.array([match.trainIdx for match in kept], np.int64)
    there = np.array([match.queryIdx for match in kept], np.int64)
    return ours[here], theirs[there]


def _is_sound(onto: Homography, shape: tuple[int, ...]) -> bool:
    """Return whether a map keeps the form a convex sheet of some size, not a mirror image of it."""
    height, width = shape
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float64)
    depth = np.column_stack([corners, np.ones(4)]) @ onto[2]
    if (depth <= 0).any() and (depth >= 0).any():
        return False
    sides = np.roll(moved := mapped(corners, onto), -1, axis=0) - moved
    after = np.roll(sides, -1, axis=0)
    turns = sides[:, 0] * after[:, 1] - sides[:, 1] * after[:, 0]
    return bool((turns > LEAST_SHEET).all())
