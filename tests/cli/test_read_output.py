"""The three forms of a reading: text, JSON and CSV."""

import csv
import io
import json

import numpy as np
import pytest

from inkread.cli.read_output import Outcome, as_csv, as_json, as_text
from inkread.errors import ImageError
from inkread.harmless import printable
from inkread.predictions import Blank, Candidate, GlyphReading
from inkread.trail import Caution, Trail

TRAIL = Trail("inkread-28-v1", (), (Caution("low_contrast", "The ink is pale."),))
READING = GlyphReading((Candidate("7", 0.9), Candidate("1", 0.1)), TRAIL, np.zeros((28, 28), np.uint8))
BLANK = Blank((), Trail("inkread-28-v1", (), (), blank=True))
ERROR = ImageError("expected an image,\ngot none; look", reason="not_an_image")


def rows(text):
    return list(csv.DictReader(io.StringIO(text)))


def test_json_is_a_list_whatever_the_number():
    (only,) = json.loads(as_json([Outcome("a.png", READING)]))
    assert (only["source"], only["text"], only["confidence"]) == ("a.png", "7", 0.9)
    assert json.loads(as_json([])) == []


def test_json_gives_an_error_its_reason_in_place():
    entries = json.loads(as_json([Outcome("bad", ERROR), Outcome("empty", BLANK)]))
    assert entries[0] == {
        "source": "bad",
        "error": "bad: expected an image, got none; look",
        "reason": "not_an_image",
    }
    assert (entries[1]["blank"], entries[1]["text"]) == (True, "")


def test_csv_has_one_row_an_image_and_a_column_for_each_candidate():
    text = as_csv([Outcome("a", READING), Outcome("b", BLANK), Outcome("c", ERROR)], top_k=3)
    first, blank, error = rows(text)
    assert (first["text"], first["confidence"], first["text_2"], first["confidence_2"]) == (
        "7",
        "0.9",
        "1",
        "0.1",
    )
    assert (first["text_3"], first["warnings"], first["blank"]) == ("", "low_contrast", "false")
    assert (blank["text"], blank["blank"]) == ("", "true")
    assert (error["reason"], error["text"]) == ("not_an_image", "")


@pytest.mark.parametrize("name", ["=HYPERLINK(1)", "+1", "-1", "@a"])
def test_no_spreadsheet_takes_a_name_for_a_formula(name):
    (row,) = rows(as_csv([Outcome(name, READING)], top_k=2))
    assert row["source"] == f"'{name}"


@pytest.mark.parametrize("name", ["\tx", "\rx", "a\nb", "\x1b[31mred", "\x9b31m"])
def test_a_name_cannot_steer_the_terminal_or_break_the_table(name):
    (row,) = rows(as_csv([Outcome(name, ImageError(f"{name}: expected", reason="damaged"))], top_k=1))
    text = as_text(Outcome(name, READING), colour=False, quiet=True)
    for shown in (row["source"], row["error"], text[:-3]):
        assert shown.isprintable()


def test_a_grapheme_that_starts_a_formula_is_harmless_too():
    plus = GlyphReading((Candidate("+", 1.0),), TRAIL)
    assert rows(as_csv([Outcome("a", plus)], top_k=1))[0]["text"] == "'+"


def test_text_shows_bars_and_warnings():
    lines = as_text(Outcome("a.png", READING), colour=False, quiet=False).splitlines()
    assert lines[0] == "a.png: 7  (90.0%)  7 or 1?"
    assert lines[1].count("█") == 27
    assert lines[-1] == "  ! The ink is pale."


def test_a_sure_answer_asks_nothing():
    sure = GlyphReading((Candidate("7", 0.96), Candidate("1", 0.04)), TRAIL)
    assert as_text(Outcome("a", sure), colour=False, quiet=False).splitlines()[0] == "a: 7  (96.0%)"


def test_a_refusal_is_said_in_words_once():
    scribble = Caution("no_character", "This is no letter.")
    trail = Trail("inkread-28-v1", (), (scribble,))
    text = as_text(
        Outcome("a", GlyphReading((Candidate("7", 0.3),), trail, refusal=scribble)), colour=False, quiet=False
    )
    assert text.startswith("a: refused; at best 7  (30.0%)\n")
    assert text.count("This is no letter.") == 1


def test_csv_and_json_tell_the_set_and_the_refusal():
    refused = GlyphReading((Candidate("0", 0.6), Candidate("O", 0.37)), TRAIL, refusal=Caution("odd", "Odd."))
    outcomes = [Outcome("a", refused), Outcome("b", READING)]
    odd, usual = rows(as_csv(outcomes, top_k=2))
    assert (odd["set"], odd["refusal"], usual["refusal"]) == ("0 O", "odd", "")
    odd, usual = json.loads(as_json(outcomes))
    assert (odd["set"], odd["refusal"]) == (["0", "O"], {"code": "odd", "message": "Odd."})
    assert usual["refusal"] is None


def test_colour_comes_only_when_asked_for():
    assert "\x1b" not in as_text(Outcome("a", READING), colour=False, quiet=False)
    assert "\x1b" in as_text(Outcome("a", READING), colour=True, quiet=False)


def test_quiet_is_name_tab_text():
    assert as_text(Outcome("a", READING), colour=True, quiet=True) == "a\t7\n"
    assert as_text(Outcome("b", BLANK), colour=True, quiet=True) == "b\t\n"


def test_quiet_tells_no_text_of_what_is_refused():
    refused = GlyphReading((Candidate("7", 0.3),), TRAIL, refusal=Caution("not_sure", "Not sure."))
    assert as_text(Outcome("a", refused), colour=False, quiet=True) == "a\t\n"


def test_a_blank_image_is_called_blank():
    assert as_text(Outcome("b", BLANK), colour=False, quiet=False) == "b: blank\n"


def test_a_name_that_is_no_text_can_be_printed():
    assert printable("caf\udce9.png") == "caf\ufffd.png"
    assert as_csv([Outcome("caf\udce9", ERROR)], top_k=1).encode("utf-8")
    assert as_json([Outcome("caf\udce9", ERROR)]).encode("utf-8")
