"""The classic sets: parted always alike, case merged where the set says so, and framed once."""

import numpy as np
import pytest

from inkread.charset import NAMED
from inkread.evaluation.suites import pool_part
from inkread.training.classic.sets import CLASSIC_SETS, framed_material

SIZES = {"letters": 26, "balanced": 47, "byclass": 62}


def test_a_tenth_of_the_training_split_validates_and_the_official_test_split_judges(sets_folder):
    parts = CLASSIC_SETS["mnist"].parts(sets_folder)
    assert [len(part) for part in parts] == [180, 20, 60]


def test_material_is_framed_once_and_then_opened_again(sets_folder, tmp_path):
    chosen = CLASSIC_SETS["mnist"]
    made = framed_material(chosen, sets_folder, tmp_path / "kept")
    again = framed_material(chosen, tmp_path / "gone", tmp_path / "kept")
    assert again.digest() == made.digest()
    assert again.charset.graphemes == NAMED["digits"].graphemes
    np.testing.assert_array_equal(again.validation_glyphs, made.validation_glyphs)


@pytest.mark.real_data
@pytest.mark.parametrize("name", SIZES)
def test_the_pool_is_parted_as_the_suite_parts_it_and_no_class_is_lost(name, real_data):
    chosen = CLASSIC_SETS[name]
    parts = chosen.parts(real_data)
    whole = pool_part(real_data / "emnist", "test").within(NAMED[chosen.charset])
    np.testing.assert_array_equal(parts[2].labels, whole.labels)
    assert [len(np.unique(part.labels)) for part in parts] == [SIZES[name]] * 3
    assert parts[0].charset.graphemes == NAMED[chosen.charset].graphemes
