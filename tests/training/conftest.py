"""Material of the bundled digits, and one tiny run of each recipe, shared by all training tests."""

from types import SimpleNamespace

import numpy as np
import pytest


@pytest.fixture(scope="session")
def digits():
    """A few of the bundled digits as material: 320 to train on, 180 to validate."""
    from dataclasses import replace

    from inkread.training.material import gather

    whole = gather(["digits"], leak_check=False)
    return replace(whole, glyphs=whole.glyphs[:320], labels=whole.labels[:320])


@pytest.fixture(scope="session")
def train_tiny(digits):
    """Trains a recipe on the few digits, by default in one epoch of five steps."""
    from inkread.training.fit import train
    from inkread.training.recipes import find_recipe
    from inkread.training.run_folder import RunOptions

    def make(name, folder, *, changes=None, watch=None, **options):
        usual = {"epochs": 1, "batch_size": 32, "samples_per_epoch": 160}
        recipe = find_recipe(name, **(usual | (changes or {})))
        return recipe, train(recipe, digits, RunOptions(folder, **options), watch=watch)

    return make


@pytest.fixture(scope="session")
def finished_run(digits, train_tiny, tmp_path_factory):
    """A finished run of `compact`: its folder, recipe, model and bundle; not to be written to."""
    from inkread.training.finish import finish

    folder = tmp_path_factory.mktemp("runs") / "finished"
    recipe, model = train_tiny("compact", folder)
    bundle = finish(model, recipe, digits, folder, seed=0, name="tiny-run")
    return SimpleNamespace(folder=folder, recipe=recipe, model=model, bundle=bundle)


@pytest.fixture
def small_network():
    """Makes a compiled network of 784 × 3 weights and dropout, quick to build, with what a run needs."""
    import keras

    def make(*, units=3, seed=0):
        keras.utils.set_random_seed(seed)
        inputs = keras.Input((28, 28, 1), dtype="uint8", name="glyph")
        scaled = keras.layers.Rescaling(1 / 255)(inputs)
        dropped = keras.layers.Dropout(0.2)(keras.layers.Flatten()(scaled))
        model = keras.Model(inputs, keras.layers.Dense(units, name="logits")(dropped))
        model.compile("adamw", keras.losses.SparseCategoricalCrossentropy(from_logits=True))
        model.optimizer.build(model.trainable_variables)
        return model

    return make


@pytest.fixture(scope="session")
def stir():
    """Gives every weight of a model some noise, batch normalisation's statistics too, as training would."""

    def call(model):
        rng = np.random.default_rng(0)
        noisy = [weight + rng.normal(0, 0.05, weight.shape) for weight in model.get_weights()]
        # Variances must stay positive; the last kernel is made large, for answers that are not all alike.
        kept = [np.abs(weight) if weight.ndim == 1 else weight for weight in noisy]
        kept[-2] = kept[-2] * 20
        model.set_weights([weight.astype(np.float32) for weight in kept])
        return model

    return call


@pytest.fixture
def noise():
    """Makes n glyphs of noise, axes (n, 28, 28), uint8."""
    return lambda count: np.random.default_rng(3).integers(0, 256, (count, 28, 28), np.uint8)
