"""A Kaggle set comes through the person's own client, and without it a sentence says what to do."""

import subprocess
from pathlib import Path

import pytest

from inkread.datasets.fetch import kaggle
from inkread.datasets.fetch.kaggle import fetch_from_kaggle, kaggle_client
from inkread.errors import DataError


@pytest.fixture
def client(monkeypatch):
    """A Kaggle client that leaves `files` in its folder, says `said` and exits with `code`."""

    def install(*, files=("set.zip",), said="", code=0):
        def run(command, **_settings):
            assert command[:4] == ["kaggle", "datasets", "download", "owner/set"]
            for name in files:
                (Path(command[command.index("-p") + 1]) / name).write_bytes(b"zip")
            return subprocess.CompletedProcess(command, code, stdout=said)

        monkeypatch.setattr(kaggle, "kaggle_client", lambda: "kaggle")
        monkeypatch.setattr(kaggle.subprocess, "run", run)

    return install


def test_the_clients_zip_arrives_and_nothing_else_stays(client, tmp_path):
    client()
    fetch_from_kaggle("owner/set", tmp_path / "az" / "set.zip")
    assert [path.name for path in (tmp_path / "az").iterdir()] == ["set.zip"]


def test_a_client_that_is_not_signed_in_is_quoted(client, tmp_path):
    client(files=(), said="Warning\n401 - Unauthorized\n", code=1)
    with pytest.raises(
        DataError, match=r"got '401 - Unauthorized'; sign in, or download the zip from https://"
    ):
        fetch_from_kaggle("owner/set", tmp_path / "az" / "set.zip")
    assert list((tmp_path / "az").iterdir()) == []


def test_a_client_that_brings_nothing_is_told(client, tmp_path):
    client(files=())
    with pytest.raises(DataError, match="got 'exit code 0'"):
        fetch_from_kaggle("owner/set", tmp_path / "set.zip")


def test_without_a_client_a_sentence_says_where_to_get_the_file(monkeypatch, tmp_path):
    monkeypatch.setattr(kaggle, "kaggle_client", lambda: None)
    with pytest.raises(DataError, match=r"expected the Kaggle client, got none; .* --from THE-FILE"):
        fetch_from_kaggle("owner/set", tmp_path / "set.zip")


def test_the_client_is_looked_for_on_the_path(monkeypatch):
    monkeypatch.setattr(kaggle.shutil, "which", lambda name, path=None: None if path else f"/bin/{name}")
    assert kaggle_client() == "/bin/kaggle"
