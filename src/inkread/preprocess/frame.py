"""The frame of the contract: longest side 20 px, centre of mass at pixel 14 of a 28×28 image."""

import math

import cv2
import numpy as np
import numpy.typing as npt

from inkread.trail import GreyImage

SIDE = 28  # px, the network's input
LONGEST = 20  # px, the glyph's longest side in it (LeCun et al. 1998, MNIST)
CENTRE = 14.0  # where the centre of mass goes, both axes
FULL_INK = 255
NEIGHBOURS = np.ones((3, 3), np.uint8)


def frame(ink: GreyImage) -> tuple[GreyImage, tuple[int, int]]:
    """Return the 28×28 glyph of `ink` and the (rows, columns) it was moved by from the middle.

    Args:
        ink: axes (height, width), uint8, white ink on black, with some ink in it.
    """
    small = _tight_resize(ink)
    small = _marked(np.asarray(cv2.convertScaleAbs(small, alpha=FULL_INK / int(small.max())), dtype=np.uint8))
    top, left = place(small)
    height, width = small.shape
    glyph = np.zeros((SIDE, SIDE), dtype=np.uint8)
    glyph[top : top + height, left : left + width] = small
    return glyph, (top - (SIDE - height) // 2, left - (SIDE - width) // 2)


def is_framed(image: GreyImage) -> bool:
    """Return whether `image` already is what `frame` would make of it.

    Such an image passes the contract unchanged; that is what makes the contract idempotent.
    """
    if image.shape != (SIDE, SIDE) or image.max() != FULL_INK or _has_even_ink(image):
        return False
    box = ink_box(image)
    top, left, height, width = box
    if max(height, width) != LONGEST:
        return False
    return place(image[top : top + height, left : left + width]) == (top, left)


def place(small: GreyImage) -> tuple[int, int]:
    """Return (top, left) in the 28×28 image that brings the centre of mass to pixel 14.

    The shift is round(14 − centre of mass), clamped so that no ink leaves the image. Pixel i covers
    i to i + 1, so its centre counts as i + 0.5.
    """
    moments = cv2.moments(small)
    ink, height, width = moments["m00"], *small.shape
    return _offset(moments["m01"], ink, height), _offset(moments["m10"], ink, width)


def ink_box(image: npt.NDArray[np.uint8]) -> tuple[int, int, int, int]:
    """Return top, left, height and width of the pixels above 0; all 0 for an empty image."""
    left, top, width, height = cv2.boundingRect(image)
    return top, left, height, width


def _marked(ink: GreyImage) -> GreyImage:
    """Return `ink` with its values made odd: the contract's own mark, one grey level at most.

    Without it one MNIST image in four, framed alike by its makers, passed for our own work, kept its
    makers' grey levels, and a classifier told MNIST from EMNIST by them (AUC 0.61; 0.54 with the mark).
    """
    return np.where(ink > 0, ink | np.uint8(1), np.uint8(0))


def _has_even_ink(image: GreyImage) -> bool:
    """Return whether some ink has an even value, which the contract never writes."""
    return cv2.countNonZero(image & 1) < cv2.countNonZero(image)


def _offset(moment: float, ink: float, length: int) -> int:
    """Return where `length` rows or columns of `ink` start when their centre of mass is at 14."""
    middle = (moment + ink / 2) / ink
    return min(max(math.floor(CENTRE - middle + 0.5), 0), SIDE - length)


def _tight_resize(ink: GreyImage) -> GreyImage:
    """Return the ink area-averaged to a longest side of exactly 20 px that holds ink at both ends.

    A thread of one pixel can average to nothing; the image is then cropped past it and averaged
    again, for otherwise the glyph would come out shorter than 20 px. Ink that vanishes whole is
    widened. The loop ends: each turn takes a row or column away or adds ink.
    """
    while True:
        top, left, height, width = ink_box(ink)
        ink = ink[top : top + height, left : left + width]
        small = _resize(ink)
        held = ink_box(small)[2:]
        if held == small.shape:
            return small
        if not any(held):  # nothing but specks far apart
            ink = np.asarray(cv2.dilate(ink, NEIGHBOURS), dtype=np.uint8)
            continue
        ink = _without_threads(ink, small)


def _resize(ink: GreyImage) -> GreyImage:
    """Return `ink` with its longest side at 20 px, aspect kept."""
    height, width = ink.shape
    scale = LONGEST / max(height, width)
    shape = (max(1, round(width * scale)), max(1, round(height * scale)))
    method = cv2.INTER_AREA if scale < 1.0 else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(ink, shape, interpolation=method), dtype=np.uint8)


def _without_threads(ink: GreyImage, small: GreyImage) -> GreyImage:
    """Return `ink` without the outer rows and columns that vanished in `small`."""
    height, width = ink.shape
    rows, columns = np.flatnonzero(small.any(axis=1)), np.flatnonzero(small.any(axis=0))
    down, across = height / small.shape[0], width / small.shape[1]
    top, bottom = int(np.floor(rows[0] * down)), int(np.ceil((rows[-1] + 1) * down))
    left, right = int(np.floor(columns[0] * across)), int(np.ceil((columns[-1] + 1) * across))
    return ink[top:bottom, left:right]
