"""The loss of a reader of lines, over all ways in which the answers can spell a text."""

import keras
from keras import ops

from inkread.training.architectures import Tensor


def ctc(wanted: Tensor, logits: Tensor) -> Tensor:
    """Return the mean over lines of the negative logarithm of the text's probability (Graves et al. 2006).

    Args:
        wanted: axes (n, 1 + places): how many answers a line has, then its labels from 1, 0 behind the text.
        logits: axes (n, answers, 1 + graphemes), the first of them the blank's.
    """
    wanted = ops.cast(wanted, "int32")
    labels, lengths = wanted[:, 1:], wanted[:, 0]
    if keras.backend.backend() == "tensorflow":
        return _by_tensorflow(labels, lengths, logits)
    num = ops.sum(ops.cast(labels > 0, "int32"), axis=-1)
    return ops.mean(ops.ctc_loss(labels, logits, num, lengths, mask_index=0))


def _by_tensorflow(labels: Tensor, lengths: Tensor, logits: Tensor) -> Tensor:
    """Return the loss by TensorFlow's own kernel.

    Keras asks for the one that is made of a loop over the answers: that took an eighth of a step.
    """
    import tensorflow as tf

    empty = labels[:, 0] == 0  # which the kernel refuses: only blanks spell it
    filled = tf.concat([tf.maximum(labels[:, :1], 1), labels[:, 1:]], axis=1)
    places = tf.where(filled > 0)
    texts = tf.SparseTensor(
        places, tf.gather_nd(filled, places) - 1, tf.shape(filled, out_type=tf.dtypes.int64)
    )
    turned = tf.concat([logits[..., 1:], logits[..., :1]], axis=-1)  # the kernel has the blank last
    spelt = tf.compat.v1.nn.ctc_loss(
        texts, turned, lengths, time_major=False, ignore_longer_outputs_than_inputs=True
    )
    within = tf.sequence_mask(lengths, tf.shape(logits)[1], dtype=logits.dtype)
    silent = -tf.reduce_sum(tf.nn.log_softmax(logits)[..., 0] * within, axis=1)
    return tf.reduce_mean(tf.where(empty, silent, spelt))
