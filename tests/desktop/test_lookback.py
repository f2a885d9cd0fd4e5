"""The history in the window: found, put right, deleted, written."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from inkread.desktop.lookback import past_words
from inkread.desktop.replies import Found, Gone, Past, Progress, Restored, Trouble
from inkread.desktop.requests import (
    CorrectEntry,
    DeleteEntries,
    ExportEntries,
    FindEntries,
    RestoreEntries,
)


def entry(number, **changes):
    """Return a kept reading."""
    usual = {"door": "desktop", "text": "7", "confidence": 0.9, "made_at": datetime(2026, 1, 31, tzinfo=UTC)}
    return Past(id=f"{number:032x}", **{**usual, **changes})


@pytest.fixture
def lookback(presenter):
    return presenter.lookback


@pytest.fixture
def filled(lookback, worker):
    """Three of five readings are shown."""
    lookback.look()
    worker.tell(Found((entry(1), entry(2), entry(3)), "there", 5))
    return lookback


def test_what_is_found_is_shown_and_counted(filled):
    assert len(filled.entries) == 3
    assert filled.has_more
    assert filled.summary == "3 of 5 readings"


def test_an_empty_table_is_not_called_so_before_the_answer(lookback, worker):
    lookback.look()
    assert lookback.hint == ""
    worker.tell(Found((), None, 0))
    assert lookback.hint.startswith("Nothing is kept yet.")
    lookback.look()  # perhaps there is something by now
    assert lookback.hint == ""


def test_more_are_put_behind(filled, worker):
    filled.more()
    assert worker.last == FindEntries(after="there")
    worker.tell(Found((entry(4), entry(5)), None, 5))
    assert [one.id for one in filled.entries] == [entry(number).id for number in range(1, 6)]
    assert not filled.has_more


def test_an_answer_to_an_earlier_search_is_passed_over(filled, worker):
    filled.look("a")
    filled.look("ab")
    worker.tell(Found((), None, 0))
    worker.tell(Found((entry(9),), None, 1), ticket=max(worker.asked) - 1)
    assert filled.entries == []
    assert (filled.summary, filled.hint) == ("", "Nothing fits this search.")


def test_the_search_stays_when_the_order_changes(filled, worker):
    filled.look("a")
    filled.look(order="unsure")
    assert worker.last == FindEntries("a", "unsure")


def test_a_correction_shows_at_once(filled, worker):
    filled.correct(entry(2).id, " 1 ")
    assert worker.last == CorrectEntry(entry(2).id, "1")
    worker.tell(entry(2, correction="1"))
    assert [one.correction for one in filled.entries] == [None, "1", None]


def test_an_empty_correction_takes_it_back(filled, worker):
    filled.correct(entry(2).id, "")
    assert worker.last == CorrectEntry(entry(2).id, None)


def test_what_is_deleted_goes_from_the_table(filled, worker):
    filled.delete([entry(1).id, entry(3).id])
    worker.tell(Gone(2))
    assert [one.id for one in filled.entries] == [entry(2).id]
    assert filled.summary == "1 of 3 readings"


def test_how_many_deleted_ones_can_not_come_back_is_told(filled, worker, presenter):
    filled.delete([entry(1).id])
    worker.tell(Gone(1, lost=12))
    assert presenter.status.text.startswith("Deleted: 1 reading.")
    assert "12 readings that went first cannot come back" in presenter.status.text


def test_what_could_not_be_deleted_stays(filled, worker, presenter):
    filled.delete([entry(1).id])
    worker.tell(Trouble("busy", "…"))
    assert len(filled.entries) == 3
    assert presenter.status.is_trouble


def test_a_correction_is_taken_back_and_made_again(filled, worker):
    filled.correct(entry(2).id, "1")
    worker.tell(entry(2, correction="1"))
    filled.undo()
    assert worker.last == CorrectEntry(entry(2).id, None)
    worker.tell(entry(2))
    filled.redo()
    assert worker.last == CorrectEntry(entry(2).id, "1")


def test_what_was_deleted_comes_back_and_can_be_deleted_again(filled, worker, presenter):
    ids = (entry(1).id, entry(3).id)
    filled.delete(list(ids))
    worker.tell(Gone(2))
    filled.undo()
    assert worker.last == RestoreEntries(ids)
    worker.tell(Restored(2))
    assert worker.last == FindEntries()  # they belong where they were
    assert presenter.status.text == "Back again: 2 readings"
    filled.redo()
    assert worker.last == DeleteEntries(ids)


@pytest.fixture
def corrected(filled, worker):
    """The first reading was put right long ago."""
    filled.correct(entry(1).id, "1")
    worker.tell(entry(1, correction="1"))
    return filled


def test_undo_pressed_twice_at_once_takes_two_steps_back_one_after_the_other(corrected, worker):
    corrected.correct(entry(2).id, "1")
    worker.tell(entry(2, correction="1"))
    before = len(worker.asked)
    corrected.undo()
    corrected.undo()
    assert len(worker.asked) == before + 1
    worker.tell(entry(2))
    assert worker.last == CorrectEntry(entry(1).id, None)


def test_undo_straight_after_a_correction_takes_back_that_one(corrected, worker):
    corrected.correct(entry(2).id, "7")
    corrected.undo()
    worker.tell(entry(2, correction="7"))
    assert worker.last == CorrectEntry(entry(2).id, None)
    worker.tell(entry(2))
    corrected.redo()
    assert worker.last == CorrectEntry(entry(2).id, "7")


def test_undo_straight_after_a_deletion_brings_that_back(corrected, worker):
    corrected.delete([entry(3).id])
    corrected.undo()
    worker.tell(Gone(1))
    assert worker.last == RestoreEntries((entry(3).id,))


def test_undo_waits_for_all_readings_that_are_put_right_together(filled, worker):
    for number in (1, 2):
        filled.correct(entry(number).id, "7")
    filled.undo()
    worker.tell(entry(1, correction="7"), ticket=max(worker.asked) - 1)
    assert worker.last == CorrectEntry(entry(2).id, "7")
    worker.tell(entry(2, correction="7"))
    assert worker.last == CorrectEntry(entry(2).id, None)


def test_what_is_done_behind_a_waiting_undo_comes_after_it(corrected, worker):
    corrected.correct(entry(2).id, "7")
    corrected.undo()
    corrected.correct(entry(2).id, "L")
    worker.tell(entry(2, correction="7"))
    undone, anew = sorted(worker.asked)[-2:]
    assert worker.asked[undone] == CorrectEntry(entry(2).id, None)
    assert worker.asked[anew] == CorrectEntry(entry(2).id, "L")
    worker.tell(entry(2), ticket=undone)
    worker.tell(entry(2, correction="L"), ticket=anew)
    corrected.undo()
    assert worker.last == CorrectEntry(entry(2).id, None)  # not what the first one had made of it


def test_a_reading_put_right_twice_at_once_goes_back_one_correction_at_a_time(filled, worker):
    for text in ("7", "L"):
        filled.correct(entry(1).id, text)
    worker.tell(entry(1, correction="7"), ticket=max(worker.asked) - 1)
    worker.tell(entry(1, correction="L"))
    filled.undo()
    assert worker.last == CorrectEntry(entry(1).id, "7")


def test_undo_behind_a_change_that_was_not_made_takes_nothing_older_back(corrected, worker):
    corrected.correct(entry(2).id, "7")
    corrected.undo()
    before = len(worker.asked)
    worker.tell(Trouble("worker_lost", "…"))
    assert len(worker.asked) == before
    corrected.undo()
    assert worker.last == CorrectEntry(entry(1).id, None)


def test_what_waits_while_the_worker_dies_is_asked_of_the_next_one(corrected, worker):
    corrected.undo()
    corrected.redo()
    corrected.correct(entry(2).id, "7")
    corrected.undo()
    worker.tell(Trouble("worker_lost", "…"))
    assert worker.last == CorrectEntry(entry(2).id, "7")
    worker.tell(entry(2, correction="7"))
    assert worker.last == CorrectEntry(entry(2).id, None)


def test_a_death_told_after_the_reply_counts_for_nothing(corrected, worker):
    corrected.correct(entry(2).id, "7")
    worker.tell(entry(2, correction="7"), Trouble("worker_lost", "…"))
    corrected.correct(entry(3).id, "7")
    corrected.undo()
    assert worker.last == CorrectEntry(entry(3).id, "7")


def test_a_window_that_closes_first_hands_on_what_waits(corrected, worker):
    closed = []
    corrected.correct(entry(2).id, "7")
    corrected.undo()
    corrected.settle(lambda: closed.append(worker.last))
    assert closed == []
    worker.tell(entry(2, correction="7"))
    assert closed == [CorrectEntry(entry(2).id, None)]


def test_what_waits_to_be_taken_back_is_past_in_another_history(corrected, worker):
    corrected.correct(entry(2).id, "7")
    corrected.undo()
    corrected.begin_anew()
    worker.tell(entry(2, correction="7"), ticket=max(worker.asked) - 1)
    assert worker.last == FindEntries()


def test_a_step_that_could_not_be_taken_back_can_be_tried_again(filled, worker):
    filled.delete([entry(1).id])
    worker.tell(Gone(1))
    filled.undo()
    worker.tell(Trouble("busy", "…"))
    filled.undo()
    assert worker.last == RestoreEntries((entry(1).id,))


def test_nothing_done_is_told_and_another_history_begins_with_that(filled, worker, presenter):
    filled.delete([entry(1).id])
    worker.tell(Gone(1))
    filled.begin_anew()
    before = len(worker.asked)
    for go in (filled.undo, filled.redo):
        go()
        assert presenter.status.text.startswith("Nothing was")
    assert len(worker.asked) == before


def test_a_file_s_ending_says_its_form(filled, worker):
    filled.export(Path("h.ZIP"))
    assert worker.last == ExportEntries(Path("h.ZIP"), "zip")


def test_an_export_tells_how_far_it_is(filled, worker, presenter):
    filled.export(Path("h.csv"))
    worker.tell(Progress(1, 5))
    assert presenter.status.text == "1 of 5 written …"


def test_another_ending_is_refused_in_words(filled, worker, presenter):
    before = len(worker.asked)
    filled.export(Path("h.docx"))
    assert len(worker.asked) == before
    assert "h.docx" in presenter.status.text


def test_an_entry_reads_as_a_row():
    read, sure, correction, _, door, source = past_words(entry(1, correction="1", source="a.png"))
    assert (read, sure, correction, door, source) == ("7", "90.0 %", "1", "This window", "a.png")


def test_a_blank_entry_says_so():
    assert past_words(entry(1, text="", confidence=0.0))[:2] == ("(blank)", "")
