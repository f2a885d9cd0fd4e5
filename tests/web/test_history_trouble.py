"""Where the history fails, visitors are told so; only the log says which database it is, and no password."""

import pytest

from inkread.errors import HistoryError
from inkread.history.database import Database
from inkread.web import history_trouble
from inkread.web.health import CHECKS, Checks
from inkread.web.history_trouble import words_for_visitors
from inkread.web.settings import WebSettings


@pytest.fixture(autouse=True)
def nothing_logged_yet(monkeypatch):
    monkeypatch.setattr(history_trouble, "_logged", {})


@pytest.fixture
def client(make_app, tmp_path):
    """A visitor of a service whose database is gone since it began."""
    app = make_app()
    store = app.extensions["inkread"].history.store()
    usual, gone = store.database, f"postgresql:///ink?host={tmp_path}/pg&user=ann&password=s3cret"
    store.database = Database(gone)
    app.extensions[CHECKS] = Checks()
    yield app.test_client()
    store.database = usual


@pytest.mark.parametrize("path", ["/health/history", "/api/v1/history", "/api/v1/history/export?format=csv"])
def test_a_stranger_is_told_nothing_of_the_database_and_the_log_all_but_the_password(
    client, path, tmp_path, caplog
):
    answer = client.get(path)
    assert answer.status_code == 503
    for private in ("postgresql", "ann", "s3cret", str(tmp_path)):
        assert private not in answer.text
    assert "whose log says why" in answer.text
    assert f"postgresql:///ink?host={tmp_path}/pg&user=ann&password=***: expected" in caplog.text
    assert "s3cret" not in caplog.text


def test_a_reading_that_the_database_cannot_take_says_no_more(client, seven, send, tmp_path):
    said = send(client, seven).json["readings"][0]["not_kept"]
    assert said == {"code": "unreachable", "message": history_trouble.USUAL_SENTENCE}


def test_what_a_visitor_asked_for_is_refused_in_the_history_s_own_words(caplog):
    assert words_for_visitors(HistoryError("expected an id, got none", code="not_found")) == (
        "expected an id, got none"
    )
    assert caplog.text == ""


def test_trouble_of_a_kind_is_logged_once_in_a_while(caplog, monkeypatch):
    now = [100.0]
    monkeypatch.setattr(history_trouble.time, "monotonic", lambda: now[0])
    for code in ("full", "full", "busy"):
        words_for_visitors(HistoryError(f"db: {code}", code=code))
    now[0] += history_trouble.QUIET_SECONDS
    words_for_visitors(HistoryError("db: full", code="full"))
    assert [record.getMessage() for record in caplog.records] == [
        "history: db: full",
        "history: db: busy",
        "history: db: full",
    ]


def test_settings_do_not_show_the_address_of_the_history():
    assert "s3cret" not in repr(WebSettings(history="postgresql://ann:s3cret@host/ink"))
