"""The view of words turns the pages of a file."""

import pytest

from inkread.desktop.passage_words import name_of
from inkread.desktop.replies import Trouble, WordsAnswer
from inkread.desktop.requests import ReadWords


def words(text, pages=1, **changes):
    """Return an answer."""
    return WordsAnswer(text, 0.9, ((text, 0.9),), (), 60, 100, pages=pages, **changes)


@pytest.fixture
def passage(presenter):
    return presenter.passage


@pytest.fixture
def opened(passage, worker):
    """The first of three pages, read and kept."""
    passage.open("/scans/notes.pdf")
    worker.tell(words("one", 3, id="a" * 32))
    return passage


def test_the_next_page_is_read_and_kept_beside_the_one_before(opened, worker):
    assert name_of(opened) == "Text of notes.pdf#1"
    opened.turn(1)
    assert worker.last == ReadWords("/scans/notes.pdf#2", keep=True)
    assert (opened.answer, opened.is_busy, name_of(opened)) == (None, True, "Text of notes.pdf#2")
    worker.tell(words("two", 3, id="b" * 32))
    assert (opened.answer.text, opened.leaf.number, opened.leaf.of) == ("two", 2, 3)
    opened.turn(-1)
    assert worker.last.source == "/scans/notes.pdf#1"


def test_pages_are_turned_faster_than_they_are_read(opened, worker):
    first = max(worker.asked) + 1
    opened.turn(1)
    opened.turn(1)
    assert worker.last.source == "/scans/notes.pdf#3"
    worker.tell(words("two", 3), ticket=first)
    assert opened.answer is None
    worker.tell(words("three", 3))
    assert opened.answer.text == "three"


def test_there_is_no_page_before_the_first_and_none_behind_the_last(opened, worker):
    asked = dict(worker.asked)
    opened.turn(-1)
    opened.turn(3)
    assert worker.asked == asked
    opened.turn(2)
    assert opened.leaf.number == 3


def test_a_page_that_cannot_be_read_can_be_turned_over(opened, worker):
    opened.turn(1)
    worker.tell(Trouble("damaged", "expected a page, got none"))
    opened.turn(1)
    assert worker.last.source == "/scans/notes.pdf#3"


def test_a_picture_and_the_sheet_have_no_pages(passage, worker):
    passage.open("/scans/word.png")
    worker.tell(words("one"))
    asked = dict(worker.asked)
    passage.turn(1)
    passage.take_paper()
    passage.turn(1)
    assert worker.asked == asked
    assert passage.leaf.of == 1


def test_what_is_known_of_the_text_is_asked_of_the_page_that_is_shown(opened, worker):
    opened.turn(1)
    worker.tell(words("two", 3, id="b" * 32))
    opened.set_wish(lines=True, pattern="", lexicon="")
    assert (worker.last.source, worker.last.instead) == ("/scans/notes.pdf#2", "b" * 32)
