"""One network of a cross-validation is judged on its held-out images, and never trained twice."""

import numpy as np
import pytest

from inkread.datasets.folds import tie
from inkread.evaluation.fold_result import read_curves, read_predictions, read_result

pytestmark = [
    pytest.mark.train,
    pytest.mark.filterwarnings("ignore:__array__ implementation"),  # raised by Keras on NumPy 2
]


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    """A fold of the bundled digits in which three training images are copies of held-out ones."""
    from dataclasses import replace

    from inkread.training.crossval.draws import k_folds
    from inkread.training.crossval.one_fit import carry_out
    from inkread.training.crossval.pool import gather_pool
    from inkread.training.recipes import find_recipe

    pool = gather_pool("digits")
    fit = k_folds(pool, tie(pool.glyphs), num_folds=4, seed=0, keep=True)[0]
    glyphs = pool.glyphs.copy()
    glyphs[fit.train[:3]] = glyphs[fit.held[:3]]
    pool = replace(pool, glyphs=glyphs)
    folder = tmp_path_factory.mktemp("fits") / fit.name
    recipe = find_recipe("mlp", epochs=1)
    watched = []

    def again():
        carry_out(fit, pool, recipe, folder, leak_check=True, watch=lambda *told: watched.append(told))
        return len(watched)

    return pool, fit, folder, again(), again


def test_it_is_judged_on_its_own_images(done):
    pool, fit, folder, *_ = done
    held, result = read_predictions(folder), read_result(folder)
    assert np.array_equal(held.rows, fit.held)
    assert np.array_equal(held.logits.argmax(axis=1), held.predicted)
    assert result.accuracy == pytest.approx((held.predicted == pool.labels[fit.held]).mean())
    last = read_curves(folder)[-1]
    assert result.accuracy == pytest.approx(last["validation_accuracy"], abs=1e-6)
    assert result.loss == pytest.approx(last["validation_loss"], rel=1e-4)


def test_training_images_like_a_held_out_one_are_left_out(done):
    _, fit, folder, *_ = done
    result = read_result(folder)
    assert result.num_leaks >= 3
    assert result.num_training == len(fit.train) - result.num_leaks
    assert result.images_trained == result.num_training


def test_only_what_is_needed_later_is_kept(done):
    _, _, folder, *_ = done
    names = {path.name for path in folder.iterdir()}
    assert names >= {"model.keras", "metrics.csv", "config.json", "result.json", "held-out.npz"}
    assert not [name for name in names if name.startswith(("checkpoint", "."))]


def test_a_fit_that_is_done_is_not_trained_again(done):
    *_, steps, again = done
    assert steps > 0
    assert again() == steps
