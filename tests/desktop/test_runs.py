"""Runs told from their folders, whatever state they are in."""

import json
import os

import pytest

from inkread.desktop.runs import Facts, earlier_runs, facts_of, new_run, rows_of

CONFIG = {
    "recipe": {"name": "mlp", "epochs": 3, "samples_per_epoch": 500},
    "seed": 0,
    "sources": ["mine"],
    "charset": "17",
    "num_training": 40,
    "num_validation": 4,
}


def begin(folder, *, at=0):
    """Make a run's folder, begun at a time."""
    folder.mkdir(parents=True)
    (folder / "config.json").write_text(json.dumps(CONFIG))
    os.utime(folder / "config.json", (at, at))
    return folder


def test_each_run_has_a_folder_of_its_own(tmp_path):
    home = tmp_path / "new" / "runs"
    assert [new_run(home, "mlp").name for _ in range(2)] == ["mlp-1", "mlp-2"]
    assert new_run(home, "compact").is_dir()


def test_what_a_run_began_with_is_told(tmp_path):
    facts = facts_of(begin(tmp_path / "mlp-1"))
    assert facts == Facts("mlp", 3, 500, ("mine",), 0, 40, 4, "17")


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b"\xff", b'{"recipe": 1}'])
def test_a_damaged_run_is_none(tmp_path, content):
    (tmp_path / "config.json").write_bytes(content)
    assert facts_of(tmp_path) is None
    assert facts_of(tmp_path / "gone") is None


def test_the_newest_comes_first_and_other_folders_are_passed_over(tmp_path):
    begin(tmp_path / "old", at=1)
    (begin(tmp_path / "new", at=2) / "bundle").mkdir()
    (tmp_path / "new" / "bundle" / "bundle.json").touch()
    (tmp_path / "empty").mkdir()
    assert [(run.folder.name, run.is_finished) for run in earlier_runs(tmp_path)] == [
        ("new", True),
        ("old", False),
    ]
    assert earlier_runs(tmp_path / "nowhere") == ()


def test_epochs_are_read_as_they_stand(tmp_path):
    (tmp_path / "metrics.csv").write_text("epoch,loss,validation_loss\n1,2.5,\n2,nan,1.5\n")
    first, second = rows_of(tmp_path)
    assert first == {"epoch": 1.0, "loss": 2.5}
    assert second["validation_loss"] == 1.5


@pytest.mark.parametrize("content", [b"epoch,loss\n1,much\n", b"\xff\xfe", b"", b"epoch\n"])
def test_a_damaged_table_has_no_epochs(tmp_path, content):
    (tmp_path / "metrics.csv").write_bytes(content)
    assert rows_of(tmp_path) == ()
