"""Blur: seen through rough glass, and of a hand that moved."""

from typing import TypeVar

import cv2
import numpy as np
import numpy.typing as npt

from inkread.evaluation.corruptions.levels import SIDE, Glyphs

GLASS_SIGMA = 0.7  # px, before and after: severity 1 of 5
GLASS_ROUNDS = 2
GLASS_REACH = 1  # px that a pixel may change its place by in one swap
GLASS_CHANCE = 0.5  # that a pixel is swapped
TRUNCATE = 4.0  # standard deviations at which a Gaussian ends
MOTION_SIGMA = 3.0  # px: severity 1 of 5
MOTION_REACH = 20  # px: twice the radius of 10, as ImageMagick has it
MOTION_MOST_ANGLE = 45.0  # degrees either way

Pixel = TypeVar("Pixel", np.uint8, np.float32)


def glass_blur(glyphs: Glyphs, rng: np.random.Generator) -> Glyphs:
    """Return the glyphs blurred, their pixels swapped with a neighbour up or left, and blurred again.

    Every pixel of every image is visited twice, from the last to the first, as one image alone would be:
    a pixel may be carried on by the next swap.
    """
    soft = gaussian(glyphs, GLASS_SIGMA)
    pixels = np.ascontiguousarray(soft.transpose(1, 2, 0))  # (28, 28, n): one pixel of all images in a row
    for _ in range(GLASS_ROUNDS):
        for row in range(SIDE - GLASS_REACH, GLASS_REACH, -1):
            for column in range(SIDE - GLASS_REACH, GLASS_REACH, -1):
                _swap_some(pixels, row, column, rng)
    return gaussian(pixels.transpose(2, 0, 1), GLASS_SIGMA)


def motion_blur(glyphs: Glyphs, rng: np.random.Generator) -> Glyphs:
    """Return the glyphs smeared to one side, more or less sideways, each in a direction of its own."""
    angles = rng.uniform(-MOTION_MOST_ANGLE, MOTION_MOST_ANGLE, len(glyphs))
    blurred = np.empty_like(glyphs)
    for row, angle in enumerate(np.deg2rad(angles)):
        kernel = _trace(float(angle))
        blurred[row] = cv2.filter2D(glyphs[row], -1, kernel, borderType=cv2.BORDER_REPLICATE)
    return blurred


def gaussian(images: npt.NDArray[Pixel], sigma: float) -> npt.NDArray[Pixel]:
    """Return images, axes (n, height, width), blurred by a Gaussian of `sigma` px; the border goes on."""
    width = 2 * int(TRUNCATE * sigma + 0.5) + 1
    blurred = np.empty_like(images, order="C")
    for row, glyph in enumerate(np.ascontiguousarray(images)):
        blurred[row] = cv2.GaussianBlur(glyph, (width, width), sigma, borderType=cv2.BORDER_REPLICATE)
    return blurred


def _swap_some(pixels: npt.NDArray[np.uint8], row: int, column: int, rng: np.random.Generator) -> None:
    """Swap one pixel of about half of the images, axes (28, 28, n), with itself or one up or left of it."""
    count = pixels.shape[2]
    chosen = np.flatnonzero(rng.random(count) < GLASS_CHANCE)
    down, across = rng.integers(-GLASS_REACH, GLASS_REACH, (2, count))[:, chosen]
    there = (row + down, column + across, chosen)
    held = pixels[row, column, chosen]
    pixels[row, column, chosen] = pixels[there]
    pixels[there] = held


def _trace(angle: float) -> npt.NDArray[np.float32]:
    """Return the kernel of a movement: half a Gaussian along a line of whole pixels, axes (41, 41).

    ImageMagick's motion blur, which the authors used: weights exp(-i²/2σ²) at i px along the line.

    Args:
        angle: radians, clockwise from the right.
    """
    along = np.arange(MOTION_REACH + 1)
    weights = np.exp(-(along**2) / (2.0 * MOTION_SIGMA**2))
    columns = np.ceil(along * np.cos(angle) - 0.5).astype(int)
    rows = np.ceil(along * np.sin(angle) - 0.5).astype(int)
    kernel = np.zeros((2 * MOTION_REACH + 1,) * 2, np.float32)
    kernel[MOTION_REACH + rows, MOTION_REACH + columns] = weights / weights.sum()
    return kernel
