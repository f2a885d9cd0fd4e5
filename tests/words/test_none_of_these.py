"""What is no text of a pattern or a list is not sure to be one, however little the others look like it."""

import pytest

from inkread import Lexicon, WordReader
from inkread.words.free_text import FreeText
from inkread.words.none_of_these import OF_CHANGE, OF_LIST, WHOLE, Others

SURE = 0.9


def test_a_word_that_the_list_lacks_is_told_but_refused(word_reader, written):
    reading = word_reader.read(written("LTV1"), lexicon=Lexicon(["XXLX", "VVTT"]))
    assert reading.refusal.code == "not_in_lexicon"
    assert reading.text in ("XXLX", "VVTT")
    assert reading.confidence < 0.01


def test_a_word_of_the_list_is_sure(word_reader, written):
    reading = word_reader.read(written("LTV"), lexicon=Lexicon(["LTV", "XXX", "TTL"]))
    assert (reading.text, reading.refusal) == ("LTV", None)
    assert reading.confidence > SURE


def test_letters_are_no_digits_for_sure(word_reader, written):
    reading = word_reader.read(written("XVX"), pattern="999")
    assert reading.refusal.code == "breaks_pattern"
    assert reading.confidence < 0.01


def test_what_follows_its_pattern_is_sure(word_reader, written):
    reading = word_reader.read(written("LTV"), pattern="AAA")
    assert (reading.text, reading.refusal) == ("LTV", None)
    assert reading.confidence > SURE


def test_of_a_line_the_words_that_are_not_in_the_list_make_it_doubtful(word_reader, written):
    words = Lexicon(["LTL", "XVX"])
    assert word_reader.read(written("LTL XVX"), lexicon=words).refusal is None
    assert word_reader.read(written("LTL 717"), lexicon=words).refusal.code == "not_in_lexicon"


def test_a_line_read_whole_is_none_of_the_list_either(tiny_bundle, make_line_bundle, bars):
    reader = WordReader(tiny_bundle, mode="connected", connected=make_line_bundle())
    refused = reader.read(bars("---"), lexicon=Lexicon(["I-I"]))
    assert (refused.text, refused.refusal.code) == ("I-I", "not_in_lexicon")
    assert reader.read(bars("---"), lexicon=Lexicon(["I-I", "---"])).confidence > SURE


def read(written, weight):
    """Return what reads every ink as one text, which each character makes lighter."""
    return lambda alphabet, cost: FreeText(written, weight - cost * len(written))


def test_every_character_of_another_text_makes_it_lighter():
    assert Others(frozenset("ab"), 0.25).weight("b", read("ab", 2.0)) == pytest.approx(1.5 - WHOLE)


def test_a_word_beside_a_list_costs_only_what_sets_it_apart():
    others = Others.of_list(Lexicon(["Meier"]), frozenset("Meiyr"))
    assert others.weight("Meier", read("Meyer", 0.0)) == pytest.approx(-WHOLE - OF_CHANGE, abs=0.01)
    assert others.weight("Meier", read("MEIER", 0.0)) == pytest.approx(-WHOLE - 5 * OF_LIST)


@pytest.mark.parametrize("mode", ["connected", "auto"])
def test_a_word_one_character_off_is_not_sure(tiny_bundle, make_line_bundle, bars, mode):
    reader = WordReader(tiny_bundle, mode=mode, connected=make_line_bundle())
    lacking = reader.read(bars("I-II-I-I"), lexicon=["I-II-III"])
    held = reader.read(bars("I-II-I-I"), lexicon=["I-II-III", "I-II-I-I"])
    assert (lacking.text, held.text) == ("I-II-III", "I-II-I-I")
    assert lacking.confidence < 0.5
    assert held.confidence > SURE


def test_a_word_of_single_characters_one_off_is_not_sure(word_reader, written):
    assert word_reader.read(written("LTVXLTVX"), lexicon=["LTVXLTVT"]).confidence < 0.5
    assert word_reader.read(written("LTVXLTVX"), lexicon=["LTVXLTVX", "LTVXLTVT"]).confidence > SURE
