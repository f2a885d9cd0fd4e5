"""The paper's level under the ink, even or not, and the ink's strength above it."""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from inkread.trail import GreyImage

Strength = npt.NDArray[np.float32]
"""How far each pixel stands out from the paper, axes (height, width), float32, grey levels, signed."""

LONGEST_SIDE = 512  # px; more adds no detail to a glyph of 20 px, only time
PAPER_SIDE = 48  # px of the small copy on which uneven light is found
STROKE_SHARE = 0.45  # the opening's width as a share of the small copy: wider than any stroke
UNEVEN_FROM = 14.0  # grey levels between the darkest and the lightest paper; JPEG noise stays below
NOISE_SIGMAS = 4.0  # paper grain above this many standard deviations counts as ink
LEAST_CONTRAST = 20.0  # grey levels; fainter marks than this are paper, whatever the noise
MAD_TO_SIGMA = 1.4826  # standard deviation of a normal distribution ÷ its median absolute deviation
PEAK_RANK = 0.9  # of the pixels of full ink lie below the peak


@dataclass(frozen=True, slots=True)
class Ink:
    """Ink above the paper.

    Attributes:
        strength: grey levels above the paper, axes (height, width).
        peak: strength of full ink, grey levels; 0 where there is none.
        floor: strength below which a pixel is paper grain.
        uneven: range of the paper's level over the image, grey levels; 0 where it was taken as even.
    """

    strength: Strength
    peak: float
    floor: float
    uneven: float


def fit_longest_side(image: GreyImage) -> GreyImage:
    """Return `image` with its longest side at most 512 px, by area averaging."""
    height, width = image.shape
    scale = LONGEST_SIDE / max(height, width)
    if scale >= 1.0:
        return image
    shape = (max(1, round(width * scale)), max(1, round(height * scale)))
    return np.asarray(cv2.resize(image, shape, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def lift_ink(image: GreyImage) -> Ink:
    """Return the ink of `image`, whose ink is brighter than its paper."""
    grey = image.astype(np.float32)
    level = float(np.median(image))
    surface = _paper_surface(image)
    uneven = float(surface.max() - surface.min())
    if uneven >= UNEVEN_FROM:
        height, width = image.shape
        strength = grey - cv2.resize(surface, (width, height), interpolation=cv2.INTER_LINEAR)
    else:
        uneven = 0.0
        strength = grey - min(level, float(surface.max()))
    floor = max(LEAST_CONTRAST, NOISE_SIGMAS * _grain(strength))
    top = float(strength.max())
    if top <= floor:
        return Ink(strength, 0.0, floor, uneven)
    full = strength[strength > max(floor, 0.4 * top)]
    rank = int(PEAK_RANK * (full.size - 1))
    return Ink(strength, float(np.partition(full, rank)[rank]), floor, uneven)


def _paper_surface(image: GreyImage) -> Strength:
    """Return the paper's level on a copy of at most 48 px, ink taken away by an opening."""
    height, width = image.shape
    scale = min(1.0, PAPER_SIDE / max(height, width))
    shape = (max(1, round(width * scale)), max(1, round(height * scale)))
    small = cv2.resize(image, shape, interpolation=cv2.INTER_AREA) if scale < 1.0 else image
    reach = max(3, round(min(shape) * STROKE_SHARE)) | 1
    kernel = cv2.getStructuringElement(cv2.MORPH_RECT, (reach, reach))
    paper = cv2.morphologyEx(small, cv2.MORPH_OPEN, kernel, borderType=cv2.BORDER_REPLICATE)
    blurred = cv2.blur(paper, (reach, reach), borderType=cv2.BORDER_REPLICATE)
    return np.asarray(blurred, dtype=np.float32)


def _grain(strength: Strength) -> float:
    """Return the paper's noise as a standard deviation, from the pixels below the paper's level.

    Ink lies above the level, so only the other half of the noise is clean.
    """
    below = strength[strength < 0.0]
    if below.size == 0 or below.size < strength.size // 50:
        return 0.0
    return float(MAD_TO_SIGMA * np.median(-below))
