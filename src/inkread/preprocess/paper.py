"""The paper's level under the ink, even or not, and the ink's strength above it."""

import math
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from inkread.preprocess.polarity import otsu_split
from inkread.preprocess.tally import Counts, Tally, histogram
from inkread.trail import GreyImage

Strength = npt.NDArray[np.float32]
"""How far each pixel stands out from the paper, axes (height, width), float32, grey levels, signed."""

Mask = npt.NDArray[np.uint8]
"""1 where there is ink, 0 elsewhere, axes (height, width)."""

Box = tuple[slice, slice]
"""Rows and columns of a part of an image."""

EVERYWHERE = (slice(None), slice(None))

LONGEST_SIDE = 512  # px; more adds no detail to a glyph of 20 px, only time
PAPER_SIDE = 48  # px of the small copy on which uneven light is found
STROKE_SHARE = 0.45  # the opening's width as a share of the small copy: wider than any stroke
UNEVEN_FROM = 14.0  # grey levels between the darkest and the lightest paper; JPEG noise stays below
NOISE_SIGMAS = 5.0  # paper grain above this many standard deviations counts as ink
LEAST_CONTRAST = 20.0  # grey levels; fainter marks than this are paper, whatever the noise
MAD_TO_SIGMA = 1.4826  # standard deviation of a normal distribution ÷ its median absolute deviation
CLEAR_TONES = 0.95  # of the variance lies between the two tones; an even gradient reaches 0.75
FULL_SHARE = 0.4  # of the strongest ink: what counts towards its peak
MUCH = 3  # times: the nothing around ink that is alone
PEAK_RANK = 0.9  # of the pixels of full ink lie below the peak


@dataclass(frozen=True, slots=True)
class Ink:
    """Ink above the paper.

    The difference is made where it is asked for: of an image with even light, most is never looked at.

    Attributes:
        levels: the image, axes (height, width), uint8, or its strength already where the light is uneven.
        paper: the paper's level, to be taken off `levels`.
        peak: strength of full ink, grey levels; 0 where there is none.
        floor: strength below which a pixel is paper grain.
        uneven: range of the paper's level over the image, grey levels; 0 where it was taken as even.
    """

    levels: GreyImage | Strength
    paper: float
    peak: float
    floor: float
    uneven: float

    def strength(self, part: Box = EVERYWHERE) -> Strength:
        """Return how far the pixels of `part` stand out from the paper, a new array."""
        return np.subtract(self.levels[part], self.paper, dtype=np.float32)

    def stronger_than(self, bound: float) -> Mask:
        """Return 1 where the strength is above `bound`, 0 elsewhere."""
        level = self.paper + float(np.float32(bound))  # as strengths are: a bound may be 0.3 of one of them
        # Whole numbers are compared with a whole number, or NumPy would turn all of them into floats first.
        return (self.levels > (math.floor(level) if self.levels.dtype == np.uint8 else level)).view(np.uint8)


def fit_longest_side(image: GreyImage, longest: int = LONGEST_SIDE) -> GreyImage:
    """Return `image` with its longest side at most `longest` px, by area averaging."""
    height, width = image.shape
    scale = longest / max(height, width)
    if scale >= 1.0:
        return image
    shape = (max(1, round(width * scale)), max(1, round(height * scale)))
    return np.asarray(cv2.resize(image, shape, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def lift_ink(image: GreyImage, counts: Counts | None = None) -> Ink:
    """Return the ink of `image`, whose ink is brighter than its paper.

    Args:
        image: axes (height, width).
        counts: its histogram, where it is known already.
    """
    counts = histogram(image) if counts is None else counts
    surface = _paper_surface(image)
    uneven = float(surface.max() - surface.min())
    if uneven >= UNEVEN_FROM:
        height, width = image.shape
        paper = cv2.resize(surface, (width, height), interpolation=cv2.INTER_LINEAR)
        strength = np.subtract(image, paper, dtype=np.float32)
        lifted = _ink_above(strength, 0.0, Tally.of_pixels(strength), uneven)
    else:
        lifted = _ink_above_level(image, counts, float(surface.max()))
    if lifted.peak > 0.0:
        return lifted
    tones = _two_tones(image, counts)
    return lifted if tones is None else _ink_above_level(image, counts, tones)


def ink_alone(image: GreyImage) -> Ink:
    """Return the ink of `image`, white on black, that has no paper left and none in the way.

    It is what `lift_ink` finds when the ink stands in the middle of much nothing, whatever part of `image`
    the ink fills.
    """
    counts = histogram(image)
    counts[0] += MUCH * image.size
    return _ink_above(image, 0.0, Tally.of_levels(counts), 0.0)


def _ink_above_level(image: GreyImage, counts: Counts, paper: float) -> Ink:
    """Return the ink of `image` on paper of one level."""
    return _ink_above(image, paper, Tally.of_levels(counts).less(paper), 0.0)


def _ink_above(levels: GreyImage | Strength, paper: float, tally: Tally, uneven: float) -> Ink:
    """Return the ink in `levels`, whose pixels less the paper's level are those of `tally`."""
    # An opening takes the darkest grain for the paper's level: the median knows better, but for a crop
    # so tight that most of it is ink.
    offset = tally.median_of_lowest(len(tally))
    if 0.0 < abs(offset) < LEAST_CONTRAST:
        tally = tally.less(offset)
        levels, paper = _less(levels, paper, offset)
    floor = max(LEAST_CONTRAST, NOISE_SIGMAS * _grain(tally))
    top = tally.top()
    if top <= floor:
        return Ink(levels, paper, 0.0, floor, uneven)
    num_faint = tally.num_not_above(max(floor, FULL_SHARE * top))
    rank = int(PEAK_RANK * (len(tally) - num_faint - 1))
    return Ink(levels, paper, float(tally.at(num_faint + rank)), floor, uneven)


def _less(levels: GreyImage | Strength, paper: float, offset: float) -> tuple[GreyImage | Strength, float]:
    """Return levels and paper so that the strength is less by `offset`: strengths themselves are changed."""
    if levels.dtype == np.uint8:
        return levels, paper + offset
    return np.subtract(levels, np.float32(offset), out=levels), paper


def _two_tones(image: GreyImage, counts: Counts) -> float | None:
    """Return the paper's level of an image of two clear tones, None for any other.

    A block of ink wider than the opening, as of a marker in a tight crop, is taken for a light patch of
    paper and lifted away whole; two tones and nothing between them tell it from a shadow.
    """
    split, separation = otsu_split(counts)
    if separation < CLEAR_TONES:
        return None
    return float(np.median(image[image < split]))


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


def _grain(tally: Tally) -> float:
    """Return the paper's noise as a standard deviation, from the pixels below the paper's level.

    Ink lies above the level, so only the other half of the noise is clean.
    """
    num_below = tally.num_below(0.0)
    if num_below == 0 or num_below < len(tally) // 50:
        return 0.0
    return -MAD_TO_SIGMA * tally.median_of_lowest(num_below)
