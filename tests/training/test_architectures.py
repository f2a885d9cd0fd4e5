"""Networks: bytes in, logits out, and as many weights as they say."""

import pytest

from inkread.training.recipes import RECIPES

pytestmark = [
    pytest.mark.train,
    pytest.mark.filterwarnings("ignore:__array__ implementation"),  # raised by Keras on NumPy 2
]

PARAMETERS = {"mlp": 241_854, "classic-32-64": 382_974, "compact": 440_798}  # for 62 classes


@pytest.mark.parametrize("name", PARAMETERS)
def test_a_network_takes_bytes_and_gives_one_logit_a_grapheme(name):
    from inkread.training.architectures import build

    model = build(name, 62)
    (taken,), (given,) = model.inputs, model.outputs
    assert (tuple(taken.shape), taken.dtype) == ((None, 28, 28, 1), "uint8")
    assert (tuple(given.shape), given.dtype) == ((None, 62), "float32")
    assert model.count_params() == PARAMETERS[name]


def test_a_network_gives_logits_not_probabilities(noise):
    from inkread.training.architectures import build

    logits = build("mlp", 10)(noise(2)[..., None]).numpy()
    assert logits.shape == (2, 10)
    assert (logits < 0).any()


def test_every_recipe_names_a_network_that_is_there():
    from inkread.training.architectures import NETWORKS

    assert {recipe.network for recipe in RECIPES.values()} == set(NETWORKS)


def test_an_unknown_network_is_an_error():
    from inkread.training.architectures import build

    with pytest.raises(KeyError, match="resnet"):
        build("resnet", 10)
