"""The robustness table: accuracy against the strength of ten distortions, on any labelled set."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from inkread.datasets.samples import Samples
from inkread.evaluation.distortion_scales import SCALES
from inkread.evaluation.distortions import DISTORTIONS
from inkread.evaluation.distortions.page import clean_page
from inkread.evaluation.evaluate import frame_all
from inkread.evaluation.judge import Judge, JudgeOptions
from inkread.evaluation.robustness import Robustness
from inkread.trail import GreyImage

if TYPE_CHECKING:
    from inkread.recognition.reader import Reader

SUITE = "distortions"
CLEAN = "clean page"


def distortion_table(readers: "Sequence[Reader]", samples: Samples, options: JudgeOptions) -> Robustness:
    """Return how well characters are read from pages that are turned, blurred, shadowed and more.

    Each sample's glyph, as the contract frames it, is drawn on a clean page first, so that a strength means
    the same whatever the set; what that alone changes is the trial `clean page`.

    Args:
        readers: runs of one recipe with other seeds, or a single one.
        samples: images of any size and polarity.
        options: the charset, the seed and who is told.

    Raises:
        DataError: when the charset counts none of the samples.
    """
    judge = Judge(readers, samples, options)
    pages = [clean_page(glyph) for glyph in frame_all(judge.samples)]
    trials = [judge.trial(CLEAN, pages)]
    trials += [
        judge.trial(name, _distorted(pages, name, strength, judge.seed), strength=strength)
        for name, scale in SCALES.items()
        for strength in scale.strengths
    ]
    return judge.robustness(SUITE, trials)


def _distorted(pages: list[GreyImage], name: str, strength: float, seed: int) -> Iterator[GreyImage]:
    """Yield the pages distorted; chance falls alike at every strength, so that only that differs."""
    rng = np.random.default_rng([seed, list(DISTORTIONS).index(name)])
    for page in pages:
        yield DISTORTIONS[name](page, strength, rng)
