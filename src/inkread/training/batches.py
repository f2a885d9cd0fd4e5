"""Training batches that depend on (seed, epoch, step) alone, so that an interrupted run can go on exactly."""

from collections.abc import Iterator
from functools import lru_cache, partial

import numpy as np
import numpy.typing as npt

from inkread.datasets.samples import Labels
from inkread.evaluation.priors import even_kinds
from inkread.training.augment import Glyphs, augment
from inkread.training.losses import Form, offset_of, targets, with_labels
from inkread.training.made_ahead import made_ahead
from inkread.training.material import Material
from inkread.training.recipes import Recipe
from inkread.training.small_glyphs import is_small, small_glyphs
from inkread.training.teacher import Teacher

Batch = tuple[Glyphs, npt.NDArray[np.generic]]
"""Glyphs with axes (n, 28, 28, 1), or smaller ones in a recipe's small passes, and targets, see `Form`."""


class Batches:
    """The batches of a run."""

    def __init__(
        self, material: Material, recipe: Recipe, seed: int, *, teacher: Teacher | None = None
    ) -> None:
        """Keep the training images, what decides their order, and who teaches beside the labels."""
        self._teacher = teacher
        self._glyphs = material.glyphs
        self._labels = material.labels
        self._num_extra = material.num_extra
        self._charset = material.charset
        self.recipe = recipe
        self._seed = seed
        self._drawn = recipe.samples_per_epoch or len(self._labels)
        self._order = lru_cache(maxsize=1)(self._draw)

    def __len__(self) -> int:
        """Return the number of steps an epoch; a last, short batch counts."""
        return -(-self._drawn // self.recipe.batch_size)

    def shares(self) -> npt.NDArray[np.float64]:
        """Return the share of each class among what is drawn, axes (c,), above 0."""
        # A class without an image counts as one with a single one: it has to have a finite logarithm.
        counts = np.maximum(np.bincount(self._labels, minlength=len(self._charset)), 1)
        drawn = counts.astype(np.float64) ** (1 - self.recipe.balance)
        shares: npt.NDArray[np.float64] = drawn / drawn.sum()
        return shares

    def priors(self) -> npt.NDArray[np.float64] | None:
        """Return the priors that answers are to have, axes (c,), or None for the shares."""
        return even_kinds(self._charset) if self.recipe.even_priors else None

    @property
    def form(self) -> Form:
        """What the targets of a batch are."""
        if self._teacher is not None:
            return "taught"
        return "one-hot" if self.recipe.labels == "one-hot" else "labels"

    def batch(self, epoch: int, step: int) -> Batch:
        """Return the batch of `step` (from 0) in `epoch` (from 0)."""
        size = self.recipe.batch_size
        rows = self._order(epoch)[step * size : (step + 1) * size]
        glyphs = self._glyphs[rows]
        if self.recipe.augmentation is not None:
            rng = np.random.default_rng((self._seed, epoch, step))
            graphemes = [self._charset.graphemes[label] for label in self._labels[rows]]
            glyphs = augment(glyphs, graphemes, self.recipe.augmentation, rng)
        wanted = self._wanted(glyphs, self._labels[rows])
        if is_small(self.recipe, epoch):
            glyphs = small_glyphs(glyphs)
        return glyphs[..., None], wanted

    def from_step(self, epoch: int, step: int) -> Iterator[Batch]:
        """Return the batches of `epoch` from `step` on, the next one made while one is in use."""
        return made_ahead(partial(self.batch, epoch), range(step, len(self)))

    def _wanted(self, glyphs: Glyphs, labels: Labels) -> npt.NDArray[np.generic]:
        """Return what is to be answered for glyphs, axes (n, 28, 28), as the loss takes it."""
        if self._teacher is None:
            return targets(labels, len(self._charset), self.form)
        offset = offset_of(self.shares(), self.priors())
        share = self.recipe.teacher_share
        return with_labels(self._teacher.wanted(glyphs, labels, offset, share), labels)

    def _draw(self, epoch: int) -> npt.NDArray[np.int64]:
        """Return the rows of an epoch in order, axes (drawn,)."""
        rng = np.random.default_rng((self._seed, epoch))
        share = self.recipe.extra_share if self._num_extra else None
        if self.recipe.balance == 0 and share is None and self._drawn == len(self._labels):
            return rng.permutation(len(self._labels))
        weight = np.bincount(self._labels)[self._labels].astype(np.float64) ** -self.recipe.balance
        if share is not None:
            weight *= _evened(self._labels, self._num_extra, share)
        return rng.choice(len(self._labels), size=self._drawn, p=weight / weight.sum())


def _evened(labels: Labels, num_extra: int, share: float) -> npt.NDArray[np.float64]:
    """Return weights, axes (n,), by which the last images are `share` of each class's that has both kinds.

    The weights of a class sum to the number of its images, as weights of 1 would.
    """
    own, extra = labels[: len(labels) - num_extra], labels[len(labels) - num_extra :]
    length = int(labels.max()) + 1
    num_own, num_more = (np.bincount(part, minlength=length) for part in (own, extra))
    has_both = (num_own > 0) & (num_more > 0)
    of_own = np.where(has_both, (1 - share) * (num_own + num_more) / np.maximum(num_own, 1), 1.0)
    of_more = np.where(has_both, share * (num_own + num_more) / np.maximum(num_more, 1), 1.0)
    return np.concatenate([of_own[own], of_more[extra]])
