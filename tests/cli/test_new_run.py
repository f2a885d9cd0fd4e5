"""A run's folder is the one named, else the next of its kind."""

from pathlib import Path

import pytest

from inkread.cli.new_run import run_folder
from inkread.errors import ConfigError


def test_a_named_folder_is_taken(tmp_path):
    assert run_folder(tmp_path, "crossval", resume=True) == tmp_path


def test_the_first_free_number_is_taken(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert run_folder(None, "compact", resume=False) == Path("runs/compact-1")
    for name in ("compact-1", "compact-2", "compact-4", "other-3"):
        (tmp_path / "runs" / name).mkdir(parents=True)
    assert run_folder(None, "compact", resume=False) == Path("runs/compact-3")


def test_a_run_to_go_on_with_must_be_named():
    with pytest.raises(ConfigError, match="expected --resume with --run"):
        run_folder(None, "compact", resume=True)
