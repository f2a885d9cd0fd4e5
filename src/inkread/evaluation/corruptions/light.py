"""Light and tone: too bright, seen through fog, and the sides turned to their negative."""

import numpy as np

from inkread.evaluation.corruptions.levels import WHITE, Glyphs, grey_levels, shares
from inkread.evaluation.corruptions.plasma import plasma

BRIGHTER = 0.5  # of white: severity 5 of 5
FOG = 3.0  # times as bright as ink at its thickest: severity 5 of 5
FOG_DECAY = 1.4  # of the fog's swings from one scale to the next finer: severity 5 of 5
STRIPE = 7  # px on the left, and as many on the right


def brightness(glyphs: Glyphs, rng: np.random.Generator) -> Glyphs:
    """Return the glyphs brighter by half of white, cut off at white."""
    return grey_levels(shares(glyphs) + np.float32(BRIGHTER))


def fog(glyphs: Glyphs, rng: np.random.Generator) -> Glyphs:
    """Return the glyphs with fog added; together they are as bright as the brightest ink was."""
    clear = shares(glyphs)
    most = clear.max(axis=(1, 2), initial=0.0, keepdims=True)
    clouded = clear + np.float32(FOG) * plasma(len(glyphs), FOG_DECAY, rng)
    return grey_levels(clouded * most / (most + np.float32(FOG)))


def stripe(glyphs: Glyphs, rng: np.random.Generator) -> Glyphs:
    """Return the glyphs with the outer quarters turned to their negative."""
    striped = glyphs.copy()
    striped[:, :, :STRIPE] = WHITE - striped[:, :, :STRIPE]
    striped[:, :, -STRIPE:] = WHITE - striped[:, :, -STRIPE:]
    return striped
