"""Texts of a pattern come out with single spaces between their characters, and never empty."""

import itertools
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inkread.words.pattern import pattern_of
from inkread.words.single_spaced import SingleSpaced

ALPHABET = "AB1 "
MOST = 3  # spaces in a row that an expression below needs


def spaced(text):
    """Yield a text with other numbers of spaces in its gaps and at its ends."""
    words = text.split()
    if not words:
        return
    for inner in itertools.product(range(1, MOST + 1), repeat=len(words) - 1):
        for before, behind in itertools.product(range(MOST), repeat=2):
            gaps = [" " * num for num in (*inner, 0)]
            yield " " * before + "".join(map("".join, zip(words, gaps, strict=True))) + " " * behind


@pytest.mark.parametrize(
    "expression", ["A {2}B", " A1* ", "( ?A)*", r"(A|)\s+B?", "[AB ]{3}", "(A( |1))+", "A(  )?B", "A?B?"]
)
@settings(max_examples=60)
@given(st.text(ALPHABET, max_size=6))
def test_a_text_follows_a_pattern_if_it_does_with_some_number_of_spaces(expression, text):
    found = SingleSpaced(pattern_of(f"re:{expression}", ALPHABET)).matches(text)
    assert found == any(re.fullmatch(expression, one) for one in spaced(text))


def test_no_text_begins_or_ends_with_a_space_or_has_two_in_a_row():
    codes = SingleSpaced(pattern_of("re:[A ]*", ALPHABET))
    begin = codes.start
    letter = codes.steps(begin)["A"]
    gap = codes.steps(letter)[" "]
    assert [list(codes.steps(state)) for state in (begin, letter, gap)] == [["A"], ["A", " "], ["A"]]
    assert [codes.accepts(state) for state in (begin, letter, gap)] == [False, True, False]


def test_characters_that_lead_to_the_same_places_share_their_state():
    after = SingleSpaced(pattern_of("((.?){60}){12}", ALPHABET))
    steps = after.steps(after.start)
    assert len({id(state) for state in steps.values()}) == 1


def test_a_long_text_is_matched_without_working_out_where_all_others_would_go():
    """Each leads to another thousand places: for all characters that may come, that is minutes of work."""
    alphabet = [chr(code) for code in range(ord(" "), 0x250)]
    hard = SingleSpaced(pattern_of("((.*a.{60})|(.*b.{60})|(.*c.{60})){10}", alphabet))
    text = "abcab bac" * 100
    assert hard.matches(text)
    assert not hard.matches("xyz" * 200)
    assert hard._known == {}
    assert hard.pattern._known == {}
