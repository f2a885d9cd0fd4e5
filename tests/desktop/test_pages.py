"""The view of words turns the pages of a file."""

import pytest

from inkread.desktop.passage_words import name_of
from inkread.desktop.replies import Fitted, Pages, Trouble, WordsAnswer
from inkread.desktop.requests import ReadWords

FILE = "/scans/notes.pdf"
ONE, TWO, ANEW = "a" * 32, "b" * 32, "c" * 32


def words(text, **changes):
    """Return an answer."""
    return WordsAnswer(text, 0.9, ((text, 0.9),), (), 60, 100, **changes)


@pytest.fixture
def passage(presenter):
    return presenter.passage


@pytest.fixture
def opened(passage, worker):
    """The first of three pages, read and kept."""
    passage.open(FILE)
    worker.tell(Pages(3), words("one", id=ONE))
    return passage


def test_the_next_page_is_read_and_kept_beside_the_one_before(opened, worker):
    assert name_of(opened) == "Text of notes.pdf#1"
    opened.turn(1)
    assert worker.last == ReadWords(FILE, keep=True, page=2)
    assert (opened.answer, opened.is_busy, name_of(opened)) == (None, True, "Text of notes.pdf#2")
    worker.tell(Pages(3), words("two", id=TWO))
    assert (opened.answer.text, opened.leaf.number, opened.leaf.of) == ("two", 2, 3)


def test_a_page_that_is_turned_back_to_takes_the_place_of_its_first_reading(opened, worker):
    opened.turn(1)
    worker.tell(Pages(3), words("two", id=TWO))
    opened.turn(-1)
    assert worker.last == ReadWords(FILE, keep=True, instead=ONE)
    worker.tell(Pages(3), words("one", id=ANEW, correction="One"))
    assert opened.answer.correction == "One"
    opened.turn(1)
    assert worker.last.instead == TWO
    opened.turn(-1)
    assert worker.last.instead == ANEW


def test_pages_are_turned_faster_than_they_are_read_and_those_passed_over_are_let_go(opened, worker):
    second = max(worker.asked) + 1
    opened.turn(1)
    opened.turn(1)
    assert worker.last.page == 3
    assert worker.cancelled == [second]
    worker.tell(words("two", id=TWO), ticket=second)  # it was read by then
    assert opened.answer is None
    worker.tell(Pages(3), words("three"))
    assert opened.answer.text == "three"
    opened.turn(-1)
    assert worker.last.instead == TWO
    assert worker.cancelled == [second]


def test_what_a_person_said_of_a_page_is_kept_though_the_page_is_turned(passage, worker):
    passage.keeps = False
    passage.open(FILE)
    worker.tell(Pages(3), words("one"))
    passage.note("One")
    assert worker.last.correction == "One"
    passage.turn(1)
    assert worker.cancelled == []


def test_there_is_no_page_before_the_first_and_none_behind_the_last(opened, worker):
    asked = dict(worker.asked)
    opened.turn(-1)
    opened.turn(3)
    assert worker.asked == asked
    opened.turn(2)
    assert opened.leaf.number == 3


@pytest.mark.parametrize("first", [True, False])
def test_a_page_that_cannot_be_read_can_be_turned_over(passage, worker, first):
    passage.open(FILE)
    worker.tell(Pages(3), *([] if first else [words("one")]))
    if not first:
        passage.turn(1)
    worker.tell(Trouble("damaged", "expected a page, got none"))
    passage.turn(1)
    assert worker.last.page == (2 if first else 3)


def test_a_picture_of_the_page_before_is_not_shown_for_this_one(opened, worker):
    opened.fit(100, 100)
    fitted = max(worker.asked)
    opened.turn(1)
    worker.tell(Fitted(b"page 1"), ticket=fitted)
    assert opened.png is None


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
    worker.tell(Pages(3), words("two", id=TWO))
    opened.set_wish(lines=True, pattern="", lexicon="")
    assert (worker.last.source, worker.last.page, worker.last.instead) == (FILE, 2, TWO)
