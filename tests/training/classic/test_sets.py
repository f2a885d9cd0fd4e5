"""The classic sets: parted always alike, case merged where the set says so, and framed once."""

import dataclasses

import numpy as np
import pytest

from inkread.charset import NAMED
from inkread.errors import TrainingError
from inkread.evaluation.suites import pool_part
from inkread.training.classic.sets import CLASSIC_SETS, framed_material, glyphs_of

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


def test_a_set_s_own_pixels_stay_as_they_are(sets_folder, tmp_path):
    chosen = CLASSIC_SETS["mnist-pixels"]
    made = framed_material(chosen, sets_folder, tmp_path / "kept")
    train, validation, _ = chosen.parts(sets_folder)
    np.testing.assert_array_equal(made.validation_glyphs, validation.images)
    np.testing.assert_array_equal(made.validation_labels, validation.labels)
    assert len(made.glyphs) + made.num_leaks == len(train)
    assert {image.tobytes() for image in made.glyphs} <= {image.tobytes() for image in train.images}
    framed = framed_material(CLASSIC_SETS["mnist"], sets_folder, tmp_path / "framed")
    assert made.num_leaks == framed.num_leaks
    dark = dataclasses.replace(validation, images=np.invert(validation.images))
    np.testing.assert_array_equal(glyphs_of(dark), validation.images)
    with pytest.raises(TrainingError, match="expected images of 28 x 28 px"):
        glyphs_of(dataclasses.replace(validation, images=validation.images[:, 1:]))


@pytest.mark.real_data
@pytest.mark.parametrize("name", SIZES)
def test_the_pool_is_parted_as_the_suite_parts_it_and_no_class_is_lost(name, real_data):
    chosen = CLASSIC_SETS[name]
    parts = chosen.parts(real_data)
    whole = pool_part(real_data / "emnist", "test").within(NAMED[chosen.charset])
    np.testing.assert_array_equal(parts[2].labels, whole.labels)
    assert [len(np.unique(part.labels)) for part in parts] == [SIZES[name]] * 3
    assert parts[0].charset.graphemes == NAMED[chosen.charset].graphemes
