"""`inkread bundle quantise`: a smaller, faster bundle with its loss in the record, or nothing at all."""

import json

import pytest

from inkread.bundle import Bundle
from inkread.errors import TrainingError


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("quantised")


def test_the_shipped_bundle_in_eight_bits_reads_digits_as_before(inkread, folder):
    command = [
        "bundle",
        "quantise",
        "inkread-62",
        "--data",
        "digits",
        "-o",
        folder / "small",
        "--most-loss",
        "2",
    ]
    done = inkread(*command, "--json")
    assert (done.code, done.err) == (0, "")
    told, bundle = json.loads(done.out), Bundle.open(folder / "small")
    assert told["name"] == bundle.name == "inkread-62-int8"
    assert told["bytes"] == bundle.model_file.size < told["bytes_before"] / 3
    assert {score.metric: score.value for score in bundle.scores}["accuracy"] == told["accuracy"]
    again = inkread(*command)
    assert again.code == 1
    assert "small: expected a new place, got one in use" in again.err


def test_what_is_in_eight_bits_already_is_refused_in_one_line(inkread, tmp_path):
    done = inkread("bundle", "quantise", "best", "--data", "digits", "-o", tmp_path / "small")
    said = "inkread: inkread-62-best: expected a bundle in 32 bits, got one in eight; name another\n"
    assert (done.code, done.err) == (1, said)


def test_nothing_is_written_where_too_much_is_lost(inkread, tmp_path, monkeypatch):
    def lost(*_args, most_loss, **_options):
        raise TrainingError(f"expected to lose at most {most_loss:.2%}")

    monkeypatch.setattr("inkread.training.quantise.quantise", lost)
    done = inkread("bundle", "quantise", "inkread-62", "--data", "digits", "-o", tmp_path / "small")
    assert (done.code, done.err) == (1, "inkread: expected to lose at most 0.05%\n")
    assert not (tmp_path / "small").exists()


def test_a_person_is_told_size_and_accuracy(inkread, tmp_path, monkeypatch):
    from inkread.training import quantise

    shipped = Bundle.open()
    made = quantise.Quantised(shipped, accuracy=0.975, accuracy_before=0.9754, num_changed=12, n=8000)
    monkeypatch.setattr(quantise, "quantise", lambda *_args, **_options: made)
    done = inkread("bundle", "quantise", "inkread-62", "--data", "digits", "-o", tmp_path / "small.zip")
    assert (
        "97.50% of 8,000 validation images are read right, 97.54% before; 12 are read otherwise." in done.out
    )
