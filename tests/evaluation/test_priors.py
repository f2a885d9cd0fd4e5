"""Priors: every kind of character alike, and every character of a kind."""

import pytest

from inkread.charset import Charset
from inkread.evaluation.priors import even_kinds


def test_digits_capitals_and_small_letters_each_have_a_third():
    charset = Charset.parse("byclass")
    priors = even_kinds(charset)
    kinds = [sum(priors[:10]), sum(priors[10:36]), sum(priors[36:])]
    assert kinds == pytest.approx([1 / 3, 1 / 3, 1 / 3])
    assert len(set(priors[10:].round(12))) == 1


@pytest.mark.parametrize("graphemes", ["0123456789", "ABC", "abc", "+-"])
def test_one_kind_alone_is_even(graphemes):
    assert even_kinds(Charset(tuple(graphemes))) == pytest.approx([1 / len(graphemes)] * len(graphemes))


def test_what_is_no_digit_and_no_letter_is_a_kind_of_its_own():
    assert even_kinds(Charset(("+", "-", "1"))) == pytest.approx([0.25, 0.25, 0.5])
