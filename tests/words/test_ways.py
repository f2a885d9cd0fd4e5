"""A picture's lines are read in one way, the surer one; a line without a text in it in the other."""

import pytest

from inkread.predictions import Candidate
from inkread.trail import Trail
from inkread.word_reading import WordReading
from inkread.words.ways import SAMPLE, read_surer_way

CHARACTERS, WHOLE = "characters", "whole"


class Way:
    """Reads lines with confidences that are known beforehand, and notes which it was asked for."""

    def __init__(self, name, confidences):
        self.name, self.confidences, self.asked = name, confidences, []

    def __call__(self, rows):
        self.asked += rows
        return [self.reading(row) for row in rows]

    def reading(self, row):
        confidence = self.confidences[row]
        candidates = () if confidence is None else (Candidate(f"{self.name} {row}", confidence),)
        return WordReading(candidates, (), Trail("inkread-segments-v1", ()))


def read(separate, whole, *, ahead=1.0):
    """Return the way in which each line was read, None where it has no text, and the two ways."""
    ways = Way(CHARACTERS, separate), Way(WHOLE, whole)
    found = read_surer_way(*ways, len(separate), ahead=ahead)
    assert all(line.text.endswith(f" {row}") for row, line in enumerate(found) if line.text)
    return [line.text.split()[0] if line.text else None for line in found], *ways


@pytest.mark.parametrize(
    ("separate", "whole", "ahead", "taken"),
    [
        (0.6, 0.4, 1.0, CHARACTERS),
        (0.6, 0.4, 2.0, WHOLE),
        (0.4, 0.6, 0.5, CHARACTERS),
        (None, 0.1, 0.5, WHOLE),
        (0.1, None, 2.0, CHARACTERS),
        (None, None, 2.0, None),
    ],
)
def test_a_single_line_is_read_in_the_surer_way(separate, whole, ahead, taken):
    assert read([separate], [whole], ahead=ahead)[0] == [taken]


def test_all_lines_are_read_in_the_way_that_is_surer_of_them_together():
    assert read([0.5, 0.2, 0.5], [0.1, 0.3, 0.1], ahead=2.0)[0] == [CHARACTERS] * 3
    assert read([0.3, 0.2, 0.01], [0.2, 0.1, 0.4])[0] == [WHOLE] * 3


def test_a_line_without_a_text_is_read_in_the_other_way():
    assert read([0.9, None, 0.9], [0.1, 0.1, 0.1])[0] == [CHARACTERS, WHOLE, CHARACTERS]
    assert read([0.1, 0.2, 0.1], [0.9, None, 0.9])[0] == [WHOLE, CHARACTERS, WHOLE]


def test_the_characters_of_a_line_that_is_surer_whole_for_certain_are_not_asked():
    ways, separate, whole = read([0.9, 0.9], [0.6, 0.1], ahead=2.0)
    assert (ways, separate.asked, whole.asked) == ([WHOLE, CHARACTERS], [1], [0, 1])


@pytest.mark.parametrize(("confidence", "taken", "other"), [(0.5, CHARACTERS, 1), (0.001, WHOLE, 0)])
def test_of_many_lines_some_tell_how_the_others_are_read(confidence, taken, other):
    ways, *both = read([confidence] * 30, [0.1] * 30)
    assert ways == [taken] * 30
    assert sorted(both[1 - other].asked) == list(range(30))
    assert len(both[other].asked) == SAMPLE
    assert {0, 29} < set(both[other].asked)


def test_of_many_lines_those_without_a_text_are_read_in_the_other_way():
    lost = [None if row == 1 else 0.5 for row in range(30)]
    ways, _, whole = read(lost, [0.1] * 30)
    assert ways == [CHARACTERS, WHOLE, *[CHARACTERS] * 28]
    assert 1 in whole.asked


def test_no_lines_are_no_readings():
    assert read([], [])[0] == []
