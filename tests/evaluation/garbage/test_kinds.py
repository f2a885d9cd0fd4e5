"""Images that are no character: the same for the same seed, of every family some that no gate has seen."""

import numpy as np
import pytest

from inkread.evaluation.garbage import KINDS, fitted, held_out, images_of
from inkread.evaluation.garbage.characters import characters_on_pages, small_characters
from inkread.evaluation.garbage.kinds import FAMILIES

GLYPHS = np.zeros((4, 28, 28), np.uint8)
GLYPHS[:, 4:24, 8:11] = 255
GLYPHS[:, 4:7, 8:20] = 255


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_an_image_is_grey_and_the_same_for_the_same_seed(kind):
    first, second = (list(images_of(kind, GLYPHS, num=2, seed=seed)) for seed in (7, 7))
    for image, again in zip(first, second, strict=True):
        assert (image.dtype, image.ndim) == (np.uint8, 2)
        assert min(image.shape) >= 8
        np.testing.assert_array_equal(image, again)


def test_every_family_is_judged_by_kinds_that_no_gate_has_seen():
    assert {kind.family for kind in held_out()} == set(FAMILIES)
    assert not set(fitted()) & set(held_out())
    assert len({kind.name for kind in KINDS}) == len(KINDS)


@pytest.mark.parametrize("pages", [characters_on_pages, small_characters])
def test_pages_of_characters_are_the_same_for_the_same_seed(pages):
    first, again, other = (list(pages(GLYPHS, num=6, seed=seed)) for seed in (7, 7, 8))
    for one, two in zip(first, again, strict=True):
        np.testing.assert_array_equal(one, two)
    assert any(one.shape != two.shape for one, two in zip(first, other, strict=True))


def test_small_characters_stand_in_few_pixels_with_paper_around():
    for page in small_characters(GLYPHS, num=40, seed=3):
        assert min(page.shape) >= 8
        assert max(page.shape) <= 20 * 1.9 + 8
        assert page.std() > 5
