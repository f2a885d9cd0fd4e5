"""What is no text of a pattern or a list is not sure to be one, however little the others look like it."""

import numpy as np
import pytest

from inkread import Lexicon, WordReader
from inkread.words.edge import Edge
from inkread.words.none_of_these import WHOLE, Others

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


def test_the_best_way_through_a_lattice_weighs_its_odds_and_characters():
    edges = [
        Edge(0, 2, 1.0, {"a": -0.5}),
        Edge(0, 1, 2.0, {"b": -1.0, "c": -3.0}),
        Edge(1, 2, 2.0, {"b": -1.0}),
    ]
    assert Others(frozenset("abc"), 0.25).weight(edges, 3) == pytest.approx(1.5 - WHOLE)
    assert Others(frozenset("abc"), 2.0).weight(edges, 3) == pytest.approx(-1.5 - WHOLE)


def test_the_best_way_through_frames_counts_each_character_once():
    likely = np.log([[0.8, 0.1, 0.1], [0.1, 0.8, 0.1], [0.1, 0.8, 0.1], [0.8, 0.1, 0.1], [0.1, 0.8, 0.1]])
    weight = Others(frozenset("-"), 1.0).weight_of_frames(likely, ("-", "I"))
    assert weight == pytest.approx(5 * np.log(0.8) - 2.0 - WHOLE)
