"""Is the ink brighter than the paper? Told from the paper at the image's border."""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from inkread.preprocess.tally import LEVELS, NUM_LEVELS, Counts, histogram
from inkread.trail import GreyImage

SQUARED_LEVELS = LEVELS**2
RING_SHARE = 1 / 25  # width of the border ring, as a share of the shorter side
CLEAR_MAJORITY = 0.7  # below it the ring holds too much ink to be called paper


@dataclass(frozen=True, slots=True)
class Polarity:
    """The decision and the figures behind it.

    Attributes:
        ink_is_bright: whether the ink is lighter than the paper.
        split: the grey level between ink and paper, 0-255, halves allowed.
        ring_bright: the share of border pixels above `split`, 0-1.
        decided_by: `border`, or `deviation` where ink crowds the border.
    """

    ink_is_bright: bool
    split: float
    ring_bright: float
    decided_by: str


def find_polarity(image: GreyImage, counts: Counts | None = None) -> Polarity:
    """Return the polarity of `image`, axes (height, width).

    Every figure is taken on the untouched pixels and is symmetric under inversion, so that an image
    and its negative are read as the very same ink.

    Args:
        image: the picture.
        counts: its histogram, where it is known already.
    """
    counts = histogram(image) if counts is None else counts
    split = _split_of(_variances(counts))
    ring = _border_ring(image)
    # A pixel at the very split counts for both sides, or a negative of even steps would turn its polarity.
    # Compared with whole numbers: beside a float NumPy would turn the ring into floats first.
    low, high = math.floor(split), math.ceil(split)
    num_bright = int(np.count_nonzero(ring > low) + np.count_nonzero(ring >= high))
    ring_bright = num_bright / ring.size / 2.0
    if max(ring_bright, 1.0 - ring_bright) >= CLEAR_MAJORITY:
        return Polarity(ring_bright < 0.5, split, ring_bright, "border")
    bright, dark = _deviations(counts)
    # Where both stand out alike, as on a chequerboard, any pixel may decide that its negative contradicts.
    ink_is_bright = bright > dark if bright != dark else bool(image[0, 0] >= NUM_LEVELS // 2)
    return Polarity(ink_is_bright, split, ring_bright, "deviation")


def otsu_split(counts: Counts) -> tuple[float, float]:
    """Return the level that best parts a histogram in two, and how well it does (Otsu 1979).

    Args:
        counts: pixels of each grey level, axes (256,).

    Returns:
        The split, 0-255, halves allowed; and the share of the variance that lies between the two parts,
        0-1: 1 for two tones, 0.75 for a gradient, 0.64 for noise, 0 for a single tone.

    Levels that do equally well, as all those in the gap of a two-tone image do, are averaged: taking
    the first, as OpenCV does, would put an image and its negative on different sides of the gap.
    """
    variances = _variances(counts)
    total, weighted = int(counts.sum()), int(counts @ LEVELS)
    whole = float(counts @ SQUARED_LEVELS) * total - float(weighted) ** 2
    separation = float(variances.max()) / whole if whole > 0.0 else 0.0
    return _split_of(variances), separation


def _variances(counts: Counts) -> npt.NDArray[np.float64]:
    """Return the variance between the levels up to each one and those above, times the pixels squared."""
    below = np.cumsum(counts)
    total = int(below[-1])
    sum_below = np.cumsum(counts * LEVELS)
    above = total - below
    mean_gap = sum_below * above - (sum_below[-1] - sum_below) * below
    scale = below.astype(np.float64) * above
    variance = np.divide(mean_gap.astype(np.float64) ** 2, scale, out=np.zeros(NUM_LEVELS), where=scale > 0)
    return np.asarray(variance, dtype=np.float64)


def _split_of(variances: npt.NDArray[np.float64]) -> float:
    """Return the level at which the variance between the two sides is greatest, ties averaged."""
    best = np.flatnonzero(variances >= variances.max() * (1 - 1e-9))
    return float(best.mean()) + 0.5


def _border_ring(image: GreyImage) -> npt.NDArray[np.uint8]:
    """Return the pixels along the four sides, axes (n,)."""
    width = max(1, round(min(image.shape) * RING_SHARE))
    sides = (image[:width], image[-width:], image[:, :width], image[:, -width:])
    return np.concatenate([side.ravel() for side in sides])


def _deviations(counts: Counts) -> tuple[float, float]:
    """Return how far the bright and the dark pixels stray from the median, as sums of squares.

    Ink is the minority that stands out; where it crowds the border the whole image has to tell.
    """
    cumulated = np.cumsum(counts)
    low = np.searchsorted(cumulated, (cumulated[-1] + 1) // 2)
    high = np.searchsorted(cumulated, cumulated[-1] // 2 + 1)
    deviation = LEVELS - (low + high) / 2
    weight = counts * deviation**2
    return float(weight[deviation > 0].sum()), float(weight[deviation < 0].sum())
