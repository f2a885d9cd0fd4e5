"""A network trained by several processes at once, each on its share of every batch, their gradients added up.

All hold the same weights and make the same batches from the same seed. A batch's gradient is the mean over
its images, so the shares' gradients, each weighted by its images, add up to that of one process, but for the
order of sums. Two things differ from one process: batch normalisation takes its statistics from a share of
the batch (their running means are averaged), and dropout strikes other places.
"""

from collections.abc import Callable, Mapping
from typing import Any

import keras
import numpy as np
import numpy.typing as npt

from inkread.errors import TrainingError
from inkread.scale.team import Numbers, Team
from inkread.training.architectures import Model

ALIGN_EVERY = 100
"""Steps after which all take over the leader's weights: other processors round otherwise, and would drift."""

Array = npt.NDArray[Any]


def join(model: Model, team: Team) -> None:
    """Let the compiled `model` be trained together with the others of `team`, who do the same.

    Raises:
        TrainingError: when Keras runs on another backend than TensorFlow.
    """
    if keras.backend.backend() != "tensorflow":
        raise TrainingError(
            f"expected Keras on TensorFlow for several workers, got {keras.backend.backend()};"
            " unset KERAS_BACKEND, or train with one"
        )
    _Replica(model, team)


class _Replica:
    """One process's copy of the network."""

    def __init__(self, model: Model, team: Team) -> None:
        self._model, self._team = model, team
        self._weight = np.float32(1.0)
        self._num_steps = 0
        self._failure: TrainingError | None = None
        self._step: Callable[..., Mapping[str, float]] = model.train_on_batch
        self._apply: Callable[..., None] = model.optimizer.apply
        model.jit_compile = False  # XLA cannot call back into Python
        model.optimizer.apply = self.apply
        model.train_on_batch = self.train_on_batch

    def train_on_batch(self, glyphs: Array, wanted: Array, *, return_dict: bool) -> dict[str, float]:
        """Train on this process's share of a batch; return the metrics of the whole batch."""
        if not return_dict:
            raise TrainingError("expected return_dict, got none; ask for a dict of metrics")
        rows, self._weight = self._share(len(glyphs))
        try:
            logs = self._step(glyphs[rows], wanted[rows], return_dict=True)
        except Exception:
            if self._failure is not None:  # TensorFlow wraps it in a page of its own
                raise self._failure from None
            raise
        self._num_steps += 1
        return self._agree(logs)

    def apply(self, gradients: list[Any], variables: list[Any] | None = None) -> None:
        """Update the weights by the gradients of the whole batch; called while the step is traced."""
        import tensorflow as tf

        sizes = [int(np.prod(gradient.shape)) for gradient in gradients]
        flat = tf.concat([tf.reshape(gradient, [-1]) for gradient in gradients], axis=0)
        total = tf.ensure_shape(tf.numpy_function(self._total, [flat], tf.float32), [sum(sizes)])
        parts = zip(tf.split(total, sizes), gradients, strict=True)
        self._apply([tf.reshape(part, gradient.shape) for part, gradient in parts], variables)

    def _total(self, numbers: Numbers) -> Numbers:
        """Return the weighted sum of everybody's numbers."""
        try:
            return self._team.total(np.asarray(numbers * self._weight, np.float32))
        except TrainingError as error:
            self._failure = error
            raise

    def _share(self, num_images: int) -> tuple[slice, np.float32]:
        """Return this process's images of a batch, and their part of it."""
        rank, size = self._team.rank, self._team.size
        if num_images < size:  # the last batch of an epoch: all take it whole
            return slice(None), np.float32(1 / size)
        start, stop = num_images * rank // size, num_images * (rank + 1) // size
        return slice(start, stop), np.float32((stop - start) / num_images)

    def _agree(self, logs: Mapping[str, float]) -> dict[str, float]:
        """Return the whole batch's metrics; running means become everybody's, at times weights too."""
        names = sorted(logs)
        means = [one for one in self._model.non_trainable_variables if "float" in str(one.dtype)]
        metrics = np.array([logs[name] for name in names], np.float32)
        total = self._total(_flat([metrics, *map(np.asarray, means)]))
        _assign(means, total[len(names) :])
        if self._num_steps % ALIGN_EVERY == 0:
            weights = self._model.trainable_variables
            _assign(weights, self._team.leaders(_flat(list(map(np.asarray, weights)))))
        return dict(zip(names, total[: len(names)].tolist(), strict=True))


def _flat(arrays: list[Array]) -> Numbers:
    """Return arrays one after the other, axes (n,)."""
    return np.concatenate([np.asarray(array, np.float32).reshape(-1) for array in arrays])


def _assign(variables: list[Any], numbers: Numbers) -> None:
    """Give variables what `_flat` made of theirs."""
    start = 0
    for variable in variables:
        size = int(np.prod(variable.shape))
        variable.assign(numbers[start : start + size].reshape(variable.shape))
        start += size
