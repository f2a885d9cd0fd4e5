"""A folder's name stands for one grapheme, or is refused."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inkread.errors import DataError
from inkread.folder_names import folder_of, grapheme_of


@given(st.characters(categories=["L", "N", "P", "S"]))
def test_a_grapheme_comes_back_from_its_folder_name(grapheme):
    try:
        named = grapheme_of(grapheme)
    except DataError:
        return  # a few characters normalise to two letters: not one grapheme
    assert grapheme_of(folder_of(named)) == named


@pytest.mark.parametrize("grapheme", string.digits + string.ascii_letters)
def test_plain_and_code_point_names_mean_the_same(grapheme):
    assert grapheme_of(grapheme) == grapheme_of(f"U+{ord(grapheme):04x}") == grapheme


def test_upper_and_lower_case_get_folders_that_differ_in_more_than_case():
    assert folder_of("a").lower() != folder_of("A").lower()


@pytest.mark.parametrize(
    "name", ["", "AB", "10", "upper", "U+", "U+D800", "U+110000", "U+0020", "U+0301_U+0041x", "\n"]
)
def test_other_names_are_refused(name):
    with pytest.raises(DataError, match="expected a folder named by one character or its code point"):
        grapheme_of(name)
