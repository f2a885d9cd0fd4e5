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
    needed = {
        "Dockerfile",
        "lambda.yaml",
        "requirements.txt",
        "hollow.py",
        "prune.py",
        "read_all.py",
        "SHA256SUMS",
    }
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
    sums = tmp_path / "here" / "SHA256SUMS"
    sums.write_text(f"{hashlib.sha256(b'').hexdigest()}  system.iso\n")
    refused = inkread("package", "--target", "lambda", "-o", "here")
    assert (refused.code, "got one with other files; choose another --output" in refused.err) == (1, True)
    assert sums.read_text().endswith("  system.iso\n")
    assert inkread("package", "--target", "lambda", "-o", "here", "--force").code == 0
    assert image.exists()


def test_a_folder_of_something_else_is_left_alone(inkread, tmp_path):
    (tmp_path / "here").mkdir()
    mine = tmp_path / "here" / "Dockerfile"
    mine.write_text("FROM mine\n")
    assert inkread("package", "--target", "docker", "-o", "here").code == 1
    assert (mine.read_text(), list((tmp_path / "here").iterdir())) == ("FROM mine\n", [mine])


def lay_older(inkread, folder, **edited):
    """Lay a package out, as an older one had it: with another text in some of its files."""
    inkread("package", "--target", "docker", "-o", folder)
    sums = folder / "SHA256SUMS"
    for name, text in edited.items():
        path = folder / f"{name}.yaml"
        new = hashlib.sha256(path.read_bytes()).hexdigest()
        path.write_text(text)
        sums.write_text(sums.read_text().replace(new, hashlib.sha256(text.encode()).hexdigest()))


def test_what_somebody_altered_stays_and_the_new_one_lies_beside(inkread, tmp_path):
    here = tmp_path / "here"
    lay_older(inkread, here, compose="older: 1\n", fargate="older: 1\n")
    laid = {name: (here / name).read_text() for name in ("fargate.yaml", "alerts.yaml")}
    (here / "compose.yaml").write_text("mine: 1\n")
    (here / "alerts.yaml").write_text("mine: 1\n")
    (here / "extra.txt").write_text("mine")
    said = inkread("package", "--target", "docker", "-o", here).err
    own = (here / "compose.yaml.new").read_text()
    assert ((here / "compose.yaml").read_text(), own.startswith("# inkread with")) == ("mine: 1\n", True)
    assert (here / "alerts.yaml").read_text() == "mine: 1\n"
    assert not (here / "alerts.yaml.new").exists()  # of which there is no other than before
    assert (here / "fargate.yaml").read_text() != laid["fargate.yaml"]
    assert (
        f"Kept {here / 'compose.yaml'}, which was altered; the package's own is {here / 'compose.yaml.new'}"
        in said
    )
    assert f"Kept {here / 'alerts.yaml'}, which was altered; the package's own is what it was" in said
    assert said.count("Kept ") == 2


def test_what_was_altered_is_overwritten_when_told(inkread, tmp_path):
    here = tmp_path / "here"
    lay_older(inkread, here)
    laid = (here / "compose.yaml").read_text()
    (here / "compose.yaml").write_text("mine: 1\n")
    assert inkread("package", "--target", "docker", "-o", here, "--force").err == ""
    assert (here / "compose.yaml").read_text() == laid


def test_a_target_there_is_not_is_told(inkread):
    answer = inkread("package", "--target", "moon")
    assert (answer.code, "got 'moon'" in answer.err) == (1, True)
