"""Pages as text, CSV and JSON: each line by itself."""

import csv
import io
import json

import pytest

from inkread.cli.read_words import Words, WordsWish
from inkread.cli.read_words_output import print_words
from inkread.errors import ImageError
from inkread.predictions import Candidate
from inkread.preprocess.cautions import BLANK, FIRST_PAGE
from inkread.trail import Caution, Trail
from inkread.word_reading import PageReading, WordReading

TRAIL = Trail("inkread-segments-v1", ())
NOT_SURE = Caution("not_sure", "It is not clear enough.")
PAGE_WISH = WordsWish(False, True, None, None, None, None, None)
WORD_WISH = WordsWish(True, False, None, None, None, None, None)


def line(text, confidence, refusal=None):
    """Return a line."""
    candidates = (Candidate(text, confidence),) if text else ()
    return WordReading(candidates, (), TRAIL, (0, 0, 10, 10), refusal=refusal)


def page(*lines, trail=TRAIL):
    """Return what became of a picture with these lines."""
    refusal = next((one.refusal for one in lines if one.refusal), None) if lines else BLANK
    return Words("letter.jpg", PageReading(lines, trail, refusal=refusal))


@pytest.fixture
def printed(capsys):
    """Prints what became of pictures, and returns it."""

    def call(*found, wish=PAGE_WISH, form="text", quiet=False):
        print_words(iter(found), wish, form, None, quiet=quiet)
        return capsys.readouterr().out

    return call


def test_of_a_page_the_lines_to_look_at_are_marked_and_the_sure_ones_are_quiet(printed):
    told = printed(page(line("Dear Ann,", 0.99), line("1203.2024", 0.475), line("Anna Smith", 0.9)))
    assert told == "letter.jpg: 3 lines, 1 to look at\nDear Ann,\n1203.2024  (47.5%)\nAnna Smith\n"


def test_a_page_that_is_sure_throughout_says_so(printed):
    assert printed(page(line("A", 0.99), line("B", 0.98))) == "letter.jpg: 2 lines, none to look at\nA\nB\n"


def test_a_refused_line_is_told_and_named_with_its_reason(printed):
    refused = [line("B", 0.5, NOT_SURE), line("", 0.0, BLANK), line("D", 0.2, NOT_SURE)]
    told = printed(page(line("A", 0.99), *refused)).splitlines()
    assert told == [
        "letter.jpg: 4 lines, 3 to look at",
        "A",
        "B  (50.0%, refused)",
        "(nothing read, refused)",
        "D  (20.0%, refused)",
        "  ! lines 2, 4: It is not clear enough.",
        f"  ! line 3: {BLANK.message}",
    ]


def test_a_page_of_one_line_is_told_as_a_word_is(printed):
    assert printed(page(line("A", 0.4))) == "letter.jpg: A  (40.0%)\n"


def test_in_few_words_a_page_stays_one_row(printed):
    assert printed(page(line("A", 0.9), line("B", 0.4)), quiet=True) == "letter.jpg\tA B\n"
    assert printed(page(line("A", 0.9), line("B", 0.4, NOT_SURE)), quiet=True) == "letter.jpg\t\n"


def test_csv_has_a_row_a_line_with_the_name_of_the_file_in_each(printed):
    warned = Trail("inkread-segments-v1", (), (FIRST_PAGE,))
    unreadable = Words("notes.txt", ImageError("notes.txt: no image", reason="not_an_image"))
    found = (page(line("A, B", 0.99), line("=C", 0.475, NOT_SURE), trail=warned), unreadable, page())
    rows = list(csv.DictReader(io.StringIO(printed(*found, form="csv"))))
    assert [(row["source"], row["line"], row["text"], row["confidence"]) for row in rows] == [
        ("letter.jpg", "1", "A, B", "0.990000"),
        ("letter.jpg", "2", "'=C", "0.475000"),
        ("notes.txt", "", "", ""),
        ("letter.jpg", "", "", "0.000000"),
    ]
    assert [row["refusal"] for row in rows] == ["", "not_sure", "", "blank"]
    assert [row["warnings"] for row in rows] == ["first_page", "first_page", "", ""]
    assert rows[2]["reason"] == "not_an_image"


def test_csv_of_words_keeps_a_row_a_picture(printed):
    told = printed(Words("a.png", line("A", 0.9)), wish=WORD_WISH, form="csv")
    assert told.splitlines() == [
        "source,text,confidence,refusal,warnings,error,reason",
        "a.png,A,0.900000,,,,",
    ]


def test_json_of_a_page_tells_the_whole_and_each_line(printed):
    (told,) = json.loads(printed(page(line("A", 0.9), line("B", 0.5)), form="json"))
    assert (told["text"], told["confidence"]) == ("A\nB", 0.45)
    assert [one["confidence"] for one in told["lines"]] == [0.9, 0.5]
