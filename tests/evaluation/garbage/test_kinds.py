"""Images that are no character: the same for the same seed, of every family some that no gate has seen."""

import numpy as np
import pytest

from inkread.evaluation.garbage import KINDS, fitted, held_out, images_of
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
