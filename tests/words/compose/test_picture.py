"""Composed pictures: the same from one seed, their boxes around each character, read back by the reader."""

import numpy as np
import pytest

from inkread.errors import DataError
from inkread.words.compose.code_texts import code_text, digits_text
from inkread.words.compose.glyph_bank import GlyphBank
from inkread.words.compose.picture import composed
from inkread.words.pattern import pattern_of


@pytest.fixture
def bank(drawing):
    """The drawings of the tiny bundle as glyphs."""
    return GlyphBank.of([255 - drawing(char) for char in "17LTVX"], "17LTVX")


def test_one_seed_makes_one_picture(bank):
    first, second = (composed("LT-17", bank, np.random.default_rng(3)) for _ in range(2))
    assert np.array_equal(first.image, second.image)
    assert first.boxes == second.boxes


def test_every_character_has_its_box_in_reading_order(bank):
    made = composed("LT-V 7X", bank, np.random.default_rng(5))
    lefts = [left for _, left, _, _ in made.boxes]
    assert len(made.boxes) == 6
    assert lefts == sorted(lefts)


def test_composed_codes_are_read_back(bank, word_reader):
    rng = np.random.default_rng(0)
    read = [word_reader.read(composed("TVX-17", bank, rng).image, pattern="AAA-99").text for _ in range(8)]
    assert read.count("TVX-17") >= 6


def test_a_character_that_the_bank_lacks_is_refused(bank):
    with pytest.raises(DataError, match="'Q'"):
        composed("LQ", bank, np.random.default_rng(0))


@pytest.mark.parametrize("make", [digits_text, code_text])
def test_texts_follow_their_templates(make):
    rng = np.random.default_rng(1)
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-"
    for _ in range(50):
        text, template = make(rng)
        assert 4 <= len(text) <= 10
        assert pattern_of(template, alphabet).matches(text)
