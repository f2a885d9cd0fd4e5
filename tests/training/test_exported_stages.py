"""What the inspector shows of an exported network is what Keras' own layers give."""

import numpy as np
import pytest

from inkread.bundle import Bundle, Training
from inkread.charset import Charset
from inkread.recognition.stages import Inspector
from inkread.training.recipes import RECIPES

pytestmark = [
    pytest.mark.train,
    pytest.mark.filterwarnings("ignore:__array__ implementation"),  # raised by Keras on NumPy 2
]

TRAINING = Training("unknown", "test", (), 0, {"numpy": "2"}, "2026-01-31T12:00:00+00:00")
WITHIN = 1e-4


@pytest.fixture(scope="module", params=["mlp", "adadelta", "deeper", "nimble"])
def network(request, stir, tmp_path_factory):
    """An untrained, stirred network of a recipe, and the inspector of its bundle."""
    import keras

    from inkread.training.architectures import build
    from inkread.training.export import BundleFacts, export_bundle

    keras.utils.set_random_seed(0)
    model = stir(build(RECIPES[request.param].network, 10))
    folder = tmp_path_factory.mktemp("bundles") / "made"
    export_bundle(model, BundleFacts("made", Charset.parse("digits"), 1.0, TRAINING), folder)
    return model, Inspector(Bundle.open(folder))


def stage_of(layer):
    """Return the name of the stage that shows what a Keras layer gives, or None for what is none.

    A convolution or dense layer with an activation of its own gives what the activation's stage shows; a
    convolution without bias is shown with the normalisation behind it.
    """
    kind, _, number = layer.name.partition("_")
    active = getattr(layer, "activation", None)
    if kind == "conv":
        return f"relu_{number}" if active.__name__ == "relu" else None
    if kind == "dense":
        return f"dense_{number}_relu"
    names = {"norm": f"conv_{number}", "relu": f"relu_{number}", "flatten": "flatten", "logits": "logits"}
    return "average" if layer.name == "pool" else names.get(kind, layer.name if kind == "pool" else None)


def test_each_stage_equals_the_layer_of_keras(network, noise):
    import keras

    model, inspector = network
    glyph = noise(1)[0]
    shown = {stage.name: stage for stage in inspector.inspect(glyph).stages}
    layers = {stage_of(layer): layer for layer in model.layers}
    layers.pop(None)
    assert set(layers) <= set(shown)
    assert {name for name in shown if name not in layers and not name.startswith(("conv", "dense"))} == set()
    expected = keras.Model(model.inputs[0], [layer.output for layer in layers.values()])(
        glyph[None, :, :, None]
    )
    for name, values in zip(layers, expected, strict=True):
        within = WITHIN * max(1.0, float(np.abs(values).max()))
        np.testing.assert_allclose(shown[name].values, np.asarray(values)[0], atol=within, err_msg=name)


def test_a_receptive_field_is_as_wide_as_the_network_s_anatomy_says(network, noise):
    from inkread.training.anatomy import anatomy

    model, inspector = network
    facts = {stage_of(layer): fact for layer, fact in zip(model.layers, anatomy(model).layers, strict=True)}
    for stage in inspector.inspect(noise(1)[0]).stages:
        if stage.receptive_field is not None and stage.name in facts:
            assert min(28, stage.receptive_field.size[0]) == facts[stage.name].receptive_field
            assert stage.receptive_field.stride[0] == facts[stage.name].downsampling
