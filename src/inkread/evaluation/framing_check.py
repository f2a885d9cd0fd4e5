"""The framing check on two sets of samples: told apart before the contract, and no longer after it."""

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np

from inkread.datasets.samples import Samples
from inkread.evaluation.evaluate import Glyphs
from inkread.evaluation.framing import FramingReport, framing_auc

SIDE = 28  # px


@dataclass(frozen=True, slots=True)
class FramingCheck:
    """How well two sets are told by their frame.

    Attributes:
        before: with each image merely resized to 28×28.
        after: with each image framed by the contract.
    """

    before: FramingReport
    after: FramingReport

    def to_dict(self) -> dict[str, Any]:
        """Return the check as JSON-ready values."""
        return {"before": self.before.to_dict(), "after": self.after.to_dict()}


def check_framing(
    first: tuple[Samples, Glyphs], second: tuple[Samples, Glyphs], *, seed: int
) -> FramingCheck:
    """Return how well two sets are told apart, only samples of graphemes that both have compared.

    Args:
        first: samples and their framed glyphs.
        second: likewise.
        seed: for the choice of images and folds.

    Raises:
        DataError: when the two share too few samples of the same graphemes.
    """
    (samples_a, glyphs_a), (samples_b, glyphs_b) = first, second
    graphemes_b = samples_b.charset.graphemes
    shared = {grapheme: label for label, grapheme in enumerate(samples_a.charset.graphemes)}
    translated = np.array([shared.get(grapheme, -1) for grapheme in graphemes_b], np.int64)[samples_b.labels]
    rows = np.flatnonzero(translated >= 0)
    kept = samples_b.take(rows)
    labels = samples_a.labels, translated[rows]
    return FramingCheck(
        before=framing_auc(resized(samples_a), resized(kept), *labels, seed=seed),
        after=framing_auc(glyphs_a, glyphs_b[rows], *labels, seed=seed),
    )


def resized(samples: Samples) -> Glyphs:
    """Return every image resized to 28×28, aspect and polarity as they come, as is usual."""
    glyphs = np.zeros((len(samples), SIDE, SIDE), np.uint8)
    for row in range(len(samples)):
        glyphs[row] = cv2.resize(samples.images[row], (SIDE, SIDE), interpolation=cv2.INTER_AREA)
    return glyphs
