"""Ink laid on a page as a person's image shows it: somewhere, in some light, through some camera."""

import cv2
import numpy as np
import numpy.typing as npt

from inkread.trail import GreyImage

Ink = npt.NDArray[np.uint8]
"""Strength of ink, axes (height, width), uint8, 0 none to 255 full."""

FULL = 255.0
LIGHT_INK = 0.15  # of the pages: light ink on dark, as on a board or a screen


def on_page(rng: np.random.Generator, ink: Ink) -> GreyImage:
    """Return a page, axes (height, width), with `ink` on it, margins, light, grain and blur as they come."""
    ink = np.pad(ink, _margins(rng, max(ink.shape)))
    if rng.random() < 0.5:
        ink = np.asarray(cv2.GaussianBlur(ink, (0, 0), rng.uniform(0.3, 0.006 * max(ink.shape) + 0.4)))
    paper = rng.uniform(150, 255)
    shade = _shade(rng, ink.shape) * rng.uniform(0, 45) if rng.random() < 0.4 else 0.0
    grain = rng.normal(0, rng.uniform(0, 5), ink.shape) if rng.random() < 0.5 else 0.0
    level = paper - rng.uniform(70, 145)
    share = ink / FULL
    lit = (paper - shade) * (1.0 - share) + level * share + grain
    page: GreyImage = np.clip(lit if rng.random() >= LIGHT_INK else FULL - lit, 0, FULL).astype(np.uint8)
    return compressed(rng, page) if rng.random() < 0.4 else page


def compressed(rng: np.random.Generator, page: GreyImage) -> GreyImage:
    """Return a page as a JPEG of some quality gives it back."""
    coded = cv2.imencode(".jpg", page, [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(35, 95))])[1]
    return np.asarray(cv2.imdecode(coded, cv2.IMREAD_GRAYSCALE), np.uint8)


def _margins(rng: np.random.Generator, longest: int) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return the paper left around, px: above and below, left and right."""
    top, bottom, left, right = (rng.uniform(0.04, 0.45, 4) * longest).astype(int)
    return (int(top) + 2, int(bottom) + 2), (int(left) + 2, int(right) + 2)


def _shade(rng: np.random.Generator, shape: tuple[int, ...]) -> npt.NDArray[np.float64]:
    """Return light that falls off to one side, axes `shape`, 0 to 1."""
    angle = rng.uniform(0, 2 * np.pi)
    rows, columns = np.mgrid[0 : shape[0], 0 : shape[1]]
    slope = rows / shape[0] * np.sin(angle) + columns / shape[1] * np.cos(angle)
    return np.asarray((slope - slope.min()) / max(1e-9, float(np.ptp(slope))))
