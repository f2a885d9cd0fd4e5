"""The service cleans its history up by itself, one worker at a time."""

import os
import threading

import pytest

from inkread.amounts import LONGEST
from inkread.history.place import history_place
from inkread.web.cleaning import STAMP, Cleaning
from inkread.web.late_history import LateHistory
from inkread.web.settings import WebSettings

HOUR = 3600.0


@pytest.fixture
def kept(make_app, seven, send, tmp_path):
    """A history with one reading in it, and its folder."""
    address = str(tmp_path / "history.db")
    client = make_app(history=address).test_client()
    assert send(client, seven).status_code == 200
    history = LateHistory(history_place(address))
    yield history, tmp_path
    history.close()


def cleaning(kept, tell):
    history, folder = kept
    settings = WebSettings(clean_every=HOUR, clean_older_than=0.0, clean_rows="delete")
    return Cleaning(history, settings, folder, tell=tell)


def test_what_is_too_old_goes(kept):
    done = []
    assert cleaning(kept, done.append).clean_if_due()
    assert [one.aged for one in done] == [1]
    assert done[0].bytes > 0


def test_it_cleans_where_the_folder_beside_is_not_there_yet(kept):
    done = []
    history, folder = kept
    assert cleaning((history, folder / "inkread"), done.append).clean_if_due()
    assert (folder / "inkread" / STAMP).is_file()


def test_a_worker_leaves_it_where_another_cleaned_lately(kept):
    done = []
    first, second = cleaning(kept, done.append), cleaning(kept, done.append)
    assert [first.clean_if_due(), second.clean_if_due()] == [True, False]
    stamp = kept[1] / STAMP
    os.utime(stamp, (stamp.stat().st_atime, stamp.stat().st_mtime - HOUR))
    assert second.clean_if_due()
    assert len(done) == 2


def test_the_schedule_runs_in_the_service_and_ends_with_it(kept):
    cleaned = threading.Event()
    schedule = cleaning(kept, lambda _done: cleaned.set())
    schedule.start(after=0.0)
    assert cleaned.wait(20)
    schedule.stop()
    assert "inkread-cleaning" not in {thread.name for thread in threading.enumerate()}


def test_a_failure_that_nobody_foresaw_is_logged_and_not_the_last_clean_up(kept, caplog):
    tried, cleaned = [], threading.Event()

    def tell(done):
        tried.append(done)
        if len(tried) == 1:
            raise OverflowError("date value out of range")
        cleaned.set()

    history, folder = kept
    schedule = Cleaning(history, WebSettings(clean_every=0.01, clean_max_size=0), folder, tell=tell)
    schedule.start(after=0.0)
    assert cleaned.wait(20)
    schedule.stop()
    assert "date value out of range" in caplog.text


def test_the_longest_times_that_are_taken_are_waited_for(kept):
    longest = LONGEST.total_seconds()
    history, folder = kept
    settings = WebSettings(clean_every=longest, clean_older_than=longest)
    done = []
    schedule = Cleaning(history, settings, folder, tell=done.append)
    assert schedule.clean_if_due()
    assert [one.aged for one in done] == [0]
    schedule.start(after=0.0)
    schedule.stop()


def test_an_application_starts_and_ends_its_schedule(make_app):
    app = make_app(clean_every=HOUR, clean_max_size=0)
    app.extensions["inkread-warm"]()
    assert "inkread-cleaning" in {thread.name for thread in threading.enumerate()}
    app.extensions["inkread-close"]()
    assert "inkread-cleaning" not in {thread.name for thread in threading.enumerate()}
