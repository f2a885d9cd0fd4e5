"""What a camera and its file do to a page: blur, compression, little contrast, a shadow."""

import cv2
import numpy as np

from inkread.evaluation.distortions.page import CHARACTER, PAGE, WHITE
from inkread.trail import GreyImage

GRAIN = 3.0  # grey levels, standard deviation: what a telephone's camera leaves indoors
PAPER = 235  # grey level of paper that is photographed, and its ink fades towards


def blurred(page: GreyImage, percent: float, rng: np.random.Generator) -> GreyImage:
    """Return the page out of focus, a Gaussian of `percent` of the character's size."""
    sigma = percent / 100.0 * CHARACTER
    return np.asarray(cv2.GaussianBlur(page, (0, 0), sigma, borderType=cv2.BORDER_REPLICATE), np.uint8)


def jpeg(page: GreyImage, quality: float, rng: np.random.Generator) -> GreyImage:
    """Return the page as a JPEG of `quality` keeps it."""
    _, file = cv2.imencode(".jpg", page, [cv2.IMWRITE_JPEG_QUALITY, round(quality)])
    return np.asarray(cv2.imdecode(file, cv2.IMREAD_GRAYSCALE), np.uint8)


def faint(page: GreyImage, levels: float, rng: np.random.Generator) -> GreyImage:
    """Return the page written in ink only `levels` darker than the paper, with a camera's grain."""
    ink = (WHITE - page) / WHITE
    return _seen(PAPER - levels * ink + rng.normal(0.0, GRAIN, page.shape))


def unevenly_lit(page: GreyImage, percent: float, rng: np.random.Generator) -> GreyImage:
    """Return the page in light that falls off evenly, in a direction by chance, with a camera's grain.

    The brightest corner has all of the light, the darkest `percent` less.
    """
    angle = rng.uniform(0.0, 2.0 * np.pi)
    places = np.linspace(-0.5, 0.5, PAGE)
    ramp = np.cos(angle) * places + np.sin(angle) * places[:, None]
    ramp = (ramp - ramp.min()) / (ramp.max() - ramp.min())
    light = 1.0 - percent / 100.0 * ramp
    return _seen(page * (PAPER / WHITE) * light + rng.normal(0.0, GRAIN, page.shape))


def _seen(levels: np.typing.NDArray[np.float64]) -> GreyImage:
    """Return grey levels as a camera stores them."""
    return np.asarray(np.rint(np.clip(levels, 0, WHITE)), np.uint8)
