"""Muon: updates of equal singular values for hidden kernels, Adam's for all else."""

import numpy as np
import pytest

from inkread.training.recipes import find_recipe

pytestmark = pytest.mark.train
RATE = 0.01


@pytest.fixture(scope="module")
def first_steps():
    """How far one step of Muon, and one of Adam, moves each variable of a network, by its path."""
    import keras

    from inkread.training.muon import Muon

    return steps_of(Muon(RATE, weight_decay=None)), steps_of(keras.optimizers.Adam(RATE))


def steps_of(optimiser):
    """How far one step along the same random gradients moves each variable of a network, by its path."""
    import keras

    from inkread.training.architectures import build

    keras.utils.set_random_seed(0)
    variables = build(find_recipe("classic-16-32").network, 10).trainable_variables
    chance = np.random.default_rng(1)
    before = [variable.numpy() for variable in variables]
    gradients = [chance.normal(size=variable.shape).astype("float32") for variable in variables]
    optimiser.apply([keras.ops.convert_to_tensor(gradient) for gradient in gradients], variables)
    moved = (variable.numpy() - old for variable, old in zip(variables, before, strict=True))
    return {variable.path: step for variable, step in zip(variables, moved, strict=True)}


@pytest.mark.parametrize("path", ["conv_2/kernel", "conv_3/kernel", "dense_1/kernel"])
def test_a_hidden_kernel_moves_alike_in_all_directions(first_steps, path):
    step = first_steps[0][path]
    step = step.reshape(-1, step.shape[-1])
    sizes = np.linalg.svd(step, compute_uv=False) / (RATE * 0.2 * np.sqrt(max(step.shape)))
    assert sizes.min() > 0.6
    assert sizes.max() < 1.3


def test_its_step_is_of_the_size_of_adams(first_steps):
    sizes = [np.sqrt(np.mean(first_steps[0][path] ** 2)) for path in ("conv_3/kernel", "dense_1/kernel")]
    assert all(0.1 * RATE < size < 0.4 * RATE for size in sizes)


@pytest.mark.parametrize("path", ["conv_1/kernel", "conv_2/bias", "logits/kernel", "logits/bias"])
def test_the_first_and_the_last_kernel_and_vectors_move_as_with_adam(first_steps, path):
    by_muon, by_adam = first_steps
    np.testing.assert_allclose(by_muon[path], by_adam[path], rtol=1e-3, atol=1e-7)


def test_it_is_saved_and_made_again_by_keras():
    import keras

    from inkread.training.muon import Muon

    made = keras.optimizers.deserialize(keras.optimizers.serialize(Muon(RATE, weight_decay=0.02)))
    assert isinstance(made, Muon)
    assert (float(made.learning_rate), made.weight_decay) == (pytest.approx(RATE), 0.02)
