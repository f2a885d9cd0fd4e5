"""A wide gap may be a space where a pattern has one, a narrow one never is."""

import numpy as np
import pytest

from inkread.words.beam import search
from inkread.words.edge import Edge
from inkread.words.gapped import Gapped, with_gaps
from inkread.words.neighbours import FREE
from inkread.words.pattern import pattern_of


@pytest.mark.parametrize(
    ("pattern", "text"),
    [("99 9", None), ("9 99", "1 22"), ("[0-9 ]+", "1 22"), ("999", "122"), ("re:[12] ?[12]+", "1 22")],
)
def test_spaces_come_where_gaps_are(pattern, text):
    digits = [Edge(0, 1, 0.0, {"1": 0.0}), Edge(1, 2, 0.0, {"2": 0.0}), Edge(2, 3, 0.0, {"2": 0.0})]
    allowed = Gapped(pattern_of(pattern, "12 ", known="129 "))
    found = search(with_gaps(digits, np.array([1.2, 0.1])), 4, allowed, prior=FREE)
    assert (found[0].text if found else None) == text


def test_a_space_in_a_pattern_is_read_from_a_gap(word_reader, written):
    assert word_reader.read(written("LTV 17"), pattern="[LTVX ]+[0-9 ]*").text == "LTV 17"
    assert word_reader.read(written("LTV17"), pattern="[LTVX]+ ?[0-9]+").text == "LTV17"
    glyphs = word_reader.read(written("LT 17"), pattern="AA 99").glyphs
    assert "".join(one.text for one in glyphs) == "LT17"


def test_two_spaces_of_a_pattern_are_one_gap_and_those_at_its_ends_none(written, word_reader):
    assert word_reader.read(written("LT 17"), pattern=" AA  99 ").text == "LT 17"
