"""Images to calibrate on come from the training part, and the same seed draws the same."""

import numpy as np
import pytest

from inkread.training.calibration_glyphs import calibration_glyphs
from inkread.training.held_out import held_out


@pytest.fixture(scope="module")
def drawn():
    return calibration_glyphs(["digits"], count=60)


def test_no_validation_image_is_among_them(drawn):
    judges = {glyph.tobytes() for glyph in held_out(["digits"]).glyphs}
    assert drawn.shape == (60, 28, 28)
    assert not judges & {glyph.tobytes() for glyph in drawn}


def test_a_seed_draws_the_same_again_and_another_others(drawn):
    assert np.array_equal(calibration_glyphs(["digits"], count=60), drawn)
    assert not np.array_equal(calibration_glyphs(["digits"], count=60, seed=1), drawn)


def test_several_sources_share_the_count(drawn):
    assert len(calibration_glyphs(["digits", "digits"], count=31)) == 31
