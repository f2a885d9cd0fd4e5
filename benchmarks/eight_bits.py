"""A bundle in eight bits for the benchmarks, calibrated on bars: its speed counts, not its answers.

What eight bits cost in right answers is measured by `inkread bundle quantise`.
"""

from dataclasses import replace

import numpy as np

from inkread.bundle import ModelFile
from inkread.preprocess.contract import preprocess_many
from inkread.training.quantise import eight_bit_model

NUM_GLYPHS = 50
SIDE = 56


def in_eight_bits(bundle):
    """Return the bundle with its convolutions in eight bits."""
    model = eight_bit_model(bundle, stroked_glyphs(NUM_GLYPHS))
    return replace(
        bundle, name=f"{bundle.name}-int8", model=model, model_file=ModelFile.of(model), golden=None
    )


def stroked_glyphs(count):
    """Return glyphs of two bars each, the same every time, axes (count, 28, 28), uint8."""
    chance = np.random.default_rng(0)
    pages = np.zeros((count, SIDE, SIDE), np.uint8)
    for page in pages:
        top, left = chance.integers(4, SIDE - 8, 2)
        page[top : top + 4, 6 : SIDE - 6] = 255
        page[6 : SIDE - 6, left : left + 4] = 255
    return preprocess_many(pages)
