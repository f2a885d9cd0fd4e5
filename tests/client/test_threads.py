"""Threads share a client: their readings are all its own, and they wait for one another only at first."""

import threading

import pytest

from inkread.client import Client
from inkread.web import create_app
from inkread.web.settings import WebSettings


@pytest.fixture(scope="module")
def app(tiny_folder, tmp_path_factory):
    history = tmp_path_factory.mktemp("threads") / "h.db"
    app = create_app(WebSettings(bundles=(str(tiny_folder),), history=str(history)))
    yield app
    app.extensions["inkread-close"]()


def all_at_once(do, times=6):
    """Call `do` in so many threads at once; return what it returned."""
    done = []
    threads = [threading.Thread(target=lambda: done.append(do())) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(done) == times
    return done


def test_the_readings_of_all_threads_belong_to_the_one_client(app, serving, drawing):
    with serving(app) as address:
        client = Client(address)
        ids = {reading.id for (reading,) in all_at_once(lambda: client.read(drawing("T")))}
        assert {entry["id"] for entry in client.history()["entries"]} == ids
        assert client.delete(*ids) == 6


class Meeting:
    """Serves an application; when it `is_on`, by twos only: a request that stays alone is an error."""

    def __init__(self, app):
        self.app, self.is_on = app, False
        self.twos = threading.Barrier(2)

    def __call__(self, environ, start_response):
        if self.is_on:
            self.twos.wait(60)
        return self.app(environ, start_response)


def test_after_the_first_reading_threads_do_not_wait_for_one_another(app, serving, drawing):
    meeting = Meeting(app)
    with serving(meeting) as address:
        client = Client(address)
        client.read(drawing("T"))
        meeting.is_on = True
        assert len(all_at_once(lambda: client.read(drawing("T")), times=2)) == 2


def test_threads_do_not_wait_for_one_another_where_nothing_is_to_be_kept(app, serving, drawing):
    meeting = Meeting(app)
    meeting.is_on = True
    with serving(meeting) as address:
        client = Client(address)
        assert len(all_at_once(lambda: client.read(drawing("T"), keep=False), times=2)) == 2


def test_a_first_reading_that_fails_lets_the_next_one_bring_the_cookie(app, serving, drawing):
    with serving(app) as address:
        client = Client(address)
        client.read([b"no picture", b"none"], on_error="keep")
        ids = {reading.id for (reading,) in all_at_once(lambda: client.read(drawing("T")))}
        assert client.history()["total"] == len(ids) == 6
