"""The images that a run was judged on and never trained on, gathered again without its training images."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from inkread.charset import Charset
from inkread.datasets.samples import Labels
from inkread.errors import TrainingError
from inkread.training.augment import Glyphs
from inkread.training.material import (
    Progress,
    frame_inked,
    joint_charset,
    open_source,
    part_rows,
)


@dataclass(frozen=True, slots=True, eq=False)
class HeldOut:
    """Images to judge on.

    Attributes:
        charset: what the labels stand for.
        glyphs: axes (n, 28, 28), uint8, in the contract's frame.
        labels: axes (n,).
        sources: what they are of.
    """

    charset: Charset
    glyphs: Glyphs
    labels: Labels
    sources: tuple[str, ...]


def held_out(sources: Sequence[str], *, whole: bool = False, progress: Progress | None = None) -> HeldOut:
    """Return the validation part of `sources` as `gather` parts them, those with ink.

    Args:
        sources: each `SOURCE` or `SOURCE:SPLIT`.
        whole: take every image: right only where no run was trained on any.
        progress: called now and then while images are framed.

    Raises:
        DataError: when a source cannot be opened.
        TrainingError: when there is no image with ink.
    """
    opened = [open_source(source) for source in sources]
    charset = joint_charset([samples.charset for samples, _ in opened])
    glyphs, labels = [], []
    for samples, named in opened:
        if not whole:
            rows = part_rows(samples, named=named)[1]
            samples = samples.take(rows, name=f"{samples.name}'s validation part")
        framed, of_charset, _ = frame_inked(samples, charset, progress)
        glyphs.append(framed)
        labels.append(of_charset)
    if not sum(map(len, labels)):
        raise TrainingError(f"expected images to judge on, got none from {', '.join(sources)}; name others")
    return HeldOut(charset, np.concatenate(glyphs), np.concatenate(labels), tuple(sources))
