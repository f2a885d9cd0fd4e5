"""Noise, patterns, empty paper, and pieces of photographs: images in which nobody wrote anything."""

from functools import cache

import cv2
import numpy as np
import numpy.typing as npt

from inkread.evaluation.garbage.pages import Ink, compressed
from inkread.trail import GreyImage

FULL = 255.0
LEAST_SIDE = 40  # px of a piece cut from a photograph


def even_noise(rng: np.random.Generator) -> GreyImage:
    """Return pixels of any level."""
    side = int(rng.integers(28, 120))
    return rng.integers(0, 256, (side, side), np.uint8)


def grain(rng: np.random.Generator) -> GreyImage:
    """Return normal noise about some level, as of a camera in the dark."""
    side = int(rng.integers(28, 200))
    return _grey(rng.normal(rng.uniform(40, 215), rng.uniform(15, 60), (side, side)))


def salt_and_pepper(rng: np.random.Generator) -> GreyImage:
    """Return some pixels of black on white, or of white on black."""
    side = int(rng.integers(28, 120))
    spots = rng.random((side, side)) < rng.uniform(0.02, 0.4)
    return _grey(np.where(spots == (rng.random() < 0.5), FULL, 0.0))


def coarse_noise(rng: np.random.Generator) -> GreyImage:
    """Return noise out of focus."""
    side = int(rng.integers(60, 200))
    blurred = cv2.GaussianBlur(rng.normal(size=(side, side)), (0, 0), rng.uniform(1.0, side / 25))
    return _stretched(blurred)


def blots(rng: np.random.Generator) -> Ink:
    """Return spilt ink."""
    cloud = cv2.GaussianBlur(rng.normal(size=(120, 120)), (0, 0), rng.uniform(2, 9))
    return _grey(np.where(cloud > np.quantile(cloud, rng.uniform(0.7, 0.92)), FULL, 0.0))


def chequerboard(rng: np.random.Generator) -> Ink:
    """Return squares of ink."""
    squares = np.indices((96, 96)) // int(rng.integers(5, 17))
    return _grey(squares.sum(axis=0) % 2 * FULL)


def stripes(rng: np.random.Generator) -> Ink:
    """Return stripes at some angle."""
    angle, period = rng.uniform(0, np.pi), rng.uniform(8, 24)
    rows, columns = np.mgrid[0:120, 0:120]
    return _grey(
        np.where(np.sin((rows * np.sin(angle) + columns * np.cos(angle)) * 2 * np.pi / period) > 0, FULL, 0.0)
    )


def spots(rng: np.random.Generator) -> Ink:
    """Return dots in rows."""
    apart = int(rng.integers(14, 40))
    canvas = np.zeros((160, 160), np.uint8)
    for row in range(apart // 2, 160, apart):
        for column in range(apart // 2, 160, apart):
            cv2.circle(canvas, (column, row), max(2, apart // 5), 255, cv2.FILLED, cv2.LINE_AA)
    return canvas


def tap(rng: np.random.Generator) -> Ink:
    """Return one dot."""
    canvas = np.zeros((120, 120), np.uint8)
    middle = rng.integers(30, 90, 2)
    cv2.circle(
        canvas, (int(middle[0]), int(middle[1])), int(rng.integers(3, 14)), 255, cv2.FILLED, cv2.LINE_AA
    )
    return canvas


def clean_paper(rng: np.random.Generator) -> GreyImage:
    """Return paper of one level with a little grain."""
    shape = rng.integers(60, 300, 2)
    return _grey(rng.uniform(90, 255) + rng.normal(0, rng.uniform(0, 4), shape))


def shaded_paper(rng: np.random.Generator) -> GreyImage:
    """Return paper in the light of a lamp, with a shadow's soft edge across it and a fold."""
    side = int(rng.integers(80, 300))
    rows, columns = np.mgrid[0:side, 0:side] / side
    angle = rng.uniform(0, 2 * np.pi)
    along = (rows - 0.5) * np.sin(angle) + (columns - 0.5) * np.cos(angle)
    shadow = 1 / (1 + np.exp(-(along - rng.uniform(-0.2, 0.2)) * rng.uniform(4, 30)))
    page = rng.uniform(150, 240) - rng.uniform(10, 90) * shadow - 40 * (rows - 0.5) ** 2
    return compressed(rng, _grey(page + rng.normal(0, rng.uniform(0, 3), page.shape)))


def creased_paper(rng: np.random.Generator) -> GreyImage:
    """Return paper that was folded some times: each part a little lighter or darker, the folds sharp."""
    side = int(rng.integers(80, 300))
    rows, columns = np.mgrid[0:side, 0:side] / side
    page = np.full((side, side), rng.uniform(150, 240))
    for _ in range(int(rng.integers(1, 5))):
        angle = rng.uniform(0, 2 * np.pi)
        away = (rows - rng.random()) * np.sin(angle) + (columns - rng.random()) * np.cos(angle)
        page += np.where(away > 0, rng.uniform(-25, 5), 0.0) * np.exp(-np.abs(away) * rng.uniform(1, 12))
        page -= rng.uniform(0, 20) * np.exp(-((away * side) ** 2) / rng.uniform(1, 8))
    return compressed(rng, _grey(page + rng.normal(0, rng.uniform(0, 4), page.shape)))


def stained_paper(rng: np.random.Generator) -> GreyImage:
    """Return paper with pale stains, darker at their edges, as coffee leaves them."""
    side = int(rng.integers(80, 300))
    rows, columns = np.mgrid[0:side, 0:side] / side
    page = np.full((side, side), rng.uniform(150, 250))
    for _ in range(int(rng.integers(1, 4))):
        away = np.hypot(rows - rng.random(), (columns - rng.random()) * rng.uniform(0.6, 1.6))
        size, soft = rng.uniform(0.08, 0.5), rng.uniform(0.005, 0.05)
        page -= rng.uniform(3, 25) / (1 + np.exp((away - size) / soft))
        page -= rng.uniform(0, 25) * np.exp(-(((away - size) / soft) ** 2))
    return compressed(rng, _grey(page + rng.normal(0, rng.uniform(0, 4), page.shape)))


def fallen_leaves(rng: np.random.Generator) -> GreyImage:
    """Return discs one over the other, of one grey each, few large and many small, as things hide things.

    Edges and spectrum are those of photographs (Lee, Mumford & Huang 2001, "Occlusion models for natural
    images"): radii as 1/r^3.
    """
    side = int(rng.integers(60, 240))
    canvas = np.full((side, side), int(rng.integers(256)), np.uint8)
    least = 0.03 * side
    radii = least / np.sqrt(rng.uniform((least / side) ** 2, 1.0, int(rng.integers(60, 300))))
    for radius in radii.tolist():
        x, y = rng.uniform(-0.2, 1.2, 2) * side
        tall = radius * rng.uniform(0.4, 1.0)
        axes = (int(radius) + 1, int(tall) + 1)
        level = int(rng.integers(256))
        cv2.ellipse(canvas, (int(x), int(y)), axes, rng.uniform(0, 180), 0, 360, level, cv2.FILLED)
    blurred = cv2.GaussianBlur(canvas, (0, 0), rng.uniform(0.5, 0.02 * side + 0.6))
    return compressed(rng, np.asarray(blurred, np.uint8))


def natural_texture(rng: np.random.Generator) -> GreyImage:
    """Return a texture with a photograph's spectrum: amplitude as 1/f^a, a about 1 (Field 1987)."""
    side = int(rng.integers(60, 240))
    across = np.fft.fftfreq(side)
    distance = np.hypot(across[:, None], across[None])
    distance[0, 0] = np.inf
    spectrum = np.fft.fft2(rng.normal(size=(side, side))) / distance ** rng.uniform(0.8, 1.8)
    return compressed(rng, _stretched(np.fft.ifft2(spectrum).real))


def flower_photograph(rng: np.random.Generator) -> GreyImage:
    """Return a piece of scikit-learn's photograph of a flower."""
    return _piece(rng, "flower.jpg")


def china_photograph(rng: np.random.Generator) -> GreyImage:
    """Return a piece of scikit-learn's photograph of a temple, which no gate is fitted on."""
    return _piece(rng, "china.jpg")


def _piece(rng: np.random.Generator, name: str) -> GreyImage:
    """Return a piece of any size and place, turned or mirrored as it comes."""
    photograph = _photograph(name)
    height, width = photograph.shape
    side = int(LEAST_SIDE * (height / LEAST_SIDE) ** rng.random())
    top, left = int(rng.integers(height - side + 1)), int(rng.integers(width - side + 1))
    piece = np.rot90(photograph[top : top + side, left : left + side], int(rng.integers(4)))
    return np.ascontiguousarray(piece[:, ::-1] if rng.random() < 0.5 else piece)


@cache
def _photograph(name: str) -> GreyImage:
    """Return one of scikit-learn's two photographs in grey."""
    from sklearn.datasets import load_sample_image

    return np.asarray(cv2.cvtColor(load_sample_image(name), cv2.COLOR_RGB2GRAY), np.uint8)


def _stretched(values: npt.NDArray[np.float64]) -> GreyImage:
    """Return values stretched to all levels."""
    low, high = np.quantile(values, (0.005, 0.995))
    return _grey((values - low) / max(1e-9, float(high - low)) * FULL)


def _grey(values: npt.NDArray[np.floating]) -> GreyImage:
    """Return values as grey levels, cut off at 0 and 255."""
    return np.asarray(np.clip(values, 0, FULL), np.uint8)
