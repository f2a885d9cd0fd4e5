"""What a run makes small: how unlikely the true classes look, and how often each class was drawn."""

from collections.abc import Callable

import keras
import numpy as np
import numpy.typing as npt

from inkread.training.architectures import Tensor

Loss = Callable[[Tensor, Tensor], Tensor]
"""Takes labels, axes (n,), and logits, axes (n, c); returns a loss for each sample, axes (n,)."""


def cross_entropy(shares: npt.NDArray[np.float64], *, even_priors: bool) -> Loss:
    """Return the cross entropy of logits, those of even class priors if asked for.

    A network trained on unevenly drawn classes learns how often each is drawn, and takes a doubtful stroke
    for the class that its data set happens to be full of. With `even_priors` the log of the shares is added
    to the logits before the softmax, so that the logits themselves are left without it: logit adjustment,
    Menon et al. 2021, "Long-tail learning via logit adjustment", equation 10.

    Args:
        shares: axes (c,), the share of each class among what is drawn, above 0.
        even_priors: whether a reading is to take all classes for equally frequent.
    """
    offset = np.log(shares).astype(np.float32) if even_priors else np.zeros(len(shares), np.float32)

    def loss(labels: Tensor, logits: Tensor) -> Tensor:
        return keras.losses.sparse_categorical_crossentropy(labels, logits + offset, from_logits=True)

    return loss
