"""The view of words: what it asks for, what it shows, and what becomes of what the person says."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from inkread.desktop.passage_words import candidates_of, headline_of, name_of, title_of
from inkread.desktop.presenter import WORDS
from inkread.desktop.replies import Fitted, Kept, Note, Past, Trouble, WordGlyph, WordsAnswer
from inkread.desktop.requests import CorrectEntry, FitPicture, KeepWords, LookInside, ReadWords, Wish

GLYPHS = (
    WordGlyph("A", (10, 10, 40, 30), (("A", 0.9), ("4", 0.1))),
    WordGlyph("1", (10, 60, 40, 10), (("I", 0.6), ("1", 0.4))),
)
ID = "a" * 32
PAST = Past(ID, datetime(2026, 1, 1, tzinfo=UTC), "desktop", "A1", 0.9, source="x.png", is_words=True)


def words(text="A1", **changes):
    """Return an answer."""
    return WordsAnswer(text, 0.9, ((text, 0.9), ("AI", 0.1)), GLYPHS, 60, 100, **changes)


@pytest.fixture
def passage(presenter):
    return presenter.passage


@pytest.fixture
def opened(passage, worker):
    """A picture that was read and kept."""
    passage.open("/scans/page.png")
    worker.tell(words(id=ID))
    return passage


def write(passage, *places):
    """Draw a line."""
    passage.press(*places[0], 0)
    for number, place in enumerate(places[1:], 1):
        passage.drag(*place, number * 1000)
    passage.lift()


def test_a_line_is_read_when_the_pen_is_lifted_and_not_before(passage, worker):
    passage.press(10, 10, 0)
    passage.drag(50, 50, 5000)
    assert worker.asked == {}
    passage.lift()
    assert worker.last == ReadWords(passage.sheet.drawing())
    worker.tell(words())
    assert (passage.answer.text, headline_of(passage)) == ("A1", "How sure: 90.0 %")


def test_of_several_lines_those_to_be_looked_at_are_named(opened, worker):
    opened.set_wish(lines=True, pattern="", lexicon="")
    worker.tell(words("A1\nB2\nC3", id=ID, doubtful=((2, 0.55), (3, 0.3))))
    assert headline_of(opened) == "How sure: 90.0 % Line 2: 55.0 %. Line 3: 30.0 %."


def test_what_is_odd_about_a_picture_is_told_once(opened, worker):
    turned, lists = Note("turned", "The page lay upside down."), Note("words_left_out", "Left out: Ж.")
    opened.set_wish(lines=True, pattern="", lexicon="")
    worker.tell(words(id=ID, warnings=(turned, lists)))
    said = "The page lay upside down or on a side, and was turned."
    assert headline_of(opened) == f"How sure: 90.0 % {said} Left out: Ж."
    blank = Note("blank", "There is nothing on the paper.")
    worker.tell(words("", id=ID, refusal=blank, warnings=(blank, turned)))
    assert headline_of(opened) == f"There is no writing in this picture. {said}"


def test_an_answer_to_an_earlier_line_is_passed_over(passage, worker):
    write(passage, (0, 0), (50, 50))
    write(passage, (100, 0), (150, 50))
    worker.tell(words("old"), ticket=1)
    assert passage.answer is None
    worker.tell(words("new"))
    assert passage.answer.text == "new"
    passage.clear()
    assert passage.answer is None


def test_a_picture_is_kept_where_files_are(presenter, worker):
    presenter.passage.open("/a.png")
    assert worker.last == ReadWords("/a.png", keep=True)
    presenter.batch.keep(False)
    presenter.open_words("/b.png")
    assert worker.last == ReadWords("/b.png", keep=False)
    assert presenter.state.recent[0] == "/b.png"


def test_what_is_known_of_the_text_reads_it_anew_in_the_place_of_the_first(opened, worker):
    opened.set_wish(lines=False, pattern=" A9 ", lexicon="")
    assert worker.last == ReadWords("/scans/page.png", Wish(pattern="A9"), keep=True, instead=ID)
    before = len(worker.asked)
    opened.set_wish(lines=False, pattern="A9", lexicon="")
    assert len(worker.asked) == before


def test_a_language_reads_it_anew_too(opened, worker):
    opened.set_wish(lines=False, pattern="", lexicon="", language="english")
    assert worker.last.wish == Wish(language="english")


def test_a_picture_whose_wish_changes_before_its_answer_is_kept_once(passage, worker):
    passage.open("/a.png")
    for pattern in ("A9", "[", "AA"):
        passage.set_wish(lines=False, pattern=pattern, lexicon="")
    assert list(worker.asked.values()) == [ReadWords("/a.png", keep=True)]
    worker.tell(words("old", id=ID, correction="AI"))
    assert worker.last == ReadWords("/a.png", Wish(pattern="AA"), keep=True, instead=ID, correction="AI")
    assert (passage.answer, passage.is_busy) == (None, True)
    worker.tell(words("new", id="b" * 32))
    assert (passage.answer.text, passage.is_busy, len(worker.asked)) == ("new", False, 2)


def test_a_wish_that_changed_meanwhile_is_heard_after_one_that_was_wrong_too(opened, worker):
    opened.set_wish(lines=False, pattern="[", lexicon="")
    opened.set_wish(lines=False, pattern="A9", lexicon="")
    worker.tell(Trouble("wrong_wish", "expected a pattern"), words(id="b" * 32))
    assert (opened.wrong, worker.last.wish, worker.last.instead) == ("", Wish(pattern="A9"), "b" * 32)
    worker.tell(Trouble("damaged", "expected a picture"))
    opened.set_wish(lines=False, pattern="AA", lexicon="")
    assert worker.last.wish == Wish(pattern="AA")


def test_another_picture_does_not_wait_for_the_one_before(passage, worker):
    passage.open("/a.png")
    passage.set_wish(lines=False, pattern="A9", lexicon="")
    passage.open("/b.png")
    assert worker.last == ReadWords("/b.png", Wish(pattern="A9"), keep=True)
    worker.tell(words("old", id=ID), ticket=1)
    assert (passage.answer, len(worker.asked)) == (None, 2)


def test_a_wrong_pattern_is_told_beside_it_and_the_text_read_without(opened, worker, presenter):
    opened.set_wish(lines=False, pattern="[", lexicon="")
    worker.tell(Trouble("wrong_wish", "expected a pattern"), words("AI"))
    assert (opened.wrong, opened.answer.text) == ("expected a pattern", "AI")
    assert not presenter.status.is_trouble
    opened.set_wish(lines=False, pattern="", lexicon="")
    assert opened.wrong == ""


def test_a_picture_that_cannot_be_opened_is_told_at_the_foot(passage, worker, presenter):
    passage.open("/a.png")
    worker.tell(Trouble("damaged", "expected a picture"))
    assert presenter.status.is_trouble
    assert (passage.answer, passage.is_busy) == (None, False)


def test_a_character_is_looked_at_and_into(opened, worker):
    assert title_of(opened) == "What it could be"
    assert candidates_of(opened).candidates == (("A1", 0.9), ("AI", 0.1))
    opened.step(-1)
    assert (opened.chosen, title_of(opened)) == (1, "Character 2 of 2: 1")
    assert candidates_of(opened).confidence == 0.4
    opened.step(1)
    assert opened.chosen == 0
    assert opened.look_inside()
    assert worker.last == LookInside("/scans/page.png", box=(10, 10, 40, 30))
    opened.choose(None)
    assert not opened.look_inside()


def test_a_character_of_a_drawing_is_its_strokes(passage, worker):
    write(passage, (20, 20), (30, 40))
    write(passage, (62, 20), (66, 40))
    worker.tell(words())
    passage.choose(1)
    passage.look_inside()
    assert worker.last.source.strokes == passage.sheet.finished[1:]


def test_the_picture_is_asked_for_at_the_size_there_is(opened, worker):
    opened.fit(300, 400)
    assert worker.last == FitPicture(300, 400)
    before = len(worker.asked)
    opened.fit(300, 400)
    assert len(worker.asked) == before
    worker.tell(Fitted(b"png"))
    assert opened.png == b"png"
    opened.take_paper()
    assert (opened.png, opened.is_paper, opened.answer) == (None, True, None)


def test_what_a_picture_shows_is_noted_taken_back_and_noted_again(opened, worker, presenter):
    opened.note(" AI ")
    assert worker.last == CorrectEntry(ID, "AI")
    worker.tell(replace(PAST, correction="AI"))
    assert opened.answer.correction == "AI"
    presenter.undo(WORDS)
    assert worker.last == CorrectEntry(ID, None)
    worker.tell(PAST)
    assert opened.answer.correction is None
    presenter.redo(WORDS)
    assert worker.last == CorrectEntry(ID, "AI")


def test_a_picture_that_was_not_kept_is_kept_with_what_it_shows(passage, worker):
    passage.keeps = False
    passage.open("/a.png")
    worker.tell(words())
    passage.note("AI")
    assert worker.last == ReadWords("/a.png", keep=True, correction="AI")


def test_what_is_noted_twice_at_once_is_kept_once(passage, worker):
    passage.keeps = False
    passage.open("/a.png")
    worker.tell(words())
    passage.note("AI")
    passage.note("A1")
    worker.tell(words(id=ID, correction="AI"))
    assert worker.last == ReadWords("/a.png", keep=True, instead=ID, correction="A1")
    assert len(worker.asked) == 3


def test_a_drawing_is_kept_with_what_it_shows_and_a_new_sheet_taken(passage, worker):
    write(passage, (0, 0), (50, 50))
    drawing = passage.sheet.drawing()
    passage.note("AI")
    assert worker.last == KeepWords(drawing, correction="AI")
    worker.tell(Kept("b" * 32))
    assert passage.sheet.is_empty


def test_closing_keeps_both_sheets_one_after_the_other(presenter, worker):
    closed = []
    for sheet in (presenter.writing, presenter.passage):
        write(sheet, (0, 0), (50, 50))
    presenter.close(lambda: closed.append(True), closed.append)
    worker.tell(Kept(ID))
    assert (type(worker.last), closed) == (KeepWords, [])
    worker.tell(Kept("b" * 32))
    assert closed == [True]


def test_a_wrong_pattern_keeps_no_drawing_from_being_kept(passage, worker):
    write(passage, (0, 0), (50, 50))
    passage.set_wish(lines=True, pattern="[", lexicon="")
    worker.tell(Trouble("wrong_wish", "expected a pattern"))
    passage.keep()
    assert worker.last.wish == Wish(lines=True)


def test_kept_words_are_shown_again_and_read_anew_once_more_is_known(passage, worker):
    passage.show_kept(PAST)
    assert worker.last == ReadWords(ID, is_entry=True, as_kept=True)
    assert name_of(passage) == "Text of x.png"
    worker.tell(words(id=ID))
    passage.set_wish(lines=False, pattern="A9", lexicon="")
    assert worker.last == ReadWords(ID, Wish(pattern="A9"), is_entry=True)


def test_a_refused_answer_says_why(passage, worker):
    passage.open("/a.png")
    worker.tell(WordsAnswer("", 0.0, (), (), 10, 10, Note("breaks_pattern", "…")))
    assert headline_of(passage) == "Nothing that fits the pattern looks like this."
    assert title_of(passage) == ""


def test_words_are_taken_back_only_where_something_was_noted(opened, presenter):
    for do in (presenter.undo, presenter.clear):
        presenter.status.say("")
        do(WORDS)
        assert presenter.status.text == "There is nothing to take back in this view."
