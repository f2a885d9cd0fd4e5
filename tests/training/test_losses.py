"""The loss of even priors: what uneven drawing teaches a network stays out of its logits."""

import numpy as np
import pytest

pytestmark = [
    pytest.mark.train,
    pytest.mark.filterwarnings("ignore:__array__ implementation"),  # raised by Keras on NumPy 2
]

SHARES, EVEN = np.array([0.9, 0.1]), np.array([0.5, 0.5])


def loss_of(logits, labels, *, even_priors, form="labels"):
    from inkread.training.losses import cross_entropy

    loss = cross_entropy(SHARES, EVEN if even_priors else None, form=form)
    return np.asarray(loss(np.array(labels), np.array(logits, np.float32)))


def test_with_drawn_priors_it_is_the_plain_cross_entropy():
    logits = [[2.0, 0.0], [0.5, 1.0]]
    expected = np.log1p(np.exp([-2.0, -0.5]))
    assert loss_of(logits, [0, 1], even_priors=False) == pytest.approx(expected, rel=1e-5)


def test_with_even_priors_the_least_loss_is_where_an_ambiguous_stroke_looks_even():
    # Nine of ten such strokes were of the first class because it was drawn nine times as often.
    tilts = np.linspace(-4, 4, 161)
    logits = np.stack([tilts, np.zeros_like(tilts)], axis=1)
    labels = np.zeros(len(tilts), np.int64)

    def best_tilt(even_priors):
        risk = sum(
            share * loss_of(logits, labels + label, even_priors=even_priors)
            for label, share in enumerate(SHARES)
        )
        return tilts[np.argmin(risk)]

    assert best_tilt(even_priors=True) == pytest.approx(0.0, abs=0.06)
    assert best_tilt(even_priors=False) == pytest.approx(np.log(9), abs=0.06)


@pytest.mark.parametrize("even_priors", [False, True])
def test_one_hot_targets_lose_as_much_as_the_labels_they_stand_for(even_priors):
    from inkread.training.losses import targets

    logits, labels = [[2.0, 0.0], [0.5, 1.0]], np.array([1, 0])
    vectors = targets(labels, 2, "one-hot")
    np.testing.assert_array_equal(vectors, [[0, 1], [1, 0]])
    assert targets(labels, 2, "labels") is labels
    found = loss_of(logits, vectors, even_priors=even_priors, form="one-hot")
    assert found == pytest.approx(loss_of(logits, labels, even_priors=even_priors), rel=1e-5)
