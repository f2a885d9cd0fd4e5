"""Noise of a sensor: too few photons, and pixels that say nothing but black or white."""

import numpy as np

from inkread.evaluation.corruptions.levels import WHITE, Glyphs, grey_levels, shares

PHOTONS = 3.0  # that a white pixel counts on average: severity 5 of 5
FLIPPED = 0.17  # of the pixels: severity 4 of 5
SALT = 0.5  # of these turn white, the others black


def shot_noise(glyphs: Glyphs, rng: np.random.Generator) -> Glyphs:
    """Return the glyphs as counted in a few photons: black stays black, all else flickers."""
    return grey_levels(rng.poisson(shares(glyphs) * PHOTONS) / PHOTONS)


def impulse_noise(glyphs: Glyphs, rng: np.random.Generator) -> Glyphs:
    """Return the glyphs with one pixel in six turned black or white."""
    flipped = rng.random(glyphs.shape) < FLIPPED
    salted = np.where(rng.random(glyphs.shape) < SALT, np.uint8(WHITE), np.uint8(0))
    return np.where(flipped, salted, glyphs)
