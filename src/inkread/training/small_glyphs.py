"""Glyphs shrunk for the first passes of a training, which then take half the time.

Small images first, large ones later: Touvron et al. 2019, "Fixing the train-test resolution discrepancy", and
Tan and Le 2021, "EfficientNetV2: Smaller Models and Faster Training", section 4.
"""

import cv2
import numpy as np

from inkread.preprocess.frame import SIDE
from inkread.training.augment import Glyphs
from inkread.training.recipes import Recipe
from inkread.training.recipes.recipe import SMALL_SIDE


def is_small(recipe: Recipe, epoch: int) -> bool:
    """Return whether `epoch`, from 0, is one of small glyphs."""
    return epoch < recipe.small_share * recipe.epochs


def small_glyphs(glyphs: Glyphs) -> Glyphs:
    """Return the glyphs, axes (n, 28, 28), as ones of 20×20, axes (n, 20, 20).

    All in one call, in a column: seven rows become five, so that no row has a part in two glyphs.
    """
    column = np.ascontiguousarray(glyphs).reshape(-1, SIDE)
    small = cv2.resize(column, (SMALL_SIDE, SMALL_SIDE * len(glyphs)), interpolation=cv2.INTER_AREA)
    return np.asarray(small, dtype=np.uint8).reshape(-1, SMALL_SIDE, SMALL_SIDE)
