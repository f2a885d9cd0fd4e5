"""Reads images whose truth is known with several readers, and counts what they made of them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import numpy.typing as npt

from inkread.datasets.samples import Samples
from inkread.errors import DataError
from inkread.evaluation.evaluate import BLOCK, labels_in
from inkread.evaluation.kinds import charset_called, narrowest_charset
from inkread.evaluation.robustness import Counts, Robustness, Trial
from inkread.preprocess.frame import SIDE
from inkread.trail import GreyImage

if TYPE_CHECKING:
    from inkread.recognition.reader import Reader

Tell: TypeAlias = Callable[[str, int, int], None]
"""Called with what is read, how many images of it are done, and how many there are."""


@dataclass(frozen=True, slots=True)
class JudgeOptions:
    """By which rules images are read.

    Attributes:
        charset: what may come out, as `--charset` takes it; None for the narrowest that counts most
            samples, a usual one or the first reader's own.
        seed: of all that is random in spoiling images.
        tell: told after each block of images, or None.
    """

    charset: str | None = None
    seed: int = 0
    tell: Tell | None = None


class Judge:
    """Holds the readers and the truth of one set; every trial reads as many images.

    Args:
        readers: runs of one recipe with other seeds, or a single one.
        samples: their images and labels.
        options: the charset, the seed and who is told.

    Raises:
        DataError: when there are no samples that the charset counts.
        CharsetError: when a reader cannot give a grapheme of the charset.
    """

    def __init__(self, readers: "Sequence[Reader]", samples: Samples, options: JudgeOptions) -> None:
        """Narrow the readers, and the samples to those whose truth is in the charset."""
        name = options.charset or narrowest_charset(readers[0].charset, samples)
        charset = charset_called(name, readers[0].charset)
        labels = labels_in(samples, charset)
        counted = np.flatnonzero(labels >= 0)
        if not len(counted):
            raise DataError(
                f"{samples.name}: expected samples of {name!r}, got none; choose another --charset"
            )
        self.samples = samples.take(counted)
        self.charset, self.seed, self.tell = name, options.seed, options.tell
        self._truth = [charset.decode(label) for label in labels[counted].tolist()]
        self._readers = [reader.narrowed(charset=charset, top_k=1) for reader in readers]

    def robustness(
        self, suite: str, trials: Iterable[Trial], *, straight: npt.NDArray[np.uint8] | None = None
    ) -> Robustness:
        """Return the trials of a suite beside the images as they are, which are read first.

        Args:
            suite: the suite's name.
            trials: made one by one, so that few spoilt images are held at a time.
            straight: the images as they are as glyphs, axes (n, 28, 28), for the network alone.
        """
        plain = self.trial("plain", self.samples.images, straight=straight)
        num = len(self.samples)
        return Robustness(suite, self.samples.name, self.charset, num, self.seed, plain, tuple(trials))

    def trial(
        self,
        kind: str,
        images: Iterable[GreyImage],
        *,
        strength: float | None = None,
        straight: npt.NDArray[np.uint8] | None = None,
    ) -> Trial:
        """Return what the readers made of `images`, one for each sample, in order.

        Args:
            kind: what was done to them.
            images: axes (height, width) each, or with colours.
            strength: how much was done to them.
            straight: the same images as glyphs, axes (n, 28, 28), to go straight into the network as well.
        """
        counts = np.zeros((len(self._readers), 3), np.int64)
        done = 0
        for block in _blocks(images):
            truth = self._truth[done : done + len(block)]
            for row, reader in enumerate(self._readers):
                counts[row] += _outcomes(reader, block, truth)
            done += len(block)
            if self.tell is not None:
                self.tell(_title(kind, strength), done, len(self._truth))
        through = [None if straight is None else self._straight(reader, straight) for reader in self._readers]
        runs = (
            Counts(right, refused, misread, hits)
            for (right, refused, misread), hits in zip(counts.tolist(), through, strict=True)
        )
        return Trial(kind, strength, len(self._truth), tuple(runs))

    def _straight(self, reader: "Reader", glyphs: npt.NDArray[np.uint8]) -> int:
        """Return how many glyphs the network alone reads right."""
        best = reader.probabilities(glyphs).argmax(axis=1)
        texts = [reader.charset.decode(label) for label in best.tolist()]
        return sum(text == truth for text, truth in zip(texts, self._truth, strict=True))


def glyphs_of(samples: Samples) -> npt.NDArray[np.uint8]:
    """Return the images of `samples` as one array, axes (n, 28, 28).

    Raises:
        DataError: when they are no images of 28×28 px.
    """
    shapes = {image.shape for image in samples.images}
    if shapes != {(SIDE, SIDE)}:
        raise DataError(
            f"{samples.name}: expected glyphs of {SIDE}×{SIDE} px, got {sorted(shapes)}; use MNIST's own"
        )
    return np.asarray(samples.images)


def _outcomes(reader: "Reader", images: list[GreyImage], truth: list[str]) -> tuple[int, int, int]:
    """Return how many images were read right, refused, and misread without a word."""
    readings = reader.read_many(images)
    right = [reading.text == text for reading, text in zip(readings, truth, strict=True)]
    refused = [reading.refusal is not None for reading in readings]
    misread = [not good and not said for good, said in zip(right, refused, strict=True)]
    return sum(right), sum(refused), sum(misread)


def _blocks(images: Iterable[GreyImage]) -> Iterator[list[GreyImage]]:
    """Yield the images in lists of at most 512, whose readings with their trails fit any memory."""
    waiting = iter(images)
    while block := list(islice(waiting, BLOCK)):
        yield block


def _title(kind: str, strength: float | None) -> str:
    """Return what a progress bar says."""
    return kind if strength is None else f"{kind} {strength:g}"
