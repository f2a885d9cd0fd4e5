"""Weights between two trainings: as long filters, statistics of their own, the same when a run goes on."""

import json
from dataclasses import replace

import numpy as np
import pytest

from inkread.errors import TrainingError

pytestmark = [
    pytest.mark.train,
    pytest.mark.filterwarnings("ignore:__array__ implementation"),  # raised by Keras on NumPy 2
]


@pytest.fixture
def make(tiny_recipe):
    """Makes untrained networks of lines, each with weights of its own."""
    import keras

    from inkread.training.lines.material import LINES
    from inkread.training.lines.network import build

    def built(seed):
        keras.utils.set_random_seed(seed)
        return build(tiny_recipe, len(LINES))

    return built


def answers(model, lines):
    """Return what a network answers to some lines."""
    return np.asarray(model.predict_on_batch(np.stack(lines.images[:2])[..., None]))


def test_no_share_changes_nothing_and_all_of_it_is_the_other(make, lines):
    from inkread.training.lines.midway import mix

    end, start = make(0), make(1)
    before = answers(end, lines)
    mix(end, [(start, 0.0)])
    np.testing.assert_allclose(answers(end, lines), before, atol=1e-6)
    mix(end, [(start, 1.0)])
    first, own = (model.get_layer("conv_2").get_weights()[0] for model in (start, end))
    lengths = [np.linalg.norm(kernel.reshape(-1, kernel.shape[-1]), axis=0) for kernel in (first, own)]
    np.testing.assert_allclose(own / lengths[1], first / lengths[0], atol=1e-5)
    np.testing.assert_array_equal(
        end.get_layer("answers").get_weights()[0], start.get_layer("answers").get_weights()[0]
    )


def test_a_network_with_short_filters_has_the_same_say(make):
    from inkread.training.lines.midway import mix

    made = []
    for factor in (1.0, 0.01):
        end, start = make(0), make(1)
        layer = start.get_layer("conv_3")
        layer.set_weights([factor * weight for weight in layer.get_weights()])
        mix(end, [(start, 0.5)])
        made.append(end.get_layer("conv_3").get_weights()[0])
    np.testing.assert_allclose(*made, rtol=1e-4)


def test_normalisations_take_the_statistics_of_the_lines(make, lines):
    from inkread.training.lines.midway import settle

    model = make(0)
    batch = np.stack(lines.images[:4])[..., None]
    settle(model, [batch, batch])
    norm = model.get_layer("conv_1_norm")
    import keras

    maps = np.asarray(keras.Model(model.inputs, norm.input).predict_on_batch(batch))
    np.testing.assert_allclose(np.asarray(norm.moving_mean), maps.mean(axis=(0, 1, 2)), atol=1e-4)
    np.testing.assert_allclose(np.asarray(norm.moving_variance), maps.var(axis=(0, 1, 2)), rtol=1e-3)
    assert norm.momentum > 0.5


def test_a_run_ends_between_the_weights_it_starts_from_and_those_it_comes_to(
    make, lines, still_lines, tiny_recipe, tmp_path, weights_of
):
    from inkread.training.lines.finish import claim_lines
    from inkread.training.lines.fit import LineRun, train_lines

    make(1).save(tmp_path / "start.keras")
    ended = {}
    for share in (0.0, 0.5):
        recipe = replace(tiny_recipe, epochs=1, start_share=share)
        run = LineRun(tmp_path / f"run-{share}", load=(tmp_path / "start.keras",))
        claim_lines(recipe, ([], tmp_path), run)
        ended[share] = train_lines(recipe, lines, still_lines, run)
    start, plain, half = (
        model.get_layer("answers").get_weights()[1] for model in (make(1), ended[0.0], ended[0.5])
    )
    np.testing.assert_allclose(half, (start + plain) / 2, atol=1e-6)
    again = train_lines(recipe, lines, still_lines, replace(run, load=(), resume=True))
    assert np.array_equal(weights_of(again), weights_of(ended[0.5]))


def test_a_run_that_starts_from_several_starts_from_their_mean(
    make, lines, still_lines, tiny_recipe, tmp_path
):
    from inkread.training.keras_file import save_keras
    from inkread.training.lines.batches import LineBatches
    from inkread.training.lines.finish import claim_lines
    from inkread.training.lines.fit import LineRun, train_lines
    from inkread.training.lines.midway import started

    starts = tuple(tmp_path / f"{seed}.keras" for seed in range(3))
    for seed, path in enumerate(starts):
        save_keras(make(seed), path)
    mean = started(tiny_recipe, starts, LineBatches(lines, tiny_recipe, 0), 0)
    kernels = [make(seed).get_layer("answers").get_weights()[0] for seed in range(3)]
    np.testing.assert_allclose(
        mean.get_layer("answers").get_weights()[0], np.mean(kernels, axis=0), atol=1e-6
    )
    barely = replace(tiny_recipe, epochs=1, learning_rate=1e-9, weight_decay=0.0)
    run = LineRun(tmp_path / "run", load=starts)
    claim_lines(barely, ([], starts[0]), run)
    ended = train_lines(barely, lines, still_lines, run)
    assert len(json.loads((run.folder / "config.json").read_text("utf-8"))["load"]) == 3
    for layer in ("conv_1", "across_1", "answers"):
        pair = (model.get_layer(layer).get_weights()[0] for model in (ended, mean))
        np.testing.assert_allclose(*pair, atol=1e-5)


def test_no_epochs_take_the_mean_as_it_is(make, lines, still_lines, tiny_recipe, tmp_path, weights_of):
    from inkread.training.keras_file import save_keras
    from inkread.training.lines.batches import LineBatches
    from inkread.training.lines.finish import claim_lines, finish_lines
    from inkread.training.lines.fit import LineRun, train_lines
    from inkread.training.lines.midway import started

    starts = (tmp_path / "0.keras", tmp_path / "1.keras")
    for seed, path in enumerate(starts):
        save_keras(make(seed), path)
    recipe = replace(tiny_recipe, epochs=0)
    run = LineRun(tmp_path / "run", load=starts)
    claim_lines(recipe, ([], starts[0]), run)
    model = train_lines(recipe, lines, still_lines, run)
    mean = started(recipe, starts, LineBatches(lines, recipe, 0), 0)
    assert np.array_equal(weights_of(model), weights_of(mean))
    assert finish_lines(model, recipe, (lines, still_lines), run, name="mean")["n"] == len(still_lines)
    with pytest.raises(TrainingError, match="expected --load beside no epochs"):
        claim_lines(recipe, ([], starts[0]), LineRun(tmp_path / "none"))


def test_a_share_of_no_weights_is_refused_before_anything_is_prepared(tiny_recipe, tmp_path):
    from inkread.training.lines.finish import claim_lines
    from inkread.training.lines.fit import LineRun

    recipe = replace(tiny_recipe, start_share=0.5)
    with pytest.raises(TrainingError, match="expected --load beside a start_share"):
        claim_lines(recipe, ([], tmp_path), LineRun(tmp_path / "run"))
