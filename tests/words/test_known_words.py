"""Words that are known: how often each begins so, which signs stand around them, damaged arrays refused."""

import numpy as np
import pytest

from inkread.words import known_words
from inkread.words.known_words import LONGEST, SPACE, KnownWords

TEXT = "the cat, the hat, the then (\"the cat\") don't don't back-up 1987 ..."


@pytest.fixture
def known():
    return KnownWords.of(TEXT)


def changed(**parts):
    """Return the arrays of a text's words with some of them others."""
    return {**KnownWords.of(TEXT).arrays(), **parts}


def test_how_often_words_begin_so_is_how_likely_they_go_on(known):
    assert known.after("th") == pytest.approx({"e": 1.0})
    after = known.after("the")
    assert after["n"] == pytest.approx(1 / 5)
    assert sum(after.values()) == pytest.approx(1.0)
    assert after[SPACE] > after[","] > after['"'] > 0


def test_each_word_so_far_leaves_a_whole_to_share_out(known):
    for token in ("", '"', '("', "t", "the", "ca", "cat", "cat,", 'cat")', "don", "don'"):
        assert sum(known.after(token).values()) == pytest.approx(1.0), token


def test_signs_stand_before_words_as_often_as_they_did(known):
    first = known.after("")
    assert first["t"] / first["c"] == pytest.approx(5 / 2)
    assert first["("] == first['"'] > 0
    assert known.after('("') == first
    assert SPACE not in first


def test_nothing_follows_what_no_word_begins_with(known):
    for token in ("x", "thx", "cat,x", "1", "19", "é"):
        assert known.after(token) == {}
    assert known.after("ca,") == {}  # a sign, and the word was not over
    assert "," in known.after("cat,")


def test_a_sign_within_belongs_to_a_word_that_came_twice(known):
    assert known.after("don")["'"] == pytest.approx(1.0)
    assert known.after("don'")["t"] == pytest.approx(1.0)
    assert known.after("back") == {}
    assert len(known) == 5  # the, cat, hat, then, don't


def test_a_text_without_words_knows_none():
    none = KnownWords.of("1987 ...")
    assert (len(none), none.after(""), none.after("a")) == (0, {}, {})


def test_only_the_commonest_words_are_kept(monkeypatch):
    monkeypatch.setattr(known_words, "MOST", 1)
    assert set(KnownWords.of(TEXT).after("")) >= {"t"}
    assert len(KnownWords.of(TEXT)) == 1
    assert len(KnownWords.of("a" * (LONGEST + 1))) == 0


def test_words_of_rare_letters_are_left_out(monkeypatch):
    monkeypatch.setattr(known_words, "MOST_LETTERS", 2)
    known = KnownWords.of("aa aa ab ba żż")
    assert len(known) == 3
    assert "ż" not in known.after("")


def test_arrays_make_the_same_words_again(known):
    again = KnownWords.of_arrays(known.arrays())
    for token in ("", "th", "the", "cat,", "don'"):
        assert again.after(token) == known.after(token)


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"word_nums": np.array([1], np.int32)}, "without counts"),
        ({"sign_nums": np.zeros((2, 2), np.int32)}, "without counts"),
        ({"words": np.zeros((5, 0), np.uint8)}, "without counts"),
        ({"words": np.full((5, 3), 200, np.uint8)}, "other letters"),
        ({"words": np.full((5, 3), 1, np.uint8)}, "other letters"),
        ({"word_nums": np.array([0, 1, 1, 1, 1], np.int32)}, "cannot be"),
        ({"words": np.array([[1, 0]] * 5, np.uint8)}, "not in order"),
        ({"words": np.array([[code, 0, 1, 0] for code in range(1, 6)], np.uint8)}, "not in order"),
    ],
)
def test_arrays_that_no_words_have_are_refused(parts, said):
    with pytest.raises(ValueError, match=said):
        KnownWords.of_arrays(changed(**parts))


def test_arrays_without_words_are_taken():
    assert len(KnownWords.of_arrays(KnownWords.of("").arrays())) == 0
