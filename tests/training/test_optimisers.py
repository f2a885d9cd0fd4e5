"""Optimisers: the one the recipe names, with its rate and decay."""

import pytest

from inkread.training.recipes import find_recipe

pytestmark = pytest.mark.train


@pytest.mark.parametrize(
    ("name", "kind"), [("adam", "Adam"), ("adadelta", "Adadelta"), ("muon", "Muon"), ("sgd", "SGD")]
)
def test_a_recipe_gets_the_optimiser_it_names(name, kind):
    from inkread.training.optimisers import optimiser

    made = optimiser(find_recipe("mlp", optimiser=name, learning_rate=0.25, weight_decay=0.125), 10)
    assert type(made).__name__ == kind
    assert float(made.learning_rate) == 0.25
    assert made.weight_decay == 0.125


def test_adadelta_has_the_settings_of_the_keras_example():
    from inkread.training.optimisers import optimiser

    made = optimiser(find_recipe("adadelta"), 10)
    assert (float(made.learning_rate), made.rho, made.weight_decay) == (1.0, 0.95, None)


def test_one_cycle_rises_for_a_tenth_of_the_run_and_falls_to_nothing():
    from inkread.training.optimisers import optimiser

    recipe = find_recipe("mlp", schedule="one-cycle", epochs=10, learning_rate=0.5)
    schedule = optimiser(recipe, 10)._learning_rate
    rates = [float(schedule(step)) for step in range(101)]
    assert rates.index(max(rates)) == 10
    assert rates[10] == pytest.approx(0.5)
    assert rates[:11] == sorted(rates[:11])
    assert rates[10:] == sorted(rates[10:], reverse=True)
    assert rates[-1] == pytest.approx(0.0, abs=1e-6)
