"""The service says that it is ready only where everything it stands on is sound."""

import shutil

import pytest

from inkread.errors import BundleError, HistoryError
from inkread.web.health import CHECKS, Checks
from inkread.web.metrics import NOT_KEPT
from inkread.web.service.refusals import BUSY, too_large, too_slow


@pytest.fixture
def fresh(app):
    """A client whose question is not answered from the last half second."""
    app.extensions[CHECKS] = Checks()
    return app.test_client()


def test_a_sound_service_is_live_and_ready_and_keeps(fresh):
    assert fresh.get("/health/live").json == {"status": "live"}
    answer = fresh.get("/health/ready")
    assert (answer.status_code, answer.json["checks"]) == (200, {"bundles": "ok", "draining": "no"})
    assert fresh.get("/health/history").json == {"status": "ok"}


def test_a_service_that_keeps_nothing_is_ready(make_app):
    client = make_app(keep=False).test_client()
    assert client.get("/health/ready").status_code == 200
    assert client.get("/health/history").json == {"status": "off"}


def unready(client, what):
    """Check that `what` is named as the reason, while the process lives."""
    answer = client.get("/health/ready")
    assert (answer.status_code, answer.json["error"]["code"]) == (503, f"not_ready_{what}")
    assert answer.headers["Retry-After"] == "1"
    assert client.get("/health/live").status_code == 200


def test_a_history_that_cannot_be_written_is_told_and_reading_goes_on(app, fresh, monkeypatch):
    def full():
        raise HistoryError("expected room on the disk, got none; make some", code="full")

    monkeypatch.setattr(app.extensions["inkread"].history.store(), "check_writable", full)
    answer = fresh.get("/health/history")
    assert (answer.status_code, answer.json["error"]["code"]) == (503, "not_ready_history")
    assert answer.headers["Retry-After"] == "1"
    assert fresh.get("/health/ready").status_code == 200


def test_a_network_that_answers_otherwise_is_not_ready(app, fresh, monkeypatch):
    def wrong():
        raise BundleError("tiny: expected the golden glyph's logits, got others; is the machine sound?")

    monkeypatch.setattr(app.extensions["inkread"].readers, "prove", wrong)
    unready(fresh, "bundles")


def test_a_model_file_that_changes_under_the_service_is_noticed(make_app, tiny_folder, tmp_path):
    folder = tmp_path / "tiny"
    shutil.copytree(tiny_folder, folder)
    app = make_app(bundles=(str(folder),))
    client = app.test_client()
    assert client.get("/health/ready").status_code == 200
    model = folder / "model.onnx"
    model.write_bytes(model.read_bytes()[:-1] + b"\0\0")
    app.extensions[CHECKS] = Checks()
    unready(client, "bundles")


def test_a_service_that_is_about_to_stop_takes_no_more(app, fresh):
    app.extensions["inkread-draining"] = type("Draining", (), {"begun": True})()
    try:
        unready(fresh, "draining")
    finally:
        del app.extensions["inkread-draining"]


def test_asking_often_does_not_check_often(app, fresh, monkeypatch):
    asked = []
    behind = app.extensions["inkread"]
    monkeypatch.setattr(behind.history.store(), "check_writable", lambda: asked.append("history"))
    monkeypatch.setattr(behind.readers, "prove", lambda: asked.append("bundles"))
    for _ in range(3):
        fresh.get("/health/history")
        fresh.get("/health/ready")
    assert asked == ["history", "bundles"]


def test_the_service_tells_its_limits(client):
    told = client.get("/info").json
    assert told["bundles"] == ["tiny"]
    assert told["limits"]["max_files"] == 32
    assert told["keeps_history"]


def test_bundles_tell_what_they_read_and_how_well(client):
    (bundle,) = client.get("/api/v1/bundles").json["bundles"]
    assert "".join(bundle["charset"]) == "17LTVX"
    assert bundle["default"]
    assert bundle["scores"][0]["n"] == 6


def test_what_alerts_wait_for_is_counted_from_the_start(make_app):
    """Of a counter that comes into being with its first event Prometheus sees no increase."""
    lines = make_app().test_client().get("/metrics").text.splitlines()
    for code in NOT_KEPT:
        assert f'inkread_not_kept_total{{code="{code}"}} 0.0' in lines
    for refusal in (BUSY, too_large(max_body=1), too_slow(seconds=1)):
        assert f'inkread_turned_away_total{{code="{refusal.code}"}} 0.0' in lines


def test_what_is_counted_adds_up(make_app, seven, send):
    client = make_app().test_client()
    for content in (seven, seven, b"no picture"):
        send(client, content)
    client.get("/nowhere/at/all")
    lines = client.get("/metrics").text.splitlines()
    assert 'inkread_readings_total{bundle="tiny",door="api",outcome="read"} 2.0' in lines
    assert 'inkread_refusals_total{code="not_an_image"} 1.0' in lines
    assert 'inkread_requests_total{method="POST",path="/api/v1/read",status="200"} 2.0' in lines
    assert 'inkread_requests_total{method="GET",path="(none)",status="404"} 1.0' in lines
