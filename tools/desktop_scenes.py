"""The moments of the desktop window that are worth a picture: empty, filled, asking, in trouble, torn apart.

The characters are the strokes of samples/strokes.json and the pictures of samples/; nobody's own writing is
shown, and the curves of the view to train are invented.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from inkread.desktop.app import Window

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
SIDE, PAPER = 256, 280  # units a side of the sample strokes, and of the window's sheet
VIEWS = ("write", "open", "words", "history", "inside", "train", "settings")
PATIENCE = 60.0  # seconds
LOOK = 50  # ms between two looks whether a question is shown
REST = 0.5  # seconds that the window is let live before its picture is taken
LIKE_ANOTHER = "g"  # as a q
SYSTEMS = ".__tk_"  # begins the names of Tk's own dialogs
CODE = "R7A2"
BETWEEN = 75  # units from the sheet's top to where its lines begin
SMALL, APART = 0.45, 130  # of a sample's size, and units from one character of a code to the next


class Stage:
    """The window, and what takes its pictures.

    Args:
        window: the real one.
        home: an empty folder.
        shoot: takes a picture of the display under a name.
    """

    def __init__(self, window: Window, home: Path, shoot: Callable[[str], None]) -> None:
        """Keep them."""
        self.window, self.home, self._shoot = window, home, shoot

    def until(self, happened: Callable[[], bool]) -> None:
        """Let the window live until something happened."""
        end = time.monotonic() + PATIENCE
        while not happened():
            if time.monotonic() > end:
                raise TimeoutError(f"expected it within {PATIENCE} s")
            self.window.root.update()
            time.sleep(0.01)

    def shoot(self, name: str) -> None:
        """Take a picture when all is at rest."""
        end = time.monotonic() + REST
        self.until(lambda: time.monotonic() > end)
        self._shoot(name)

    def ask(self, name: str, ask: Callable[[], object]) -> None:
        """Take a picture of what asks and waits for an answer, then close it."""
        root = self.window.root

        def answered() -> None:
            self._shoot(name)
            asking = str(root.tk.splitlist(root.tk.call("grab", "current"))[0])
            if asking.startswith(SYSTEMS):  # no window manager is here to give it the keyboard again
                root.tk.call(f"{asking}.contents.f2.cancel", "invoke")
            else:
                root.tk.call("event", "generate", asking, "<Escape>")

        def look() -> None:
            is_shown = bool(root.tk.call("grab", "current"))
            root.after(round(REST * 1000), answered) if is_shown else root.after(LOOK, look)

        root.after(LOOK, look)
        ask()


def empty(stage: Stage) -> None:
    """Every view as it is the first time."""
    for number, name in enumerate(VIEWS):
        stage.window.show_view(number)
        stage.shoot(f"{name}-first")


def filled(stage: Stage) -> None:
    """Every view with something in it."""
    for number, name in enumerate(VIEWS):
        stage.window.show_view(number)
        stage.shoot(name)


def fill(stage: Stage) -> None:
    """Write an R and a code, open the samples with a file that is no picture, look inside, train."""
    presenter = stage.window.presenter
    write(stage, "R")
    write_code(stage, CODE)
    (stage.home / "letter.png").write_bytes(b"This is no picture.")
    characters = sorted(map(str, SAMPLES.glob("*.[jp][pn]g")))  # of a character each; below are forms
    presenter.open([str(stage.home / "letter.png"), *characters])
    stage.until(lambda: not presenter.batch.is_running)
    presenter.look_into_sheet()
    stage.until(lambda: presenter.insight.inside is not None)
    presenter.learning.look_at(invented_run(presenter.learning.home))


def small_windows(stage: Stage) -> None:
    """The keys, the card of the model, the questions, and a view in a window of its own."""
    from inkread.desktop.about import show_about, show_keys
    from inkread.desktop.words import say

    window = stage.window
    window.show_view(0)
    for name, shown in (
        ("keys", lambda: show_keys(window.root)),
        ("about", lambda: show_about(window.root, window.presenter.ready)),
    ):
        small = shown()
        stage.shoot(name)
        small.destroy()
    why = say("trouble.full")
    unkept = say("ask.close_unkept", why=why)
    stage.ask("question", lambda: window.dialogs.sure(unkept, say("ask.close_anyway"), is_risky=True))
    stage.ask("folder", lambda: window.dialogs.folder(say("open.folder"), str(stage.home)))
    stage.ask("files", window.dialogs.open_files)
    stage.ask("label", lambda: window.dialogs.text(say("ask.label"), "R"))
    window.pages.tear_off(1)
    stage.shoot("torn")
    window.pages.put_all_back()


def pictures_of_words(stage: Stage) -> None:
    """A picture with a code and a pattern for it, a PDF with pages of lines, and a pattern that is none."""
    import cv2
    from PIL import Image

    window, passage = stage.window, stage.window.presenter.passage
    window.show_view(2)
    line = np.full((150, 640), 240, np.uint8)
    for points in strokes_of(CODE):
        cv2.polylines(line, [np.rint(points).astype(np.int32)], False, 40, 8, cv2.LINE_AA)
    cv2.imwrite(str(stage.home / "code.png"), line)
    page = Image.fromarray(np.vstack([line] * 4))
    page.save(stage.home / "pages.pdf", save_all=True, append_images=[page] * 2)
    for name, picture, pattern, lines in (
        ("words-picture", "code.png", "A9A9", False),
        ("words-page", "pages.pdf", "", True),
        ("words-wrong", "code.png", "[A", False),
    ):
        passage.open(str(stage.home / picture))
        wish(window, pattern, lines=lines)
        stage.until(lambda: passage.png is not None and not passage.is_busy)
        passage.choose(1)
        stage.shoot(name)
    wish(window, "", lines=False)
    passage.take_paper()
    stage.until(lambda: not passage.is_busy)


def wish(window: Window, pattern: str, *, lines: bool) -> None:
    """Fill the fields that say what is known of a text."""
    wishes = window.words.wishes
    wishes.pattern.delete(0, "end")
    wishes.pattern.insert(0, pattern)
    if wishes.lines.instate(["selected"]) != lines:
        wishes.lines.invoke()
    wishes.take()


def bad_moments(stage: Stage) -> None:
    """A doubt, a refusal, a search that finds nothing, something that did not work."""
    window, presenter = stage.window, stage.window.presenter
    window.show_view(0)
    for name, strokes in (("doubt", LIKE_ANOTHER), ("refusal", "RA7")):
        presenter.writing.renew()
        write(stage, strokes)
        stage.shoot(name)
    presenter.writing.renew()
    write(stage, "R")
    presenter.preferences.use_bundle(str(stage.home))
    stage.until(lambda: presenter.status.is_trouble)
    window.show_view(3)
    presenter.lookback.look("zzz")
    stage.shoot("trouble")
    presenter.lookback.look("")
    presenter.status.say(say_ready(presenter))


def say_ready(presenter: object) -> str:
    """Return what the line at the foot says when all is well."""
    return str(presenter.preferences.reads)  # type: ignore[attr-defined]


def write(stage: Stage, characters: str) -> None:
    """Write characters over one another on the sheet, and wait for the answer."""
    writing = stage.window.presenter.writing
    writing.answer = None
    for number, character in enumerate(characters):
        shrunk = 1 / len(characters)
        for stroke in known_strokes()[character]:
            points = curve_of(stroke) * (PAPER / SIDE * shrunk)
            points[:, 0] += number * PAPER * shrunk
            writing.press(*points[0].tolist(), 0)
            for time_ms, point in enumerate(points.tolist()):
                writing.drag(*point, time_ms)
            writing.lift()
    stage.until(lambda: writing.answer is not None)


def write_code(stage: Stage, characters: str) -> None:
    """Write characters side by side on the sheet for words, and wait for the answer."""
    passage = stage.window.presenter.passage
    passage.renew()
    for points in strokes_of(characters, top=BETWEEN):
        passage.press(*points[0].tolist(), 0)
        for time_ms, point in enumerate(points.tolist()):
            passage.drag(*point, time_ms)
        passage.lift()
    stage.until(lambda: passage.answer is not None and not passage.is_busy)


def strokes_of(characters: str, *, top: float = 20) -> list[np.ndarray]:
    """Return the lines of characters side by side in a field of 640 × 150, each an array of (n, 2)."""
    found = []
    for number, character in enumerate(characters):
        for stroke in known_strokes()[character]:
            found.append(curve_of(stroke) * SMALL + (50 + number * APART, top))
    return found


def known_strokes() -> dict[str, list[list[list[float]]]]:
    """Return the strokes of the samples by their characters."""
    return dict(json.loads((SAMPLES / "strokes.json").read_text("utf-8"))["characters"])


def curve_of(stroke: list[list[float]]) -> np.ndarray:
    """Return a stroke of the samples as a smooth line, axes (n, 2)."""
    import sys

    if str(SAMPLES) not in sys.path:
        sys.path.insert(0, str(SAMPLES))
    from draw_samples import curve

    return np.asarray(curve(np.array(stroke, float).T))


def invented_run(home: Path) -> Path:
    """Return the folder of a run that was never trained, with curves as they usually are."""
    folder = home / "compact-1"
    folder.mkdir(parents=True, exist_ok=True)
    recipe = {"name": "compact", "epochs": 12, "samples_per_epoch": 8000}
    told = {"recipe": recipe, "seed": 0, "sources": ["my-letters"], "charset": "ABCDEFGHIJ"}
    numbers = {"num_training": 640, "num_validation": 80}
    (folder / "config.json").write_text(json.dumps(told | numbers), "utf-8")
    lines = ["epoch,loss,accuracy,validation_loss,validation_accuracy,finished_at"]
    for epoch in range(1, 9):
        left = 0.62**epoch
        unseen = f"{2.1 * left + 0.1},{0.98 - 0.8 * left}"
        lines.append(f"{epoch},{2.6 * left},{1 - 0.9 * left},{unseen},{epoch * 9}")
    (folder / "metrics.csv").write_text("\n".join(lines) + "\n", "utf-8")
    return folder
