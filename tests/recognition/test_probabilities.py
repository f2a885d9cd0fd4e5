"""Confidence is softmax of logits over temperature, over the charset in force."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from inkread.charset import Charset
from inkread.errors import CharsetError
from inkread.recognition.probabilities import Projection

HELD = Charset(tuple("0Oo1lI"))
LOGITS = arrays(np.float32, (3, 6), elements=st.floats(-1e4, 1e4, width=32))
CHARSETS = [
    None,
    Charset(tuple("1O")),
    Charset(("O", "0"), {"o": "O"}),
    Charset(tuple("OI0"), {"o": "O", "l": "I"}),
]


def plain_softmax(logits, temperature):
    scaled = logits.astype(np.float64) / temperature
    powers = np.exp(scaled - scaled.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


@pytest.mark.parametrize("onto", CHARSETS, ids=["all", "masked", "folded", "folded-in-another-order"])
@given(logits=LOGITS, temperature=st.floats(0.1, 10))
def test_it_is_the_definition(onto, logits, temperature):
    found = Projection(HELD, onto, temperature=temperature)(logits)
    if onto is None:
        expected = plain_softmax(logits, temperature)
    else:
        labels = np.array(HELD.project(onto))
        kept = plain_softmax(logits[:, labels >= 0], temperature)
        expected = np.zeros((3, len(onto)))
        for column, label in enumerate(labels[labels >= 0]):
            expected[:, label] += kept[:, column]
    np.testing.assert_allclose(found, expected, atol=2e-3)  # logits of 1e4 carry errors of 1e-3
    np.testing.assert_allclose(found.sum(axis=1), 1)


def test_usual_logits_lose_nothing_to_float32():
    logits = np.random.default_rng(3).normal(0, 8, (100, 6)).astype(np.float32)
    found = Projection(HELD, None, temperature=1.3)(logits)
    np.testing.assert_allclose(found, plain_softmax(logits, 1.3), atol=1e-6)


def test_a_grapheme_the_bundle_cannot_read_is_refused():
    with pytest.raises(CharsetError, match="'A'"):
        Projection(HELD, Charset(("A",)), temperature=1)


def test_one_grapheme_is_certain():
    assert Projection(HELD, Charset(("l",)), temperature=1)(np.zeros((2, 6), np.float32)).tolist() == [
        [1.0],
        [1.0],
    ]
