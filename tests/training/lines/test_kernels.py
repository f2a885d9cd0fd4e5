"""TensorFlow's kernels for training give what Keras' own operations give."""

import numpy as np
import pytest

pytestmark = pytest.mark.train

TEXTS = ([3, 3, 1], [2], [], [1, 2, 4, 4, 1])


@pytest.fixture
def answers():
    """Logits of four lines, axes (n, answers, classes), and the targets."""
    rng = np.random.default_rng(0)
    wanted = np.zeros((len(TEXTS), 1 + 8), np.int32)
    for row, text in enumerate(TEXTS):
        wanted[row, 0], wanted[row, 1 : 1 + len(text)] = 12 - row, text
    return rng.normal(0, 2, (len(TEXTS), 12, 6)).astype(np.float32), wanted


def _likelihood(logits, text):
    """Return how likely a text is, added up over the paths of single answers by dynamic programming."""
    shares = np.exp(logits) / np.exp(logits).sum(axis=-1, keepdims=True)
    states = [0]
    for label in text:
        states += [label, 0]
    reached = np.zeros(len(states))
    reached[0] = 1.0
    for step, share in enumerate(shares):
        before = reached if step else np.eye(len(states))[0]
        reached = np.zeros(len(states))
        for place, label in enumerate(states):
            came = before[place] + (before[place - 1] if place else 0.0)
            if place > 1 and label and label != states[place - 2]:
                came += before[place - 2]
            reached[place] = came * share[label]
    return reached[-1] + (reached[-2] if text else 0.0)


def test_the_loss_is_that_of_all_ways_to_spell_the_text(answers):
    from inkread.training.lines.ctc_loss import ctc

    logits, wanted = answers
    rows = zip(logits, wanted[:, 0], TEXTS, strict=True)
    expected = -np.log([_likelihood(own[:length], text) for own, length, text in rows])
    assert float(ctc(wanted, logits)) == pytest.approx(expected.mean(), rel=1e-5)


def test_the_loss_has_the_gradient_of_keras_own(answers):
    import tensorflow as tf
    from keras import ops

    from inkread.training.lines.ctc_loss import ctc

    logits, wanted = (part[[0, 1, 3]] for part in answers)  # Keras' gradient of an empty text is none
    held = tf.Variable(logits)
    num = (wanted[:, 1:] > 0).sum(axis=1)
    with tf.GradientTape(persistent=True) as tape:
        ours = ctc(wanted, held)
        theirs = ops.mean(ops.ctc_loss(wanted[:, 1:], held, num, wanted[:, 0], mask_index=0))
    np.testing.assert_allclose(tape.gradient(ours, held), tape.gradient(theirs, held), atol=1e-5)


def test_the_fused_normalisation_is_keras_own():
    import keras
    import tensorflow as tf

    from inkread.training.lines.fused_norm import FusedNorm

    maps = tf.constant(np.random.default_rng(0).normal(3, 2, (2, 4, 50, 3)).astype(np.float32))
    layers = FusedNorm(momentum=0.9), keras.layers.BatchNormalization(momentum=0.9)
    found = []
    for layer in layers:
        layer.build(maps.shape)
        layer.gamma.assign([1.0, 2.0, 0.5])
        trained = layer(maps, training=True)
        found.append((trained, layer(maps), *layer.get_weights()))
    for ours, theirs in zip(*found, strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=1e-3, atol=1e-4)  # n or n - 1, of 400


def test_sums_of_half_the_bits_train_the_same_weights(tiny_recipe, lines, tmp_path):
    from dataclasses import replace

    from inkread.training.lines.fit import LineRun, train_lines
    from inkread.training.lines.material import Lines

    half = replace(tiny_recipe, precision="bfloat16", epochs=1)
    model = train_lines(half, lines, Lines([], []), LineRun(tmp_path))
    assert {weight.dtype for weight in model.weights} == {"float32"}
    assert model.compute_dtype == "float32"
    (tmp_path / "whole").mkdir()
    whole = train_lines(replace(half, precision="float32"), lines, Lines([], []), LineRun(tmp_path / "whole"))
    for ours, theirs in zip(model.get_weights(), whole.get_weights(), strict=True):
        np.testing.assert_allclose(ours, theirs, atol=0.05)
