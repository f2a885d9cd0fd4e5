"""Training in the real window, with a pointer and keys: curves that move, a stop, going on, a new model.

The process is a real one that leaves the files of `inkread train` within seconds; that those are the files of
the command itself, and that it takes what the window asks of it, shows ../test_learning_for_real.py.
"""

import contextlib
import tkinter
from pathlib import Path

import pytest

from inkread.desktop import trainer
from inkread.desktop.jobs.drawings import keep_drawing
from inkread.desktop.learning import Plan
from inkread.desktop.requests import KeepDrawing

ROUNDS = 400  # more than there is time for before it is stopped


@pytest.fixture
def _quick(monkeypatch, tiny_folder):
    """Lets what is trained be done at once."""
    here = str(Path(__file__).parent)
    words = f"import sys; sys.path.insert(0, {here!r}); from pretended_training import train"
    monkeypatch.setattr(trainer, "PROGRAM", f"{words}; train({str(tiny_folder)!r})")


@pytest.mark.usefixtures("_quick")
def test_a_model_is_trained_stopped_gone_on_with_and_used(open_window, hand, tmp_path, tiny_bundle):
    app = open_window()
    app.presenter.preferences.use_bundle(None)
    app.until(lambda: app.presenter.ready.bundle == "inkread-62")
    pictures = tmp_path / "pictures"
    pictures.mkdir()
    learning, view = app.presenter.learning, app.window.train
    hand.press("ctrl+6")
    app.until(view.winfo_viewable)
    hand.click(view.source)
    hand.do("type", str(pictures))
    app.until(lambda: view.source.get() == str(pictures))
    view.recipe.set("mlp")
    view._numbers["epochs"].set(ROUNDS)
    hand.click(view._start)
    app.until(lambda: view.curves.find_withtag("curve"))
    before = view.curves.coords(view.curves.find_withtag("curve")[0])
    app.until(lambda: view.curves.coords(view.curves.find_withtag("curve")[0]) != before)
    app.window.dialogs.says_yes = False
    hand.press("ctrl+q")
    app.until(lambda: app.window.dialogs.questions)  # whether to stop it and close
    assert learning.phase == "training"
    app.window.dialogs.says_yes = True
    hand.click(view._stop)
    app.until(lambda: learning.phase == "stopped")
    num_done = len(learning.rows)
    assert num_done < ROUNDS
    app.until(lambda: view.go_on.instate(["!disabled"]))
    hand.click(view.go_on)
    app.until(lambda: learning.phase == "done")
    assert len(learning.rows) == ROUNDS
    hand.click(view.use)
    app.until(lambda: app.presenter.preferences.in_force.endswith("bundle"))
    assert app.presenter.ready.graphemes == tiny_bundle.charset.graphemes
    hand.press("ctrl+7")
    app.until(lambda: app.window.settings.bundle.get() == "Trained here: mlp-1")


@pytest.mark.usefixtures("_quick")
def test_closing_while_corrections_are_collected_ends_the_window_too(open_window, bench, seven, tmp_path):
    next(keep_drawing(bench, KeepDrawing(seven, correction="7")))
    app = open_window()
    ended = []
    app.root.bind("<Destroy>", lambda event: ended.append(True) if event.widget is app.root else None)
    app.presenter.learning.start(Plan(None, "mlp", 3, 500))
    app.close()  # before the worker has answered; it does what it was asked, and then the window goes
    with contextlib.suppress(tkinter.TclError):  # once it is gone it lives no longer
        app.until(lambda: ended)
    assert ended
    assert list((tmp_path / "runs").iterdir()) == []
