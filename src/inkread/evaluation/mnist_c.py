"""MNIST-C: how well digits are read that fifteen corruptions have spoilt, none of them trained on."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from inkread.datasets.samples import Samples
from inkread.evaluation.corruptions import CORRUPTIONS, corrupt
from inkread.evaluation.judge import Judge, JudgeOptions, glyphs_of
from inkread.evaluation.robustness import Robustness

if TYPE_CHECKING:
    from inkread.recognition.reader import Reader

SUITE = "mnist-c"


def mnist_c(readers: "Sequence[Reader]", samples: Samples, options: JudgeOptions) -> Robustness:
    """Return how well spoilt glyphs are read: as `inkread read` reads an image, and by the network alone.

    Args:
        readers: runs of one recipe with other seeds, or a single one.
        samples: MNIST's images, axes (n, 28, 28), white ink on black; the test split for published figures.
        options: the charset, the seed and who is told.

    Raises:
        DataError: when the images are no glyphs of 28×28 px, or the charset counts none of them.
    """
    judge = Judge(readers, samples, options)
    glyphs = glyphs_of(judge.samples)
    spoilt = ((name, corrupt(glyphs, name, seed=judge.seed)) for name in CORRUPTIONS)
    trials = (judge.trial(name, images, straight=images) for name, images in spoilt)
    return judge.robustness(SUITE, trials, straight=glyphs)
