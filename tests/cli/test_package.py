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


def test_what_an_older_package_left_in_the_folder_goes_and_nothing_else(inkread, tmp_path, tiny_folder):
    inkread("package", "--target", "systemd", "-o", "here", "--bundle", tiny_folder)
    here, outside = tmp_path / "here", tmp_path / "outside.txt"
    mine = {here / ".env", here / "altered.service", outside}
    for path in mine:
        path.write_bytes(b"mine")
    old = {here / "inkread-0.0.1-py3-none-any.whl", here / "old.service"}
    digest = hashlib.sha256(b"").hexdigest()
    sums = here / "SHA256SUMS"
    lines = [sums.read_text(), *(f"{digest}  {path.name}\n" for path in (*old, here / "altered.service"))]
    for path in old:
        path.touch()
    lines.append(f"{hashlib.sha256(b'mine').hexdigest()}  ../outside.txt\n")
    sums.write_text("".join(lines))
    said = inkread("package", "--target", "ec2", "-o", "here").err
    left = [path.name for path in (here / "bundle.zip", *old) if path.exists()]
    assert (left, said.count("Removed ")) == ([], 3)
    assert [path.name for path in mine if not path.exists()] == []
    told = [line.partition("  ")[2] for line in sums.read_text().splitlines()]
    assert [name for name in told if not (here / name).is_file()] == []


def test_sums_of_something_else_in_the_folder_are_not_a_packages(inkread, tmp_path):
    (tmp_path / "here").mkdir()
    image = tmp_path / "here" / "system.iso"
    image.touch()
    (tmp_path / "here" / "SHA256SUMS").write_text(f"{hashlib.sha256(b'').hexdigest()}  system.iso\n")
    assert inkread("package", "--target", "lambda", "-o", "here").code == 0
    assert image.exists()


def test_a_target_there_is_not_is_told(inkread):
    answer = inkread("package", "--target", "moon")
    assert (answer.code, "got 'moon'" in answer.err) == (1, True)
