"""What a run makes small: how unlikely the true classes look, and how often each class was drawn."""

from collections.abc import Callable
from typing import Literal, TypeAlias

import keras
import numpy as np
import numpy.typing as npt

from inkread.datasets.samples import Labels
from inkread.training.architectures import Tensor

Loss = Callable[[Tensor, Tensor], Tensor]
"""Takes targets and logits, axes (n, c); returns a number for each sample, axes (n,)."""

Form: TypeAlias = Literal["labels", "one-hot", "taught"]
"""What targets are: labels, axes (n,); vectors of how likely each class is, axes (n, c); or such vectors with
the label behind them, axes (n, c + 1): of what a teacher has a say in, no vector tells what the label was."""


def offset_of(
    shares: npt.NDArray[np.float64], priors: npt.NDArray[np.float64] | None
) -> npt.NDArray[np.float32]:
    """Return what is added to the logits before the softmax, axes (c,); see `cross_entropy`."""
    return np.log(shares / (shares if priors is None else priors)).astype(np.float32)


def cross_entropy(
    shares: npt.NDArray[np.float64], priors: npt.NDArray[np.float64] | None = None, *, form: Form = "labels"
) -> Loss:
    """Return the cross entropy of logits, those of other class priors than the drawn ones if asked for.

    A network trained on unevenly drawn classes learns how often each is drawn, and takes a doubtful stroke
    for the class that its data set happens to be full of. With `priors` the log of shares ÷ priors is added
    to the logits before the softmax, so that the logits themselves are left with the priors: logit
    adjustment, Menon et al. 2021, "Long-tail learning via logit adjustment", equation 10.

    Args:
        shares: axes (c,), the share of each class among what is drawn, above 0.
        priors: axes (c,), above 0, how frequent a reading is to take each class for; None for the shares.
        form: of the targets.
    """
    offset = offset_of(shares, priors)
    names = ("sparse_categorical_crossentropy", "categorical_crossentropy")
    entropy = getattr(keras.losses, names[0] if form == "labels" else names[1])

    def loss(targets: Tensor, logits: Tensor) -> Tensor:
        wanted = targets[:, :-1] if form == "taught" else targets
        return entropy(wanted, logits + offset, from_logits=True)

    return loss


def accuracy_of(form: Form) -> keras.metrics.Metric:
    """Return the metric `accuracy`: whether the likeliest class is the label's, whatever a teacher says.

    Its variables are there at once: a step that has to make them, as for a metric told by its name,
    is traced by TensorFlow twice, which took a seventh of a short run.
    """
    if form == "labels":
        return keras.metrics.SparseCategoricalAccuracy(name="accuracy")
    if form == "one-hot":
        return keras.metrics.CategoricalAccuracy(name="accuracy")

    def accuracy(targets: Tensor, logits: Tensor) -> Tensor:
        return keras.metrics.sparse_categorical_accuracy(targets[:, -1:], logits)

    return keras.metrics.MeanMetricWrapper(accuracy, name="accuracy")


def targets(labels: Labels, num_classes: int, form: Form) -> npt.NDArray[np.generic]:
    """Return labels as the loss takes them; in vectors, float32, a label's own class is certain."""
    if form == "labels":
        return labels
    vectors = np.eye(num_classes, dtype=np.float32)[labels]
    return vectors if form == "one-hot" else with_labels(vectors, labels)


def with_labels(vectors: npt.NDArray[np.float32], labels: Labels) -> npt.NDArray[np.float32]:
    """Return vectors, axes (n, c), with the labels behind them, axes (n, c + 1)."""
    return np.concatenate([vectors, labels[:, None].astype(np.float32)], axis=1)
