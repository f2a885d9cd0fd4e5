"""A database that cannot be opened is one clear line, and no line shows a password."""

import sys

import pytest

from inkread.errors import ConfigError
from inkread.study import database
from inkread.study.database import open_database


def told_of(address):
    with pytest.raises(ConfigError) as caught:
        open_database(address)
    return str(caught.value)


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+psycopg"])
def test_without_its_driver_it_is_told_what_to_install(monkeypatch, scheme):
    monkeypatch.setitem(sys.modules, "psycopg", None)
    told = told_of(f"{scheme}://ann:secret@localhost/searches")
    assert "expected the driver of that database, got no package 'psycopg'" in told
    assert "pip install 'inkread[study]'" in told
    assert "secret" not in told


@pytest.mark.parametrize(
    "address",
    [
        "nonsense://ann:secret@host/x",
        "nonsense://ann:se/cret@host/x",
        "nonsense://ann:se@cret@host",
        "nonsense://host/x?password=secret",
        "nonsense://host/x?sslpassword=secret",
        "postgresql://ann:secret",
        "postgresql://ann:se@cret@localhost/x",
        "ann:secret@host/x",
    ],
)
def test_no_password_is_shown(address):
    told = told_of(address)
    assert "cret" not in told
    assert "***" in told


@pytest.mark.parametrize(
    "address", ["nonsense://here", "nonsense", "", "sqlite:////no/such/folder/search.db"]
)
def test_an_address_where_nothing_answers_is_told(address):
    told = told_of(address)
    assert told.startswith(f"{address}: expected a database for the search, got ")
    assert "\n" not in told


def test_a_process_whose_tables_another_has_just_made_tries_again(monkeypatch):
    made = [RuntimeError("(psycopg.errors.UniqueViolation) duplicate key value"), "storage"]

    def storage(_url, **_options):
        found = made.pop(0)
        if isinstance(found, Exception):
            raise found
        return found

    monkeypatch.setattr(database, "PAUSE", 0.0)
    monkeypatch.setattr(database.optuna.storages, "RDBStorage", storage)
    assert open_database("postgresql://host/searches") == "storage"
    assert made == []


def test_a_database_is_opened_that_is_there(tmp_path):
    storage = open_database(f"sqlite:///{tmp_path.as_posix()}/search.db")
    assert storage.get_all_studies() == []
    storage.engine.dispose()
