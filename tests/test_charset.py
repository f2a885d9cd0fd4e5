"""Charsets: labels, names, folds and what may be projected onto what."""

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inkread.charset import MERGED_BY_EMNIST, NAMED, Charset
from inkread.errors import CharsetError


@pytest.mark.parametrize(
    ("name", "size"),
    [
        ("digits", 10), ("upper", 26), ("lower", 26), ("letters", 52), ("letters-caseless", 26),
        ("caseless", 36), ("balanced", 47), ("byclass", 62),
    ],
)  # fmt: skip
def test_a_named_set_has_its_published_size(name, size):
    assert len(Charset.parse(name)) == size


@given(st.lists(st.characters(categories=["Lu", "Ll", "Nd"], max_codepoint=0x2FF), min_size=1, unique=True))
def test_decoding_undoes_encoding(graphemes):
    charset = Charset(tuple(graphemes))
    assert [charset.decode(charset.encode(g)) for g in graphemes] == graphemes


def test_balanced_merges_the_pairs_that_emnist_merges():
    balanced = NAMED["balanced"]
    for lower in MERGED_BY_EMNIST:
        assert balanced.decode(balanced.encode(lower)) == lower.upper()
    assert balanced.decode(balanced.encode("a")) == "a"


def test_projecting_onto_fewer_graphemes_masks_the_rest_and_folds_case():
    held = Charset(tuple("1Aa"))
    assert held.project(Charset(("1",))) == (0, -1, -1)
    assert held.project(Charset(("A",), {"a": "A"})) == (-1, 0, 0)


def test_projecting_onto_what_can_never_come_out_is_refused():
    with pytest.raises(CharsetError, match="'é'"):
        NAMED["byclass"].project(Charset(("é",)))


def test_a_misspelt_name_is_not_taken_for_its_letters():
    with pytest.raises(CharsetError, match="did you mean 'digits'"):
        Charset.parse("digit")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("LOWER", "lower"), ("Digits", "digits"), ("DIGITS", "digits"), ("DIGTS", "digits"),
        ("numbers", "digits"), ("capitals", "upper"), ("Uppercase", "upper"), ("small", "lower"),
        ("lowercase", "lower"), ("alnum", "byclass"),
    ],
)  # fmt: skip
def test_another_word_for_a_set_is_not_taken_for_its_letters(text, name):
    with pytest.raises(CharsetError, match=f"got {text!r}; did you mean {name!r}"):
        Charset.parse(text)


def test_characters_that_spell_a_name_are_had_in_another_order():
    with pytest.raises(CharsetError, match="or these characters in another order"):
        Charset.parse("LOWER")
    assert set(Charset.parse("WOLER").graphemes) == set("LOWER")


@pytest.mark.parametrize("text", ["POWER", "ABCDEF", "YN", "XYZ", "0123456789ABCDEF"])
def test_characters_that_are_no_name_are_taken(text):
    assert Charset.parse(text).graphemes == tuple(text)


def test_a_character_that_comes_twice_is_told_with_the_sets_that_there_are():
    with pytest.raises(CharsetError, match=r"got 'A' twice in 'ABA'; .* name a set: digits, upper, lower"):
        Charset.parse("ABA")


@pytest.mark.parametrize("graphemes", [(), ("a", "a"), ("",), ("e\u0301",)])
def test_a_set_that_cannot_tell_its_labels_apart_is_refused(graphemes):
    with pytest.raises(CharsetError):
        Charset(graphemes)


def test_a_fold_onto_a_stranger_is_refused():
    with pytest.raises(CharsetError, match="'B'"):
        Charset(("A",), {"b": "B"})


@pytest.mark.parametrize("label", [-1, 10])
def test_a_label_outside_the_set_is_refused(label):
    with pytest.raises(CharsetError, match="from 0 to 9"):
        NAMED["digits"].decode(label)


def test_an_unknown_grapheme_is_refused_with_what_is_held():
    with pytest.raises(CharsetError, match="0123456789"):
        NAMED["digits"].encode("x")


@pytest.mark.parametrize("name", ["digits", "caseless"])
def test_a_set_is_the_same_in_another_process(name):
    assert copy.deepcopy(NAMED[name]) == NAMED[name]
