"""A display that nobody sees, the real window on it, and a hand that moves its pointer and presses its keys.

Where Xvfb, xdotool or xclip is missing, or Python has no Tk, there is nothing to test here; CI has all four.
"""

import contextlib
import gc
import os
import shutil
import subprocess
import threading
import time
from importlib.util import find_spec

import pytest

from inkread.desktop.workbench import Settings

PATIENCE = 60.0  # seconds: the machine may be busy
BEAT, MOMENT = 5, 8  # ms
LAID_OUT = 200  # px of the paper that only a window at its size has
SCREEN = "1280x1024x24"
HAS_ALL = all(map(shutil.which, ("Xvfb", "xdotool", "xclip"))) and find_spec("tkinter") is not None
KEPT = []  # interpreters of closed windows
collect_ignore_glob = [] if HAS_ALL else ["test_*.py"]


@pytest.fixture(scope="session")
def display():
    """The name of a display of its own."""
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", SCREEN, "-dpi", "96", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL)
    os.close(write)
    with os.fdopen(read) as line:
        name = f":{line.readline().strip()}"
    before = os.environ.get("DISPLAY")
    os.environ["DISPLAY"] = name
    yield name
    if before is None:
        del os.environ["DISPLAY"]
    else:
        os.environ["DISPLAY"] = before
    server.terminate()
    server.wait()


class Hand:
    """Moves the pointer and presses keys, as the display's own devices do."""

    def __init__(self, display):
        self._environment = {**os.environ, "DISPLAY": display}
        self.live = threading.Event().wait  # what goes on meanwhile; a window's turn, where there is one

    def do(self, *words):
        """Run one command of xdotool."""
        with subprocess.Popen(["xdotool", *map(str, words)], env=self._environment) as process:
            while process.poll() is None:
                self.live(0.003)
        assert process.returncode == 0

    def draw(self, *places):
        """Draw a line through places of the screen."""
        words = ["mousemove", *places[0], "mousedown", 1]
        for place in places[1:]:
            words += ["mousemove", *place]
        self.do(*words, "mouseup", 1)

    def click(self, widget):
        """Click the middle of a widget."""
        widget.update_idletasks()  # an answer that has just come may move it
        x = widget.winfo_rootx() + widget.winfo_width() // 2
        y = widget.winfo_rooty() + widget.winfo_height() // 2
        self.do("mousemove", x, y, "click", 1)

    def press(self, *keys):
        """Press keys, one after the other."""
        self.do("key", *keys)


@pytest.fixture(scope="session")
def hand(display):
    return Hand(display)


class NoDialogs:
    """Answers in the person's place."""

    def __init__(self, _=None):
        self.files, self.path, self.label, self.says_yes = [], "", "", True
        self.questions, self.risks = [], []

    def open_files(self):
        return self.files

    def folder(self, *_):
        return self.path

    def save_as(self, *_):
        return self.path

    def text(self, *_):
        return self.label

    def sure(self, question, _yes="", *, is_risky=False):
        self.questions.append(question)
        self.risks.append(is_risky)
        return self.says_yes


class Driven:
    """The window, and what a test does with it."""

    def __init__(self, settings, file):
        from inkread.desktop.app import Window
        from inkread.desktop.presenter import Presenter
        from inkread.desktop.worker import Worker

        # What thousands of other tests have left would be looked through again and again by the collector,
        # half a second of this process's time: the window's own program holds nothing of it.
        gc.freeze()
        self.worker = Worker(settings, lost=lambda is_replaced: self.presenter.worker_lost(is_replaced))
        self.worker.start()
        self.presenter = Presenter(self.worker, file, runs=file.parent / "runs")
        self.presenter.begin()
        try:
            self.window = Window(self.presenter, self.worker, dialogs=NoDialogs)
        except BaseException:
            self.worker.finish()  # or it would wait for its window for ever
            raise
        self.root = self.window.root
        self.root.report_callback_exception = self._raise
        self.errors = []
        self.busy = []  # seconds of the processor's time that the window took between two beats
        self._last_beat = time.thread_time()
        self._beat()
        self.until(lambda: self.presenter.ready is not None)
        paper = self.window.write.paper  # laid out when the window is shown, which a busy machine puts off
        self.until(lambda: paper.winfo_viewable() and paper.winfo_height() > LAID_OUT)

    def _raise(self, _kind, error, _trace):
        self.errors.append(error)

    def until(self, happened):
        """Let the window live until something happened."""
        end = time.monotonic() + PATIENCE
        while not happened():
            assert time.monotonic() < end, f"expected it to happen within {PATIENCE} s"
            self.turn()

    def turn(self, _=None):
        """Let the window live for a moment; `update` would not return while its timers are due again."""
        self.root.after(MOMENT, self.root.quit)
        self.root.mainloop()
        assert self.errors == []

    def _beat(self):
        """Note how long the window was at work, by its own time: other programs may hold it up too."""
        now = time.thread_time()
        self.busy.append(now - self._last_beat)
        self._last_beat = now
        self._next_beat = self.root.after(BEAT, self._beat)

    @property
    def is_shut(self):
        """Whether the window is hidden, or gone already: between the two it takes as long as its worker."""
        import tkinter

        try:
            return not self.root.winfo_viewable()
        except tkinter.TclError:
            return True

    def place(self, x, y):
        """Return a place of the sheet, in units, as one of the screen."""
        paper = self.window.write.paper
        right, below = paper._px(x, y)
        return round(paper.winfo_rootx() + right), round(paper.winfo_rooty() + below)

    def close(self):
        """Close the window and wait until all is done."""
        self.root.after_cancel(self._next_beat)
        self.window.close()
        end = time.monotonic() + PATIENCE
        while not self.worker.is_over:
            assert time.monotonic() < end, f"expected it to close within {PATIENCE} s"
            self.root.update()


@pytest.fixture(scope="module")
def shared(display, tiny_folder, tmp_path_factory):
    """One window for all tests of a file that leave it as it was."""
    folder = tmp_path_factory.mktemp("shared")
    settings = Settings(str(tiny_folder), str(folder / "history.db"))
    driven = Driven(settings, folder / "desktop.json")
    yield driven
    driven.close()
    destroy(driven.root)


@pytest.fixture
def open_window(display, hand, settings, tmp_path):
    """Opens the window; it is closed after the test."""
    opened = []

    def make(**changes):
        driven = Driven(settings, tmp_path / "desktop.json", **changes)
        opened.append(driven)
        hand.live = driven.turn
        return driven

    def end():
        hand.live = threading.Event().wait
        while opened:
            driven = opened.pop()
            if not driven.worker.is_over:
                driven.presenter.writing.renew()
                driven.close()
            destroy(driven.root)

    make.end = end
    yield make
    end()


def destroy(root):
    """Let the window go where that has not happened, and all that it leaves behind with it."""
    import tkinter

    with contextlib.suppress(tkinter.TclError):
        root.destroy()
    gc.unfreeze()
    _disarm(root.tk)


def _disarm(interpreter):
    """Make a closed window's images, fonts and variables harmless to collect.

    pytest still holds the last test's fixtures when this runs, so they are collected later, as a rule in
    the middle of another file and there perhaps in a thread, where asking their interpreter takes a second
    for each of hundreds, and raises. The interpreter itself is kept: freed in another thread it aborts the
    process.
    """
    import tkinter
    import tkinter.font

    from PIL import ImageTk

    KEPT.append(interpreter)
    for left in gc.get_objects():
        kind = type(left)  # not isinstance: it asks stand-ins of modules for their class, which imports them
        if issubclass(kind, tkinter.Variable) and left._tk is interpreter:
            left._tk = None
        elif issubclass(kind, tkinter.Image) and left.tk is interpreter:
            left.name = None
        elif issubclass(kind, tkinter.font.Font) and left._tk is interpreter:
            left.delete_font = False
        elif issubclass(kind, ImageTk.PhotoImage) and left.tk is interpreter:
            del left._PhotoImage__photo  # without it nothing is asked
