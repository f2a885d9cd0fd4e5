"""Batches of lines of like width, which depend on (seed, epoch, step) alone."""

from collections.abc import Iterator
from functools import lru_cache, partial

import numpy as np
import numpy.typing as npt

from inkread.preprocess.segment.line_image import HEIGHT
from inkread.trail import GreyImage
from inkread.training.lines.augment import varied
from inkread.training.lines.material import LINES, Lines
from inkread.training.lines.network import FRAMES
from inkread.training.lines.recipe import LineRecipe
from inkread.training.made_ahead import made_ahead

SORTED = 40  # batches whose lines are sorted by width together: less is padded, and the order stays by chance
WIDTHS = 32  # px: widths of batches are multiples of it, so that few shapes come
LONGEST = 40  # characters of a text: longer ones are left out
LENGTHS = 8  # places for labels of a batch are a multiple of it: with 40 always, the loss took half of a step

Batch = tuple[npt.NDArray[np.uint8], npt.NDArray[np.int32]]
"""Lines, axes (n, 32, width, 1), and the targets, axes (n, 1 + places): how many answers a line has, then its
labels from 1, 0 where the text is over; of a picture without writing all are 0."""


class LineBatches:
    """The batches of a run."""

    def __init__(self, lines: Lines, recipe: LineRecipe, seed: int) -> None:
        """Keep the lines and what decides their order."""
        fits = [_fits(image, text) for image, text in zip(lines.images, lines.texts, strict=True)]
        self._lines = [image for image, fit in zip(lines.images, fits, strict=True) if fit]
        self._labels = [labels_of(text) for text, fit in zip(lines.texts, fits, strict=True) if fit]
        self._widths = np.array([image.shape[1] for image in self._lines])
        self.recipe = recipe
        self._seed = seed
        self._order = lru_cache(maxsize=1)(self._draw)

    def __len__(self) -> int:
        """Return the number of steps an epoch."""
        return len(self._lines) // self.recipe.batch_size

    def batch(self, epoch: int, step: int) -> Batch:
        """Return the batch of `step` (from 0) in `epoch` (from 0)."""
        rows = self._order(epoch)[step]
        rng = np.random.default_rng((self._seed, epoch, step))
        images = []
        for row in rows.tolist():
            image = varied(self._lines[row], self.recipe, rng)
            images.append(image if _fits_labels(image, self._labels[row]) else self._lines[row])
        return padded(images), targets(images, [self._labels[row] for row in rows.tolist()])

    def from_step(self, epoch: int, step: int) -> Iterator[Batch]:
        """Return the batches of `epoch` from `step` on, the next one made while one is in use."""
        return made_ahead(partial(self.batch, epoch), range(step, len(self)))

    def _draw(self, epoch: int) -> npt.NDArray[np.int64]:
        """Return the rows of each step, axes (steps, batch)."""
        rng = np.random.default_rng((self._seed, epoch))
        size = self.recipe.batch_size
        rows = rng.permutation(len(self._lines))[: len(self) * size]
        blocks = [rows[start : start + SORTED * size] for start in range(0, len(rows), SORTED * size)]
        ordered = [block[np.argsort(self._widths[block], kind="stable")] for block in blocks]
        steps = np.concatenate(ordered).reshape(-1, size)
        shuffled: npt.NDArray[np.int64] = steps[rng.permutation(len(steps))]
        return shuffled


def labels_of(text: str) -> npt.NDArray[np.int32]:
    """Return the labels of a text, from 1; 0 is the blank's."""
    return np.array([1 + LINES.encode(char) for char in text], np.int32)


def padded(images: list[GreyImage]) -> npt.NDArray[np.uint8]:
    """Return lines as one batch, axes (n, 32, width, 1), nothing behind those that are shorter."""
    width = -(-max(image.shape[1] for image in images) // WIDTHS) * WIDTHS
    batch = np.zeros((len(images), HEIGHT, width, 1), np.uint8)
    for row, image in enumerate(images):
        batch[row, :, : image.shape[1], 0] = image
    return batch


def targets(images: list[GreyImage], labels: list[npt.NDArray[np.int32]]) -> npt.NDArray[np.int32]:
    """Return what the loss asks for, see `Batch`."""
    places = -(-max(1, *(len(own) for own in labels)) // LENGTHS) * LENGTHS
    wanted = np.zeros((len(images), 1 + places), np.int32)
    for row, (image, own) in enumerate(zip(images, labels, strict=True)):
        wanted[row, 0] = image.shape[1] // FRAMES
        wanted[row, 1 : 1 + len(own)] = own
    return wanted


def _fits(image: GreyImage, text: str) -> bool:
    """Return whether a line has answers enough for its text."""
    return len(text) <= LONGEST and _fits_labels(image, labels_of(text))


def _fits_labels(image: GreyImage, labels: npt.NDArray[np.int32]) -> bool:
    """Return whether there is an answer for each label, and a blank between two that are alike."""
    doubled = int((labels[1:] == labels[:-1]).sum())
    return bool(image.shape[1] // FRAMES >= len(labels) + doubled)
