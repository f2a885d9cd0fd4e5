"""What a language adds to a text, word by word: that it is none of its words costs a code something once."""

import itertools

import numpy as np
import pytest

from inkread.words.language_model import LanguageModel
from inkread.words.word_by_word import BONUS, ENDS, OF_LANGUAGE, SHARES, WEIGHT, WordByWord

GRAPHEMES = tuple(" ABabcdehnt0123456789-")
SPACE = GRAPHEMES.index(" ")


@pytest.fixture
def outlook():
    return WordByWord(LanguageModel.of("the then than that hat ten the bad cab " * 30), GRAPHEMES)


def added(outlook, text):
    """Return what is added for a text, its end included, without the bonuses."""
    each = [outlook(text[:place])[GRAPHEMES.index(char)] - BONUS for place, char in enumerate(text)]
    return sum(each) + outlook.ending(text)


def test_what_may_follow_is_shared_out_whole(outlook):
    for text in ("", "th", "7-2", "the B", "the "):
        shares = np.exp((outlook(text) - BONUS) / WEIGHT)
        assert 0.5 < shares.sum() <= 1.0 + 1e-6  # letters that are not asked for have the rest


def test_a_word_of_the_language_is_likelier_than_another(outlook):
    assert added(outlook, "then") > added(outlook, "nhet") + 5
    assert added(outlook, "then the") > added(outlook, "then eht") + 3


def test_a_word_that_is_known_is_likelier_than_one_that_looks_like_it(outlook):
    assert added(outlook, "than") > added(outlook, "thad") + 2
    assert added(outlook, "than the") > added(outlook, "thann the") + 2


def test_a_model_without_words_leaves_their_share_to_the_others():
    model = LanguageModel.of("1987 .. 24")
    assert model.num_words == 0
    assert np.isfinite(WordByWord(model, GRAPHEMES)("19")).all()


def test_that_it_is_no_word_costs_a_number_something_once(outlook):
    first, *rest = (outlook("7201"[:place])[GRAPHEMES.index(char)] for place, char in enumerate("7201"))
    usual = WEIGHT * np.log((1.0 - ENDS) * SHARES["digit"] / 10) + BONUS
    assert rest == pytest.approx([usual] * 3, abs=0.05)
    assert first == pytest.approx(usual + WEIGHT * np.log(1.0 - OF_LANGUAGE), abs=0.05)


def test_after_a_space_every_word_begins_anew(outlook):
    digits = [GRAPHEMES.index(char) for char in "0123456789"]
    np.testing.assert_allclose(outlook("7201 ")[digits], outlook("then ")[digits], atol=0.01)
    assert (outlook("7201")[digits] > outlook("then")[digits] + 1.0).all()


def test_a_text_that_ended_in_a_space_ends_for_nothing(outlook):
    assert outlook.ending("then ") == 0.0
    assert outlook.ending("then") == pytest.approx(outlook("then")[SPACE] - BONUS)
    assert outlook.ending("then") > outlook.ending("the-")


def test_texts_may_be_asked_about_in_any_order(outlook):
    texts = ["".join(some) for some in itertools.product("th7", repeat=3)]
    one_way = [outlook(text) for text in texts]
    other = WordByWord(LanguageModel.of("the then than that hat ten the bad cab " * 30), GRAPHEMES)
    for text, known in zip(reversed(texts), reversed(one_way), strict=True):
        np.testing.assert_allclose(other(text), known)
