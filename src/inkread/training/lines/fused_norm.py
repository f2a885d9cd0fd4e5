"""Batch normalisation in one kernel of TensorFlow, for the network that is being trained."""

import keras
from keras import layers

from inkread.training.architectures import Tensor


class FusedNorm(layers.BatchNormalization):  # type: ignore[misc]  # Keras ships no types
    """Keras' layer, with the same weights; over four axes.

    Keras writes it as a dozen operations over the maps, which took a fifth of a step. The variance that is
    kept is that of the maps at large, n - 1 in its denominator, where Keras keeps that of the batch.
    """

    def call(self, inputs: Tensor, training: bool | None = None, mask: Tensor | None = None) -> Tensor:
        """Return the maps normalised, by their own mean and variance in training."""
        if not training or keras.backend.backend() != "tensorflow":
            return super().call(inputs, training=training, mask=mask)
        import tensorflow as tf

        made, mean, variance = tf.compat.v1.nn.fused_batch_norm(
            inputs, self.gamma.value, self.beta.value, epsilon=self.epsilon, is_training=True
        )[:3]
        for kept, seen in ((self.moving_mean, mean), (self.moving_variance, variance)):
            kept.assign(kept * self.momentum + seen * (1.0 - self.momentum))
        return made
