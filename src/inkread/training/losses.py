"""What a run makes small: how unlikely the true classes look, and how often each class was drawn."""

from collections.abc import Callable

import keras
import numpy as np
import numpy.typing as npt

from inkread.datasets.samples import Labels
from inkread.training.architectures import Tensor

Loss = Callable[[Tensor, Tensor], Tensor]
"""Takes targets, axes (n,) or (n, c), and logits, axes (n, c); returns a loss for each sample, axes (n,)."""


def offset_of(
    shares: npt.NDArray[np.float64], priors: npt.NDArray[np.float64] | None
) -> npt.NDArray[np.float32]:
    """Return what is added to the logits before the softmax, axes (c,); see `cross_entropy`."""
    return np.log(shares / (shares if priors is None else priors)).astype(np.float32)


def cross_entropy(
    shares: npt.NDArray[np.float64], priors: npt.NDArray[np.float64] | None = None, *, one_hot: bool = False
) -> Loss:
    """Return the cross entropy of logits, those of other class priors than the drawn ones if asked for.

    A network trained on unevenly drawn classes learns how often each is drawn, and takes a doubtful stroke
    for the class that its data set happens to be full of. With `priors` the log of shares ÷ priors is added
    to the logits before the softmax, so that the logits themselves are left with the priors: logit
    adjustment, Menon et al. 2021, "Long-tail learning via logit adjustment", equation 10.

    Args:
        shares: axes (c,), the share of each class among what is drawn, above 0.
        priors: axes (c,), above 0, how frequent a reading is to take each class for; None for the shares.
        one_hot: whether targets are vectors, axes (n, c), rather than labels.
    """
    offset = offset_of(shares, priors)
    names = ("categorical_crossentropy", "sparse_categorical_crossentropy")
    entropy = getattr(keras.losses, names[0] if one_hot else names[1])

    def loss(targets: Tensor, logits: Tensor) -> Tensor:
        return entropy(targets, logits + offset, from_logits=True)

    return loss


def targets(labels: Labels, num_classes: int, *, one_hot: bool) -> npt.NDArray[np.generic]:
    """Return labels as the loss takes them: as they are, or one-hot, axes (n, c), float32."""
    return np.eye(num_classes, dtype=np.float32)[labels] if one_hot else labels
