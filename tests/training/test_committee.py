"""Networks together: the mean of their logits, a bundle like any other, and one that shows its stages."""

import numpy as np
import pytest

from inkread.bundle import Bundle
from inkread.errors import TrainingError
from inkread.recognition.reader import Reader
from inkread.recognition.session import Session
from inkread.recognition.stages import Inspector

pytestmark = [
    pytest.mark.train,
    pytest.mark.filterwarnings("ignore:__array__ implementation"),  # raised by Keras on NumPy 2
]


@pytest.fixture(scope="module")
def together(digits, train_tiny, tmp_path_factory):
    """Two runs of one recipe, finished alone and then together: their networks, and the common bundle."""
    from inkread.training.finish import finish, finish_together

    folder = tmp_path_factory.mktemp("committee")
    runs, models = [folder / "one", folder / "two"], []
    for seed, run in enumerate(runs):
        recipe, model = train_tiny("nimble", run, seed=seed)
        finish(model, recipe, digits, run, seed=seed, name=run.name)
        models.append(model)
    finish_together(runs, recipe, digits, folder / "both", seeds=(0, 1), name="both")
    return models, Bundle.open(folder / "both" / "bundle")


def test_its_logits_are_the_mean_of_its_members(together, digits):
    models, bundle = together
    glyphs = digits.validation_glyphs[:9]
    mean = sum(np.asarray(model(glyphs[..., None], training=False)) for model in models) / 2
    raised = np.exp(mean / bundle.temperature)
    expected = raised / raised.sum(axis=1, keepdims=True)
    np.testing.assert_allclose(Reader(bundle).probabilities(glyphs), expected, atol=1e-5)
    assert bundle.training.seeds == (0, 1)
    assert bundle.training.epochs == 1


def test_every_stage_of_every_member_can_be_looked_at(together, digits):
    _, bundle = together
    stages = Inspector(bundle).inspect(digits.validation_glyphs[0]).stages
    names = [stage.name for stage in stages]
    assert len(set(names)) == len(names)
    assert sum(stage.kind == "convolution" for stage in stages) >= 2
    assert all(np.isfinite(stage.values).all() for stage in stages)


def test_what_members_share_comes_before_them_and_what_joins_them_behind(train_tiny, tmp_path, digits):
    from inkread.training.committee import committee
    from inkread.training.export import BundleFacts, export_bundle
    from inkread.training.finish import _origin

    models = [train_tiny("mlp", tmp_path / str(seed), seed=seed)[1] for seed in (0, 1)]
    origin = _origin("mlp", digits, seeds=(0, 1), epochs=1)
    facts = BundleFacts("both", digits.charset, 1.0, origin)
    bundle = export_bundle(committee(models), facts, tmp_path / "both")
    names = [stage.name for stage in Inspector(bundle).inspect(digits.validation_glyphs[0]).stages]
    assert names[-1] == "logits"
    middle = [name.partition("_dense")[0] for name in names[:-1] if name != "flatten"]
    assert middle == sorted(middle)
    assert set(middle) == {"branch_1", "branch_2"}
    assert "flatten" not in names[1:]


def test_a_committee_of_a_committee_s_file_is_the_same_network(together, tmp_path, digits):
    from inkread.training.committee import committee
    from inkread.training.keras_file import open_keras, save_keras

    models, _ = together
    both = committee(models)
    save_keras(both, tmp_path / "model.keras")
    glyphs = digits.validation_glyphs[:3, ..., None]
    np.testing.assert_allclose(
        open_keras(tmp_path / "model.keras")(glyphs, training=False), both(glyphs, training=False), atol=1e-6
    )


def test_a_gate_finds_the_features_of_all_members(together, digits):
    from inkread.recognition.graph import Graph
    from inkread.recognition.penultimate import penultimate

    models, bundle = together
    tensor = penultimate(Graph.of(bundle.model, name="both"), logits=bundle.output.name, name="both")
    (features,) = Session(bundle, inner=[tensor]).tensors(digits.validation_glyphs[0], [tensor])
    assert features.shape == (1, sum(model.layers[-1].input.shape[-1] for model in models))


def test_members_that_end_otherwise_are_averaged():
    import keras

    from inkread.training.committee import committee

    def member(outputs=10):
        inputs = keras.Input((28, 28, 1), dtype="uint8")
        maps = keras.layers.Conv2D(outputs, 5)(keras.layers.Rescaling(1 / 255)(inputs))
        return keras.Model(inputs, keras.layers.GlobalAveragePooling2D()(maps))

    models = [member(), member()]
    glyphs = np.random.default_rng(0).integers(0, 256, (3, 28, 28, 1), dtype=np.uint8)
    mean = sum(np.asarray(model(glyphs)) for model in models) / 2
    np.testing.assert_allclose(committee(models)(glyphs), mean, atol=1e-6)
    with pytest.raises(TrainingError, match="got some of 7 and some of 10 outputs"):
        committee([member(), member(7)])
