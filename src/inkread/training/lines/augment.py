"""Lines as someone else might have written them: slanted, stretched, moved, by another pen, spoilt."""

import cv2
import numpy as np

from inkread.preprocess.segment.line_image import HEIGHT, LEAST_WIDTH
from inkread.trail import GreyImage
from inkread.training.lines.recipe import LineRecipe

PENS = (np.ones((2, 2), np.uint8), np.ones((1, 2), np.uint8), np.ones((2, 1), np.uint8))
WIPED = 3  # px of the widest stripe
FAINTEST = 0.55  # of full ink


def varied(line: GreyImage, recipe: LineRecipe, rng: np.random.Generator) -> GreyImage:
    """Return a line, axes (32, width), varied as the recipe says; another width comes out.

    Args:
        line: axes (32, width).
        recipe: how far it may stray.
        rng: the only source of chance.
    """
    wide = float(np.exp(rng.normal(0.0, recipe.stretch)))
    slant = float(rng.normal(0.0, recipe.slant))
    tall = float(np.exp(rng.normal(0.0, recipe.stretch / 2)))
    lean = abs(slant) * HEIGHT / 2
    width = max(LEAST_WIDTH, round(line.shape[1] * wide + lean))
    down = float(np.clip(rng.normal(0.0, recipe.shift / 2), -recipe.shift, recipe.shift))
    middle = (HEIGHT - 1) / 2
    onto = np.array(
        [[wide, -slant, slant * middle + lean / 2], [0.0, tall, middle * (1 - tall) + down]], np.float64
    )
    moved = np.asarray(cv2.warpAffine(line, onto, (width, HEIGHT), flags=cv2.INTER_LINEAR), dtype=np.uint8)
    if rng.random() < recipe.spoilt:
        moved = _spoilt(moved, rng)
    return moved if moved.any() else line


def _spoilt(line: GreyImage, rng: np.random.Generator) -> GreyImage:
    """Return a line with a thicker, thinner or fainter pen, or with stripes wiped out."""
    way = int(rng.integers(4))
    if way == 0:
        return np.asarray(cv2.dilate(line, PENS[int(rng.integers(len(PENS)))]), dtype=np.uint8)
    if way == 1:
        return np.asarray(cv2.erode(line, PENS[1 + int(rng.integers(2))]), dtype=np.uint8)
    if way == 2:
        return np.asarray(line * np.float32(rng.uniform(FAINTEST, 1.0)), dtype=np.uint8)
    wiped = line.copy()
    for _ in range(int(rng.integers(1, 4))):
        size = int(rng.integers(1, WIPED + 1))
        if rng.random() < 0.5:
            at = int(rng.integers(line.shape[1]))
            wiped[:, at : at + size] = 0
        else:
            at = int(rng.integers(HEIGHT))
            wiped[at : at + size] = 0
    return wiped
