"""A few training images to calibrate a network's numbers on; no figure is taken of any of them."""

from collections.abc import Sequence

import numpy as np

from inkread.errors import TrainingError
from inkread.training.augment import Glyphs
from inkread.training.material import Progress, frame_inked, open_source, part_rows

COUNT = 1000  # glyphs: the range of a map's numbers hardly moves beyond a few hundred


def calibration_glyphs(
    sources: Sequence[str], *, count: int = COUNT, seed: int = 0, progress: Progress | None = None
) -> Glyphs:
    """Return glyphs of the training part of `sources` as `gather` parts them, axes (n, 28, 28).

    Args:
        sources: each `SOURCE` or `SOURCE:SPLIT`; all have the same share.
        count: how many at most.
        seed: decides which.
        progress: called now and then while images are framed.

    Raises:
        DataError: when a source cannot be opened.
        TrainingError: when there is no image with ink.
    """
    chance = np.random.default_rng(seed)
    found = []
    for source in sources:
        samples, named = open_source(source)
        rows = part_rows(samples, named=named)[0]
        drawn = chance.choice(rows, size=min(len(rows), -(-count // len(sources))), replace=False)
        glyphs, _, _ = frame_inked(samples.take(drawn), samples.charset, progress)
        found.append(glyphs)
    glyphs = np.concatenate(found)[:count]
    if not len(glyphs):
        raise TrainingError(
            f"expected images to calibrate on, got none from {', '.join(sources)}; name others"
        )
    return glyphs
