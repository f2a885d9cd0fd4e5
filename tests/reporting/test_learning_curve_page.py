"""The page of a learning curve says in words whether more images are worth having."""

import numpy as np
import pytest

from inkread.evaluation.power_law import fit_power_law
from inkread.reporting.html import render
from inkread.reporting.learning_curve_page import Measured, learning_curve_page, outlook

SIZES = (500, 1000, 2000, 4000, 8000)


def measured(errors, *, num=20_000):
    shares = tuple(1 - float(error) for error in errors)
    curve = Measured("mlp", ("mnist:train",), num, SIZES, (0.99,) * 5, shares)
    return curve, fit_power_law(SIZES, errors, num, towards=(16000, 32000), seed=0)


@pytest.mark.parametrize(
    ("errors", "said"),
    [
        (2.0 * np.array(SIZES) ** -0.5, "More images will help."),
        (np.full(5, 0.2), "will hardly help"),
        (np.array([0.45, 0.5, 0.4, 0.3, 0.05]), "the points lie on no law"),
    ],
)
def test_what_twice_the_images_promise_is_said(errors, said):
    assert said in outlook(*measured(errors))


def test_few_validation_images_promise_nothing():
    assert "cannot promise it" in outlook(*measured(2.0 * np.array(SIZES) ** -0.5, num=200))


def test_the_page_shows_points_law_and_promises():
    text = render(learning_curve_page(*measured(2.0 * np.array(SIZES) ** -0.5)))
    assert "Learning curve of mlp" in text
    assert "<svg" in text
    assert "16,000" in text
    assert "trust twice the images, doubt ten times" in text
