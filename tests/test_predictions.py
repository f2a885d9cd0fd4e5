"""Readings: text, confidence, what they print and what they give a program."""

import json

import pytest

from inkread import Blank, Candidate, GlyphReading
from inkread.trail import Caution, Step, Trail

TRAIL = Trail(
    "inkread-28-v1", (Step("polarity", {"ink_is_bright": False}),), (Caution("small", "Too small."),)
)


def reading(**changes):
    return GlyphReading((Candidate("0", 0.7), Candidate("O", 0.2)), TRAIL, source="o.png", **changes)


def test_the_top_candidate_is_the_text_and_its_probability_the_confidence():
    assert (reading().text, reading().confidence) == ("0", 0.7)


def test_a_blank_is_no_letter():
    blank = Blank((), Trail("inkread-28-v1", (), blank=True))
    assert (blank.text, blank.confidence, blank.blank, repr(blank)) == ("", 0.0, True, "Blank()")


def test_a_reading_goes_to_json_and_back():
    told = json.loads(json.dumps(reading().to_dict()))
    assert told["text"] == "0"
    assert told["candidates"][1] == {"text": "O", "confidence": 0.2}
    assert told["warnings"] == [{"code": "small", "message": "Too small."}]
    assert told["trail"]["steps"] == [{"name": "polarity", "ink_is_bright": False}]


def test_a_reading_represents_itself_in_one_line():
    assert repr(reading()) == "GlyphReading(text='0', confidence=0.700, warnings=1)"


def test_show_prints_a_bar_for_each_candidate_and_a_line_for_each_warning(capsys):
    reading().show()
    headline, first, second, warning = capsys.readouterr().out.splitlines()
    assert headline.startswith("o.png: GlyphReading(text='0'")
    assert first.count("█") > second.count("█") > 0
    assert warning == "  ! Too small."


@pytest.mark.parametrize(
    ("confidences", "found", "question"),
    [
        ((0.95, 0.05), "a", ""),
        ((0.949, 0.051), "ab", "a or b?"),
        ((0.5, 0.3, 0.16, 0.04), "abc", "a, b or c?"),
        ((0.4, 0.3), "ab", "a or b?"),  # what is missing went to candidates beyond top_k
        ((), "", ""),
    ],
)
def test_a_set_is_the_fewest_candidates_that_are_all_but_certain(confidences, found, question):
    candidates = tuple(Candidate(text, share) for text, share in zip("abcd", confidences, strict=False))
    made = GlyphReading(candidates, TRAIL)
    assert "".join(made.set) == found
    assert made.question == question


def test_a_refusal_shows_wherever_a_reading_does():
    made = reading(refusal=Caution("no_character", "No letter."))
    assert repr(made) == "GlyphReading(text='0', confidence=0.700, refusal='no_character', warnings=1)"
    assert made.lines()[-2:] == ["  ! No letter.", "  ! Too small."]
    assert json.loads(json.dumps(made.to_dict()))["refusal"] == {
        "code": "no_character",
        "message": "No letter.",
    }


@pytest.mark.parametrize("confidence", [-0.1, 1.1, float("nan"), float("inf")])
def test_a_confidence_that_is_no_probability_is_refused(confidence):
    with pytest.raises(ValueError, match="from 0 to 1"):
        Candidate("a", confidence)
