"""A service whose database is away starts, reads, says that it keeps nothing, and keeps once it is back."""

from uuid import uuid4

import psycopg
import pytest

from inkread.errors import HistoryError
from inkread.web import history_trouble
from inkread.web.health import CHECKS, Checks


@pytest.fixture(autouse=True)
def nothing_logged_yet(monkeypatch):
    monkeypatch.setattr(history_trouble, "_logged", {})


@pytest.fixture
def away(postgresql_folder, tmp_path):
    """The address of a database that is not there, and what brings it there."""
    name = f"t{uuid4().hex}"
    with psycopg.connect(f"postgresql://inkread@/postgres?host={postgresql_folder}") as connection:
        connection.execute(f"CREATE SCHEMA {name}")
    link = tmp_path / "pg"
    address = f"postgresql://inkread@/postgres?host={link}&options=-csearch_path%3D{name}"
    return address, lambda: link.symlink_to(postgresql_folder)


@pytest.fixture
def app(make_app, away, tmp_path):
    """A service that began without its database."""
    made = make_app(history=away[0], images=tmp_path / "images", clean_every=3600.0, clean_older_than=60.0)
    made.extensions["inkread-warm"]()
    return made


def test_a_start_without_the_database_is_told_in_the_log_and_reads(app, send, seven, caplog):
    [said] = {record.getMessage().partition("?")[0] for record in caplog.get_records("setup")}
    assert said == "history: postgresql://inkread@/postgres"
    client = app.test_client()
    answer = send(client, seven)
    [reading] = answer.json["readings"]
    assert (answer.status_code, reading["text"], reading["id"]) == (200, "7", None)
    assert reading["not_kept"]["code"] == "unreachable"
    assert client.get("/health/ready").status_code == 200
    assert client.get("/health/history").status_code == 503


def test_the_pages_stand_and_the_history_says_what_is_wrong(app):
    client = app.test_client()
    assert client.get("/").status_code == client.get("/history").status_code == 200
    told = client.get("/api/v1/history")
    assert (told.status_code, told.json["error"]["code"]) == (503, "unreachable")
    assert told.json["error"]["message"] == history_trouble.USUAL_SENTENCE


def test_once_the_database_is_back_readings_are_kept_without_a_restart(app, away, send, seven):
    client = app.test_client()
    assert send(client, seven).json["readings"][0]["id"] is None
    away[1]()
    [reading] = send(client, seven).json["readings"]
    assert reading["not_kept"] is None
    assert client.get("/api/v1/history").json["total"] == 1
    app.extensions[CHECKS] = Checks()
    assert client.get("/health/history").json == {"status": "ok"}


def test_a_history_on_this_machine_that_cannot_be_written_stops_the_start(make_app, tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(HistoryError, match="expected a history that can be opened and written"):
        make_app(history=str(tmp_path / "file" / "history.db"))


def test_so_does_one_beside_a_bucket_of_images(make_app, tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(HistoryError, match="expected a history that can be opened and written"):
        make_app(history=str(tmp_path / "file" / "history.db"), images="s3://bucket/ink")


def test_so_does_a_folder_of_images_on_this_machine_beside_a_database_on_another(make_app, away, tmp_path):
    away[1]()
    (tmp_path / "images").touch()
    app = make_app(history=away[0], images=tmp_path / "images")
    with pytest.raises(HistoryError, match=r"images: expected a history that can be opened and written"):
        app.extensions["inkread-warm"]()


def test_a_full_disk_does_not_stop_the_start(make_app, monkeypatch, caplog):
    app = make_app()

    def full():
        raise HistoryError("db: expected room on the disk, got none; make room", code="full")

    monkeypatch.setattr(app.extensions["inkread"].history.store(), "check_database", full)
    app.extensions["inkread-warm"]()
    assert "history: db: expected room on the disk" in caplog.text


@pytest.mark.parametrize("address", ["postgresql://nobody", "oracle://db/ink"])
def test_an_address_that_can_be_no_history_stops_the_start(make_app, address):
    with pytest.raises(HistoryError, match="expected a file or an address"):
        make_app(history=address)
