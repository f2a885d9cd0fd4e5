"""The run folder: what repeats the run is in it, and what a kill left behind is not."""

import json

import pytest

from inkread.errors import TrainingError

pytestmark = pytest.mark.train

STALE = [
    ".checkpoint-000000002.npz.abcd_123.tmp",
    ".metrics.csv.abcd_123.tmp",
    ".config.json.abcd_123.tmp",
    ".model.abcd_123.keras",
    ".model.h5.abcd_123.tmp",
    ".digit_classifier.abcd1234.h5",
    ".digit_classifier.h5.abcd1234.tmp",
]
KEPT = ["checkpoint-000000002.npz", "config.json", "notes.tmp", ".mine", ".mine.h5", "model.keras"]


def test_only_our_own_leftovers_of_a_killed_run_are_cleared_away(tmp_path):
    from inkread.training.run_folder import claim

    for name in STALE + KEPT:
        (tmp_path / name).write_text("{}")
    (tmp_path / ".bundle.abcd1234.tmp" / "bundle").mkdir(parents=True)
    claim(tmp_path, resume=True)
    assert {path.name for path in tmp_path.iterdir()} == set(KEPT)


def test_a_new_folder_is_made_with_its_parents(tmp_path):
    from inkread.training.run_folder import claim

    claim(tmp_path / "runs" / "first", resume=False)
    assert (tmp_path / "runs" / "first").is_dir()


def test_weights_that_changed_since_the_run_began_are_refused(tmp_path):
    from inkread.training.run_folder import started_from

    weights = tmp_path / "old.keras"
    weights.write_bytes(b"now")
    kept = {"load": {"path": str(weights), "sha256": "00"}}
    (tmp_path / "config.json").write_text(json.dumps(kept), "utf-8")
    with pytest.raises(TrainingError, match=r"old\.keras: expected the file that the run .* began with"):
        started_from(tmp_path)


def test_a_run_that_started_from_nothing_says_so(tmp_path):
    from inkread.training.run_folder import started_from

    (tmp_path / "config.json").write_text("{}", "utf-8")
    assert started_from(tmp_path) is None
