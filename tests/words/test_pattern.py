"""Patterns say what Python's own regular expressions say, and refuse what they do not understand."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inkread.errors import ConfigError
from inkread.words.pattern import pattern_of

ALPHABET = "ABab01-. "
EXPRESSIONS = [
    "[AB]{2}[01]+",
    "A|B0?|(?:ab)*1",
    r"\d{1,3}(-\d+)?",
    "[^A-B01]+",
    r"(A|a)(B|b)?\.0",
    "A.B*",
    r"[\d-]{2,}",
    "(A{2}|1){0,2}b",
    r"\w+\s\w",
    "^AB$",
    r"[+-\.]A",
    r"[A\-.]+",
    r"[\s]?A",
]


@pytest.mark.parametrize("expression", EXPRESSIONS)
@settings(max_examples=40)
@given(st.text(ALPHABET, max_size=6))
def test_an_expression_means_what_it_means_in_python(expression, text):
    assert pattern_of(f"re:{expression}", ALPHABET).matches(text) == bool(re.fullmatch(expression, text))


@pytest.mark.parametrize(
    ("template", "right", "wrong"),
    [
        ("AA99", "AB01", "ab01"),
        ("aA-9", "bA-1", "bA1"),
        ("9.9", "1.0", "110"),
        ("A 9", "B 0", "B0"),
    ],
)
def test_a_template_tells_capitals_small_letters_and_digits(template, right, wrong):
    pattern = pattern_of(template, ALPHABET)
    assert pattern.matches(right)
    assert not pattern.matches(wrong)


@pytest.mark.parametrize(
    "pattern",
    [
        "",
        "re:",
        "A{",
        "(A",
        "A)",
        "[",
        "A**",
        "A{3,2}",
        "A{999}",
        "[1-0]",
        r"\q",
        "(?=A)",
        "A$B",
        "*",
        "A{2}+?",
        r"[0-\d]",
        "[]",
        "[^]",
        "A{" + "9" * 4300 + "}",
        "A{" + "9" * 5000 + "}",
        "(" * 400 + "A" + ")" * 400,
    ],
)
def test_what_is_no_pattern_is_refused(pattern):
    with pytest.raises(ConfigError, match="expected"):
        pattern_of(pattern, ALPHABET)


@pytest.mark.parametrize(
    ("pattern", "where"),
    [
        ("99)", "an end at character 3, got '\\)'"),
        ("^99)$", "an end at character 4, got '\\)\\$'"),
        ("AA99{", "a repeat such as .* at character 5, got '{'"),
        ("9{3,1}", "the less first, at character 2, got '\\{3,1}'"),
        ("A(9", "a closing \\) at character 4, got its end"),
        ("[A-Z", "a closing \\] at character 5, got its end"),
        ("A[9z-a]", "from low to high at character 4, got 'z-a\\]'"),
        (r"A\q9", "behind the backslash at character 2, got"),
        ("A(?=9)", "a plain group at character 2, got '\\(\\?=9\\)'"),
        ("A**", "one repeat at character 3, got '\\*'"),
    ],
)
def test_the_place_that_is_wrong_is_told_as_one_counts_it(pattern, where):
    with pytest.raises(ConfigError, match=where):
        pattern_of("re:" + pattern, ALPHABET)


def test_a_pattern_that_nothing_readable_follows_is_refused():
    with pytest.raises(ConfigError, match="'99#'"):
        pattern_of("99#", ALPHABET)


@pytest.mark.parametrize("pattern", [" ", "  ", "()", "re:()", r"\s*", "[ ]+", "( |)", " {3}"])
def test_a_pattern_of_nothing_but_spaces_is_refused(pattern):
    with pytest.raises(ConfigError, match="write what is to come"):
        pattern_of(pattern, ALPHABET)


def test_nested_repeats_do_not_grow_without_bounds():
    with pytest.raises(ConfigError, match="states"):
        pattern_of("(((A{60}){60}){60}){60}", ALPHABET)


def test_a_pattern_of_countless_states_is_refused_at_once_where_no_text_can_end_it():
    with pytest.raises(ConfigError, match="got none that does"):
        pattern_of(".*a.{40}[0-9]", "abc")
    assert pattern_of(".*a.{40}", "abc").can_end()


def test_a_bracket_that_comes_first_in_a_class_is_a_character():
    assert [pattern_of("[]A]", "A]B").matches(text) for text in "]AB"] == [True, True, False]
    assert [pattern_of("[^]A]", "A]B").matches(text) for text in "]AB"] == [False, False, True]


@pytest.mark.parametrize(("pattern", "sign"), [("AA9 9AA", "' '"), ("re:A#?é", "'é'")])
def test_a_sign_that_is_not_read_is_named(pattern, sign):
    with pytest.raises(ConfigError, match=f"leave {sign} out"):
        pattern_of(pattern, "AB01#")


def test_without_the_digits_that_a_pattern_asks_for_the_charset_is_to_be_widened():
    with pytest.raises(ConfigError, match="widen the charset"):
        pattern_of("A9", "AB")


def test_characters_that_lead_to_the_same_places_share_them():
    # With a set of places for each of 83 characters, a line of 150 strokes took 15 seconds and a gigabyte.
    pattern = pattern_of("((.?){60}){12}", ALPHABET)
    after = pattern.steps(pattern.start)
    assert len(after) == len(ALPHABET)
    assert len({id(state) for state in after.values()}) == 1
