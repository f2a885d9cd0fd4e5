"""A picture's lines are read in one way, the surer one; a line without a text in it in the other."""

import pytest

from inkread.predictions import Candidate
from inkread.trail import Trail
from inkread.word_reading import WordReading
from inkread.words.silence import NO_WRITING
from inkread.words.ways import SAMPLE, Ahead, read_surer_way

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
    found = read_surer_way(*ways, len(separate), ahead=Ahead(ahead))
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


@pytest.mark.parametrize(
    ("confidence", "taken", "other", "num"),
    [
        (0.2, CHARACTERS, 1, SAMPLE),
        (1.0, CHARACTERS, 1, 3),
        (0.04, WHOLE, 0, SAMPLE),
        (0.001, WHOLE, 0, 3),
    ],
)
def test_of_many_lines_some_tell_how_the_others_are_read_fewer_where_that_is_clear(
    confidence, taken, other, num
):
    ways, *both = read([confidence] * 30, [0.1] * 30)
    assert ways == [taken] * 30
    assert sorted(both[1 - other].asked) == list(range(30))
    assert len(both[other].asked) == num
    assert min(both[other].asked) == 0
    assert max(both[other].asked) >= 15


def test_of_many_lines_those_without_a_text_are_read_in_the_other_way():
    lost = [None if row == 1 else 0.5 for row in range(30)]
    ways, _, whole = read(lost, [0.1] * 30)
    assert ways == [CHARACTERS, WHOLE, *[CHARACTERS] * 28]
    assert 1 in whole.asked


def test_no_lines_are_no_readings():
    assert read([], [])[0] == []


@pytest.mark.parametrize(
    ("texts", "agreeing", "confidence"),
    [(("a", "a"), True, 0.972973), (("a", "b"), True, 0.9), (("a", "a"), False, 0.9)],
)
def test_under_a_list_what_both_ways_say_is_surer(texts, agreeing, confidence):
    def way(text, sure):
        told = (Candidate(text, sure), Candidate("c", 1.0 - sure))
        return lambda rows: [WordReading(told, (), Trail("inkread-segments-v1", ())) for _ in rows]

    (found,) = read_surer_way(way(texts[1], 0.8), way(texts[0], 0.9), 1, ahead=Ahead(2.0), agreeing=agreeing)
    assert (found.text, found.confidence) == (texts[0], pytest.approx(confidence))
    assert found.candidates[1].confidence == pytest.approx(1.0 - confidence, abs=1e-6)


def telling(text, confidence, refusal=None):
    """Return a way that tells one text of every line."""
    candidates = (Candidate(text, confidence),)
    return lambda rows: [
        WordReading(candidates, (), Trail("inkread-segments-v1", ()), refusal=refusal) for _ in rows
    ]


@pytest.mark.parametrize(
    ("apart", "confidence", "heard"), [("J", 0.6, True), ("I", 0.99, False), ("J", 0.4, False)]
)
def test_what_is_taken_for_no_writing_is_told_where_both_ways_have_it(apart, confidence, heard):
    (found,) = read_surer_way(telling(apart, confidence), telling("J", 0.2, NO_WRITING), 1, ahead=Ahead(2.0))
    assert (found.text, found.rejected) == ("J", not heard)


def test_on_a_long_page_hesitant_lines_are_asked_whether_they_are_writing():
    sure, hesitant = 0.9, 1e-4
    separate = Way(CHARACTERS, [hesitant if row in (1, 7, 20) else sure for row in range(30)])
    asked = []

    def whole(rows):
        asked.extend(rows)
        refusals = {row: NO_WRITING if row in (1, 7) else None for row in rows}
        return [
            WordReading((Candidate("w", 0.1),), (), Trail("inkread-segments-v1", ()), refusal=refusals[row])
            for row in rows
        ]

    found = read_surer_way(separate, whole, 30, ahead=Ahead(1.0))
    assert [row for row, line in enumerate(found) if line.rejected] == [1, 7]
    assert found[20].text == f"{CHARACTERS} 20"
    assert len(asked) <= SAMPLE + 3


def test_a_line_that_is_no_writing_has_no_say_in_how_the_others_are_read():
    def whole(rows):
        trail = Trail("inkread-segments-v1", ())
        silent = WordReading((Candidate("e", 0.49),), (), trail, refusal=NO_WRITING)
        return [silent if row == 1 else WordReading((Candidate("w", 0.2),), (), trail) for row in rows]

    found = read_surer_way(Way(CHARACTERS, [0.3, 0.001, 0.3]), whole, 3, ahead=Ahead(1.0))
    assert [line.text for line in found] == [f"{CHARACTERS} 0", "e", f"{CHARACTERS} 2"]
    assert [line.rejected for line in found] == [False, True, False]


@pytest.mark.parametrize(
    ("text", "taken"), [("note", "note"), ("No", "4o"), ("N0", "4o"), ("no te", "no te"), ("", "4o")]
)
def test_a_line_of_small_letters_counts_for_more_read_whole(text, taken):
    (found,) = read_surer_way(telling("4o", 0.5), telling(text, 0.2), 1, ahead=Ahead(1.0, small=4.0))
    assert found.text == taken


def test_what_lines_of_one_hand_are_made_of_counts_once():
    whole = telling("note", 0.2)
    for num, taken in ((1, "note"), (2, "4o"), (30, "4o")):
        found = read_surer_way(telling("4o", 0.5), whole, num, ahead=Ahead(1.0, small=4.0))
        assert [line.text for line in found] == [taken] * num
