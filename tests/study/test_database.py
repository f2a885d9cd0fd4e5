"""A database that cannot be opened is one clear line, and no line shows a password."""

import sys

import pytest

from inkread.errors import ConfigError
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
    ["nonsense://ann:secret@host/x", "nonsense://ann:se@cret@host", "nonsense://host/x?password=secret"],
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


def test_a_database_is_opened_that_is_there(tmp_path):
    storage = open_database(f"sqlite:///{tmp_path.as_posix()}/search.db")
    assert storage.get_all_studies() == []
    storage.engine.dispose()
