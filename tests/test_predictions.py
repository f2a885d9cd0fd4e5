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


@pytest.mark.parametrize("confidence", [-0.1, 1.1, float("nan"), float("inf")])
def test_a_confidence_that_is_no_probability_is_refused(confidence):
    with pytest.raises(ValueError, match="from 0 to 1"):
        Candidate("a", confidence)
