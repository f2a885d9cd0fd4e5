"""The table of files: it fills, counts, and can be stopped."""

import pytest

from inkread.desktop import batch as module
from inkread.desktop.batch import row_words
from inkread.desktop.replies import FileRow, Note, Progress, Saved, Trouble
from inkread.desktop.requests import ReadFiles, WriteResults


@pytest.fixture
def batch(presenter):
    return presenter.batch


@pytest.fixture
def row(make_answer):
    return FileRow("a.png", "/x/a.png", make_answer())


FAILED = FileRow("b.png", "/x/b.png", None, Trouble("empty_file", "expected …"))


def test_files_fill_the_table_and_are_counted(batch, worker, row):
    batch.read(["/x"])
    worker.tell(Progress(0, 2), row, FAILED)
    worker.end()
    assert batch.rows == [row, FAILED]
    assert not batch.is_running
    assert batch.summary == "2 of 2 files done, 1 could not be read"


def test_a_stopped_table_keeps_what_was_read_and_takes_no_more(batch, worker, row):
    batch.read(["/x"])
    worker.tell(Progress(0, 5), row)
    batch.stop()
    worker.tell(FAILED)
    worker.end()
    assert worker.cancelled == [1]
    assert batch.rows == [row]
    assert batch.summary == "1 of 5 files done, stopped"


def test_opening_others_stops_what_runs_and_begins_anew(batch, worker, row):
    batch.read(["/x"])
    worker.tell(Progress(0, 5), row)
    batch.read(["/y"])
    worker.tell(row, ticket=1)
    assert worker.cancelled == [1]
    assert batch.rows == []
    assert batch.is_running


def test_whether_readings_are_kept_goes_with_the_request(batch, worker):
    batch.keeps = False
    batch.read(["/x", "/y"])
    assert worker.last == ReadFiles(("/x", "/y"), keep=False, side=batch.side)


def test_more_files_than_the_table_holds_are_told(batch, worker, row, monkeypatch):
    monkeypatch.setattr(module, "MOST_FILES", 2)
    batch.read(["/x"])
    assert worker.last.most == 2
    worker.tell(Progress(0, 5), row)
    assert batch.share == 0.5
    worker.tell(FAILED)
    worker.end()
    assert batch.share == 1.0
    assert batch.summary == (
        "2 of 5 files done, 1 could not be read. Only the first 2 are read here;"
        " the command “inkread batch” reads any number."
    )


def test_the_table_is_written_as_it_stands(batch, worker, row, presenter, tmp_path):
    batch.read(["/x"])
    worker.tell(Progress(0, 1), row)
    batch.write(tmp_path / "r.csv")
    assert worker.last == WriteResults(tmp_path / "r.csv", (row,))
    worker.tell(Saved(tmp_path / "r.csv"))
    assert "r.csv" in presenter.status.text


def test_a_row_says_what_was_read(row):
    assert row_words(row) == ("a.png", "7", "97.0 %", "")


def test_a_file_that_was_not_read_says_why_in_plain_words():
    assert row_words(FAILED) == ("b.png", "", "", "This file is empty. Save the picture again.")


def test_an_answer_that_could_not_be_kept_is_shown_with_the_reason(make_answer):
    row = FileRow("a.png", "/x/a.png", make_answer(), Trouble("full", "…"))
    assert row_words(row)[1:] == ("7", "97.0 %", "The disk is full, so this could not be kept.")


def test_a_refused_answer_says_so(make_answer):
    row = FileRow("a.png", "a.png", make_answer(refusal=Note("several_marks", "Write one.")))
    assert row_words(row)[1] == "refused; at best 7"
    assert row_words(row)[3] == "This looks like several characters"
