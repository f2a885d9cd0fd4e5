"""A stand-in for the worker, a real workbench on the tiny bundle, and drawings of its characters."""

import itertools
from dataclasses import replace

import numpy as np
import pytest

from inkread.desktop.presenter import Presenter
from inkread.desktop.replies import Answer
from inkread.desktop.workbench import Settings, Workbench
from inkread.preprocess.strokes import Stroke, Strokes


class StandIn:
    """Notes what is asked; the test answers."""

    def __init__(self):
        self.settings = Settings()
        self.asked = {}
        self.cancelled = []
        self._tickets = itertools.count(1)
        self._waiting = {}

    def ask(self, request, hear, *, end=None):
        ticket = next(self._tickets)
        self.asked[ticket] = request
        self._waiting[ticket] = (hear, end)
        return ticket

    def cancel(self, ticket):
        self.cancelled.append(ticket)

    @property
    def last(self):
        """The last request."""
        return self.asked[max(self.asked)]

    def tell(self, *told, ticket=None):
        """Answer the last request, or another one."""
        hear, _ = self._waiting[ticket or max(self.asked)]
        for one in told:
            hear(one)

    def end(self, ticket=None):
        """The last request is done."""
        self._waiting[ticket or max(self.asked)][1]()


@pytest.fixture
def worker():
    return StandIn()


class NoTrainer:
    """Notes what is to be trained; the test says what becomes of it."""

    def __init__(self):
        self.started, self.num_stops = [], 0
        self.code, self.said, self.refusal = None, "", None

    def start(self, arguments):
        if self.refusal is not None:
            raise self.refusal
        self.started.append(list(arguments))

    def stop(self):
        self.num_stops += 1

    def outcome(self):
        return self.code

    def complaint(self):
        return self.said


@pytest.fixture
def trainer():
    return NoTrainer()


@pytest.fixture
def presenter(worker, trainer, tmp_path):
    """The window's decisions, with nothing remembered."""
    file = tmp_path / "state" / "desktop.json"
    return Presenter(worker, file, trainer=trainer, runs=tmp_path / "runs")


@pytest.fixture
def bench(tiny_folder, tmp_path):
    """What the worker works with, and a history of its own."""
    with Workbench(Settings(str(tiny_folder), str(tmp_path / "history.db"))) as bench:
        yield bench


@pytest.fixture
def settings(tiny_folder, tmp_path):
    return Settings(str(tiny_folder), str(tmp_path / "history.db"))


@pytest.fixture(scope="session")
def seven():
    """A drawing that the tiny bundle reads as 7."""
    bar = Stroke((70, 140, 210), (50, 50, 50), (0, 8, 16))
    stem = Stroke((210, 160, 115), (50, 150, 235), (24, 32, 40))
    return Strokes((bar, stem), 280, 280, 16)


@pytest.fixture(scope="session")
def word_strokes(seven):
    """A drawing that the tiny bundle reads as 77."""
    moved = [replace(stroke, x=tuple(x + 200 for x in stroke.x)) for stroke in seven.strokes]
    return Strokes((*seven.strokes, *moved), 720, 270, 16)


@pytest.fixture(scope="session")
def line_of(drawing):
    """Draws a text of the tiny bundle's characters in one line, axes (height, width), black on white."""

    def draw(text):
        parts = []
        for character in text:
            image = drawing(character)
            columns = np.flatnonzero((image < 128).any(axis=0))
            tight = image[:, columns[0] : columns[-1] + 1]
            parts.append(np.pad(tight, ((0, 0), (4, 4)), constant_values=255))
        return np.pad(np.hstack(parts), 20, constant_values=255)

    return draw


def answer(text="7", confidence=0.97, **changes):
    """Return an answer."""
    return Answer(text, confidence, ((text, confidence), ("1", 1 - confidence)), (text,), **changes)


@pytest.fixture(scope="session")
def make_answer():
    return answer
