"""Figures of doubt: shares that pass and are refused, sets, and letters shown to a reader of digits."""

import numpy as np
import pytest

from inkread.datasets.samples import Samples
from inkread.evaluation.doubt_figures import of_characters, of_garbage, whole_name

GRAPHEMES = "17LTVX"


def silent(_name, _done, _total):
    """Say nothing."""


@pytest.fixture(scope="module")
def samples(calibrated_bundle, drawing):
    images = np.stack([drawing(grapheme, pen=pen) for grapheme in GRAPHEMES for pen in (8, 10)])
    return Samples("drawn", images, np.repeat(np.arange(6), 2), calibrated_bundle.charset)


def test_characters_pass_and_their_sets_hold_the_truth(calibrated_bundle, samples):
    figures = {
        (one.metric, one.set): one for one in of_characters(calibrated_bundle, samples, progress=silent)
    }
    assert figures["kept", "drawn"].value >= 0.9
    assert figures["kept", "drawn"].n == 12
    assert figures["set_coverage_95", "drawn"].value == 1.0
    assert 1.0 <= figures["set_size_95", "drawn"].value <= 6.0
    assert figures["set_classes_95", "drawn"].n == 6
    assert figures["auroc", "drawn, letters"].value > 0.9


def test_what_is_no_character_is_refused_kind_by_kind_and_by_family(calibrated_bundle, samples):
    glyphs = np.zeros((2, 28, 28), np.uint8)
    glyphs[:, 4:24, 12:15] = 255
    figures = of_garbage(calibrated_bundle, glyphs, num=2, seed=9, progress=silent)
    by_set = {one.set: one for one in figures}
    assert by_set["blank paper: clean paper"].value == 1.0
    assert by_set["blank paper"].n == 6
    assert by_set["noise: even noise, seen"].n == 2
    assert whole_name(calibrated_bundle) == GRAPHEMES
