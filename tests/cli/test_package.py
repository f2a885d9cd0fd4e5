"""`inkread package` lays out what a target needs, and says how large it is."""

import hashlib
import json
import os

import pytest


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def test_a_zip_is_written_and_told_with_its_digest(inkread, tmp_path):
    told = json.loads(inkread("package", "--target", "lambda", "-o", "out.zip", "--json").out)
    content = (tmp_path / "out.zip").read_bytes()
    assert (told["bytes"], told["sha256"]) == (len(content), hashlib.sha256(content).hexdigest())
    needed = {"Dockerfile", "lambda.yaml", "requirements.txt", "hollow.py", "prune.py", "SHA256SUMS"}
    assert needed < told["files"].keys()
    assert told["installed_bytes"] > sum(told["files"].values())


def test_a_folder_holds_the_files_and_programs_run(inkread, tmp_path):
    said = inkread("package", "--target", "systemd", "-o", "here").out
    assert "Installed: about " in said
    assert (tmp_path / "here" / "inkread.service").is_file()
    assert os.name == "nt" or os.access(tmp_path / "here" / "install.sh", os.X_OK)


def test_a_target_there_is_not_is_told(inkread):
    answer = inkread("package", "--target", "moon")
    assert (answer.code, "got 'moon'" in answer.err) == (1, True)
