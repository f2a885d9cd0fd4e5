"""`inkread desktop --install`, and what goes with it; the window itself is tested in tests/desktop."""

import sys

import pytest


@pytest.fixture
def run(inkread, monkeypatch, tmp_path):
    """Runs the command for a person of a Linux desktop."""
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    return lambda *words: inkread("desktop", *words)


def test_the_files_are_named_and_nothing_is_written_in_a_dry_run(run, tmp_path):
    done = run("--install", "--dry-run")
    entry = tmp_path / "share" / "applications" / "inkread.desktop"
    assert (done.code, done.out.splitlines()[0]) == (0, f"would be written: {entry}")
    assert not (tmp_path / "share").exists()


def test_nothing_to_take_away_is_said(run):
    assert run("--uninstall").out.startswith("nothing to take away")


@pytest.mark.parametrize(
    "words",
    [["--dry-run"], ["--install", "--uninstall"], ["--install", "a.png"], ["--uninstall", "--bundle", "x"]],
    ids=" ".join,
)
def test_options_that_would_have_no_effect_are_refused(run, words):
    done = run(*words)
    assert done.code == 2
    assert "expected --install or --uninstall" in done.err
