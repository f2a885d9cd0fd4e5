"""What was read is told as it stands in the list; what stands for two entries is shared."""

import pytest

from inkread.words.automaton import AnyText
from inkread.words.beam import Found
from inkread.words.entries import as_entries
from inkread.words.lexicon import Lexicon


def told(words, *read, whole=False):
    """Return the entries of texts with their shares, and the text that the first was read from."""
    found = [Found(text, 0.0, ()) for text, _ in read]
    candidates, source = as_entries(found, [share for _, share in read], Lexicon(words, whole=whole))
    return [(one.text, pytest.approx(one.confidence)) for one in candidates], source.text


def test_an_entry_is_written_as_it_stands():
    assert told(["Müller", "Groß"], ("MUELLER", 0.9)) == ([("MÜLLER", 0.9)], "MUELLER")
    assert told(["Groß"], ("GROSS", 0.9))[0] == [("GROSS", 0.9)]
    assert told(["łódź"], ("lodz", 0.5), ("Lodz", 0.4))[0] == [("łódź", 0.5), ("Łódź", 0.4)]


def test_two_ways_to_write_an_entry_are_summed():
    assert told(["Müller", "Miller"], ("Miller", 0.4), ("Mueller", 0.3), ("Muller", 0.25)) == (
        [("Müller", 0.55), ("Miller", 0.4)],
        "Mueller",
    )


@pytest.mark.parametrize("words", [["Müller", "Muller"], ["Muller", "Müller"]])
def test_entries_that_are_read_alike_share(words):
    candidates, _ = told(words, ("Muller", 0.8), ("Mueller", 0.1))
    assert dict(candidates) == {"Müller": pytest.approx(0.5), "Muller": pytest.approx(0.4)}


def test_each_word_of_a_line_is_an_entry():
    words = ["Zürich", "Zurich", "und", "Köln"]
    assert told(words, ("Zurich und Koln", 0.8))[0] == [("Zürich und Köln", 0.4), ("Zurich und Köln", 0.4)]


def test_a_whole_entry_has_its_spaces():
    assert told(["Bad Tölz"], ("BadToelz", 0.9), whole=True)[0] == [("Bad Tölz", 0.9)]


def test_without_a_list_texts_stay():
    candidates, source = as_entries([Found("ab", 0.0, ())], [1.0], AnyText("ab"))
    assert (candidates[0].text, source.text) == ("ab", "ab")
