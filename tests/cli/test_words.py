"""`inkread words`: a set of pictures composed and measured."""

import json
import zipfile

import pytest


@pytest.fixture
def composed_set(inkread, tmp_path, monkeypatch):
    """A set of four numbers, written with scikit-learn's digits; also the call that made it."""
    monkeypatch.chdir(tmp_path)

    def compose(name, *options):
        return inkread("words", "compose", name, "--data", "digits", "--kind", "digits", "--num", 4, *options)

    assert compose("set.zip").code == 0
    return tmp_path / "set.zip", compose


def test_the_same_seed_makes_the_same_file(composed_set):
    first, compose = composed_set
    compose("again.zip")
    compose("other.zip", "--seed", 1)
    again, other = (first.with_name(name).read_bytes() for name in ("again.zip", "other.zip"))
    assert again == first.read_bytes() != other


def test_a_set_is_measured_by_its_own_patterns(composed_set, inkread):
    path, _ = composed_set
    report = json.loads(inkread("words", "evaluate", path, "--json").out)
    assert (report["n"], len(report["texts"])) == (4, 4)
    assert all(len(one["text"]) in (0, len(one["reference"])) for one in report["texts"])


def test_a_person_is_told_the_rates(composed_set, inkread):
    path, _ = composed_set
    told = inkread("words", "evaluate", path, "--pattern", "[0-9]+").out
    assert "of 4 texts" in told
    assert "CER" in told
    assert "WER" in told


def test_a_set_of_something_else_is_refused(inkread, tmp_path):
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as archive:
        archive.writestr("a.txt", "a")
    answer = inkread("words", "evaluate", tmp_path / "other.zip")
    assert answer.code == 1
    assert "labels.tsv" in answer.err
