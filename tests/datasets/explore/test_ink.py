"""Ink is measured where it was drawn, whatever the polarity and the size."""

import numpy as np
import pytest

from inkread.datasets.explore.ink import MEASURES, ink_facts, measure_ink


def stroke(height: int = 40, width: int = 20, *, scale: int = 1) -> np.ndarray:
    """Return an upright stroke of 4 × 20 px, rows 10-29, columns 8-11, white on black, axes (1, h, w)."""
    image = np.zeros((1, height, width), np.uint8)
    image[0, 10:30, 8:12] = 255
    return image.repeat(scale, axis=1).repeat(scale, axis=2)


@pytest.mark.parametrize("invert", [False, True])
def test_a_stroke_is_measured_as_drawn_in_either_polarity(invert):
    image = 255 - stroke() if invert else stroke()
    (row,) = measure_ink(image)
    found = dict(zip((*MEASURES, "dark"), row.tolist(), strict=True))
    assert found["ink share"] == pytest.approx(100 * 80 / 800)
    assert found["stroke width"] == pytest.approx(80 / (80 - 19 * 3))
    assert (found["box height"], found["box width"]) == (50, 20)
    assert (found["centre row"], found["centre column"]) == (50, 50)
    assert found["dark"] == invert


def test_a_large_image_is_measured_in_its_own_pixels():
    small, large = measure_ink(stroke())[0], measure_ink(stroke(scale=25))[0]
    np.testing.assert_allclose(large[[0, 2, 3, 4, 5]], small[[0, 2, 3, 4, 5]], atol=1.5)
    assert large[1] == pytest.approx(100 * 20 / 24, rel=0.15)  # 4 × 20 at 25 times: about 83 px by area ÷ rim


def test_an_image_of_one_level_has_no_ink():
    facts = ink_facts(measure_ink(np.stack([np.zeros((9, 9), np.uint8), np.full((9, 9), 200, np.uint8)])))
    assert (facts.num_blank, facts.num_dark_ink) == (2, 0)
    assert facts.spread["ink share"] == (0.0, 0.0, 0.0)


def test_a_block_is_measured_like_its_images_one_by_one():
    images = np.random.default_rng(0).integers(0, 256, (7, 12, 10), np.uint8)
    singly = np.concatenate([measure_ink(image[None]) for image in images])
    np.testing.assert_allclose(measure_ink(images), singly, rtol=1e-6)


def test_facts_are_ready_for_json_and_carry_units():
    told = ink_facts(measure_ink(np.concatenate([stroke(), 255 - stroke()]))).to_dict()
    assert (told["num_blank"], told["num_dark_ink"]) == (0, 1)
    assert told["measures"]["box height"] == {
        "unit": "% of the height",
        "p5": 50.0,
        "median": 50.0,
        "p95": 50.0,
    }
