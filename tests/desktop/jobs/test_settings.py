"""The worker takes another model or history at once, and keeps the old one where the new one is none."""

import subprocess
import sys

import pytest

from inkread.bundle import write_bundle
from inkread.desktop.jobs import settings as module
from inkread.desktop.jobs.drawings import keep_drawing, read_drawing
from inkread.desktop.replies import Placed, Ready, SystemColours
from inkread.desktop.requests import AskColours, KeepDrawing, ReadDrawing, UseBundle, UseHistory
from inkread.errors import BundleError, HistoryError
from inkread.history import LOCAL_OWNER, Query


def ask(bench, job, request):
    """Return the one thing that is told."""
    (told,) = job(bench, request)
    return told


def count(bench):
    """Return how many readings the history has."""
    return bench.store().find(Query(LOCAL_OWNER)).total


def test_another_model_reads_at_once(bench, seven):
    assert ask(bench, read_drawing, ReadDrawing(seven)).text == "7"
    ready = ask(bench, module.use_bundle, UseBundle(None))
    assert (ready.bundle, len(ready.graphemes)) == ("inkread-62", 62)
    assert len(bench.reader().charset.graphemes) == 62


def test_what_is_no_model_leaves_the_old_one(bench, seven, tmp_path):
    with pytest.raises(BundleError):
        list(module.use_bundle(bench, UseBundle(str(tmp_path))))
    assert ask(bench, read_drawing, ReadDrawing(seven)).text == "7"


def test_a_zip_is_a_model_too(bench, tiny_bundle, tmp_path):
    write_bundle(tiny_bundle, tmp_path / "tiny.zip")
    assert isinstance(ask(bench, module.use_bundle, UseBundle(str(tmp_path / "tiny.zip"))), Ready)


def test_another_history_is_kept_in_at_once(bench, seven, tmp_path):
    ask(bench, keep_drawing, KeepDrawing(seven))
    new = tmp_path / "elsewhere" / "history.db"
    assert ask(bench, module.use_history, UseHistory(str(new))) == Placed(str(new))
    assert count(bench) == 0
    ask(bench, keep_drawing, KeepDrawing(seven))
    ask(bench, module.use_history, UseHistory(str(tmp_path / "history.db")))
    assert count(bench) == 1


def test_what_is_no_history_leaves_the_old_one(bench, seven, tmp_path):
    ask(bench, keep_drawing, KeepDrawing(seven))
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(HistoryError):
        list(module.use_history(bench, UseHistory(str(tmp_path / "file" / "history.db"))))
    assert count(bench) == 1


@pytest.mark.parametrize(("said", "is_dark"), [(b"'prefer-dark'\n", True), (b"'default'\n", False)])
def test_the_systems_own_program_knows_its_colours(bench, monkeypatch, said, is_dark):
    answer = subprocess.CompletedProcess((), 0, stdout=said)
    monkeypatch.setattr(module.subprocess, "run", lambda *_, **__: answer)
    monkeypatch.setattr(sys, "platform", "linux")
    assert ask(bench, module.ask_colours, AskColours()) == SystemColours(is_dark)


def test_a_system_that_knows_no_such_thing_is_light(bench, monkeypatch):
    monkeypatch.setattr(module, "ASKED", {"linux": ("no-such-program",)})
    for platform in ("linux", "plan9"):
        monkeypatch.setattr(sys, "platform", platform)
        assert ask(bench, module.ask_colours, AskColours()) == SystemColours(False)
