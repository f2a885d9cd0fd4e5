"""What the window's own process loads, and what it says where no window can be shown."""

import json
import subprocess
import sys

import pytest

from inkread.desktop import start
from inkread.desktop.workbench import Settings

HEAVY = {"numpy", "cv2", "PIL", "onnxruntime", "sqlalchemy", "keras", "tensorflow"}


class Idle:
    """A worker that does nothing."""

    def __init__(self, settings, lost):
        self.settings = settings

    def start(self):
        """Start nothing."""

    def finish(self):
        """End nothing."""

    def ask(self, *_, **__):
        """Answer nothing."""
        return 1

    def cancel(self, _):
        """Cancel nothing."""


def loaded_by(code):
    """Return the top-level modules that a fresh interpreter has loaded after running `code`."""
    told = f"{code}\nimport json, sys\nprint(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    return {name.split(".")[0] for name in json.loads(done.stdout)}


def test_the_window_s_process_leaves_all_that_is_heavy_to_the_worker():
    loaded = loaded_by("import inkread.desktop.start")
    assert loaded & (HEAVY | {"tkinter"}) == set()


@pytest.mark.parametrize(("name", "language"), [("en_GB", "english"), ("de_CH", None), (None, None)])
def test_words_are_read_in_the_language_of_the_system(monkeypatch, tmp_path, name, language):
    shown = []
    monkeypatch.setenv("DISPLAY", ":99")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.setattr("locale.getlocale", lambda: (name, "UTF-8"))
    monkeypatch.setattr(start, "Worker", Idle)
    monkeypatch.setattr(start, "_show", lambda presenter, *_: shown.append(presenter.passage.wish.language))
    start.start(Settings(), [])
    assert shown == [language]
