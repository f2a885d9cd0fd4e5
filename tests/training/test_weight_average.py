"""The running average of the weights: what it is, who is judged by it, and that it outlives a kill."""

import numpy as np
import pytest

pytestmark = [
    pytest.mark.train,
    pytest.mark.filterwarnings("ignore:__array__ implementation"),  # raised by Keras on NumPy 2
]
MOMENTUM = 0.75
AVERAGING = {"average": MOMENTUM, "epochs": 1, "network.units": (8,)}


def arrays(weights):
    return [np.asarray(weight).copy() for weight in weights]


def test_inside_the_block_the_weights_are_their_running_average(small_network, noise):
    import keras

    from inkread.training.weight_average import averaged

    model = small_network()
    model.compile(
        keras.optimizers.SGD(0.1, use_ema=True, ema_momentum=MOMENTUM),
        keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    )
    model.optimizer.build(model.trainable_variables)
    steps = []
    for _ in range(3):
        model.train_on_batch(noise(8)[..., None], np.arange(8) % 3)
        steps.append(arrays(model.trainable_variables))
    expected = steps[0]  # the first step is the average's beginning
    for weights in steps[1:]:
        pairs = zip(expected, weights, strict=True)
        expected = [MOMENTUM * old + (1 - MOMENTUM) * new for old, new in pairs]
    with averaged(model):
        for found, wanted in zip(arrays(model.trainable_variables), expected, strict=True):
            np.testing.assert_allclose(found, wanted, atol=1e-6)
    for found, wanted in zip(arrays(model.trainable_variables), steps[-1], strict=True):
        np.testing.assert_array_equal(found, wanted)


def test_without_an_average_the_weights_stay_themselves(small_network):
    from inkread.training.weight_average import averaged

    model = small_network()
    before = arrays(model.trainable_variables)
    with averaged(model):
        after = arrays(model.trainable_variables)
    assert all(np.array_equal(found, wanted) for found, wanted in zip(after, before, strict=True))


def test_the_average_is_what_a_run_ends_with_also_after_a_kill(train_tiny, tmp_path):
    class KilledError(Exception):
        pass

    def kill(position, _num_steps):
        if position.step == 3:
            raise KilledError

    _, whole = train_tiny("mlp", tmp_path / "whole", changes=AVERAGING)
    with pytest.raises(KilledError):
        train_tiny("mlp", tmp_path / "cut", changes=AVERAGING, watch=kill, save_every=2)
    _, resumed = train_tiny("mlp", tmp_path / "cut", changes=AVERAGING, resume=True)
    _, plain = train_tiny("mlp", tmp_path / "plain", changes=AVERAGING | {"average": None})
    for first, second, other in zip(
        *(arrays(model.trainable_weights) for model in (whole, resumed, plain)), strict=True
    ):
        np.testing.assert_array_equal(first, second)
        assert not np.array_equal(first, other)
