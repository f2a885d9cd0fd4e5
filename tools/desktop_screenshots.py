"""Takes pictures of the desktop window's views, to be looked at: light and dark, at usual and double density.

    python tools/desktop_screenshots.py FOLDER [--for-docs]

It needs Xvfb. The characters are the strokes of samples/strokes.json and the pictures of samples/; nobody's
own writing is shown, and the curves of the view to train are invented. `--for-docs` writes the picture of
the documentation too.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from PIL import Image, ImageGrab

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "samples"
sys.path.insert(0, str(SAMPLES))
SIDE = 256  # units a side of the sample strokes
DENSITIES = {"": (96, "1100x780"), "-double": (192, "2100x1460")}  # dots an inch, the screen
VIEWS = ("write", "open", "history", "inside", "train", "settings")
PATIENCE = 60.0  # seconds
COLOURS = 128  # of the documentation's picture
PICTURE = ROOT / "docs" / "images" / "desktop-write.png"


def main(arguments: list[str]) -> None:
    """Write the pictures into the folder that is named first."""
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    if arguments[1:2] == ["--one"]:
        take(folder, arguments[2])
        return
    for suffix, (density, size) in DENSITIES.items():
        with subprocess.Popen(
            ["Xvfb", ":97", "-screen", "0", f"{size}x24", "-dpi", str(density), "-nolisten", "tcp"],
            stderr=subprocess.DEVNULL,
        ) as server:
            environment = {**os.environ, "DISPLAY": ":97"}
            command = [sys.executable, __file__, str(folder), "--one", suffix]
            wait_until(Path("/tmp/.X11-unix/X97").exists)
            subprocess.run(command, env=environment, check=True)
            server.terminate()
    if "--for-docs" in arguments:
        picture = Image.open(folder / "write-light.png").convert("RGB")
        picture.quantize(COLOURS, dither=Image.Dither.NONE).save(PICTURE, optimize=True)


def take(folder: Path, suffix: str) -> None:
    """Take the pictures of every view on the display that there is."""
    from inkread.desktop.app import Window
    from inkread.desktop.presenter import Presenter
    from inkread.desktop.workbench import Settings
    from inkread.desktop.worker import Worker

    with tempfile.TemporaryDirectory() as home:
        worker = Worker(Settings(None, str(Path(home) / "history.db")))
        worker.start()
        presenter = Presenter(worker, Path(home) / "desktop.json", runs=Path(home) / "runs")
        presenter.begin()
        window = Window(presenter, worker)
        live = Live(window)
        live.until(lambda: presenter.ready is not None)
        fill(presenter, live)
        for colours in ("light", "dark"):
            for number, name in enumerate(VIEWS):
                window.show_view(number)
                live.rest()
                box = (
                    window.root.winfo_rootx(),
                    window.root.winfo_rooty() - window.root.winfo_y(),
                    window.root.winfo_rootx() + window.root.winfo_width(),
                    window.root.winfo_rooty() + window.root.winfo_height(),
                )
                ImageGrab.grab(box, xdisplay=os.environ["DISPLAY"]).save(
                    folder / f"{name}-{colours}{suffix}.png"
                )
            window.switch_colours()
        window.close()
        live.until(lambda: worker.is_over)


class Live:
    """Lets the window live."""

    def __init__(self, window: object) -> None:
        """Keep the window."""
        self._root = window.root  # type: ignore[attr-defined]

    def until(self, happened: Callable[[], bool]) -> None:
        """Let it live until something happened."""
        wait_until(lambda: (self._root.update(), happened())[1])

    def rest(self) -> None:
        """Let it live until it has nothing to do for half a second."""
        end = time.monotonic() + 0.5
        self.until(lambda: time.monotonic() > end)


def fill(presenter: object, live: Live) -> None:
    """Write an R, open the samples, look inside."""
    import json

    from draw_samples import curve

    writing, batch = presenter.writing, presenter.batch  # type: ignore[attr-defined]
    strokes = json.loads((SAMPLES / "strokes.json").read_text("utf-8"))["characters"]["R"]
    for stroke in strokes:
        points = curve(np.array(stroke, float).T) * (280 / SIDE)
        writing.press(*points[0].tolist(), 0)
        for number, point in enumerate(points.tolist()):
            writing.drag(*point, number)
        writing.lift()
    live.until(lambda: writing.answer is not None)
    presenter.open([str(SAMPLES), str(SAMPLES / "strokes.json")])  # type: ignore[attr-defined]
    live.until(lambda: not batch.is_running)
    presenter.look_into_sheet()  # type: ignore[attr-defined]
    live.until(lambda: presenter.insight.inside is not None)  # type: ignore[attr-defined]
    learning = presenter.learning  # type: ignore[attr-defined]
    learning.look_at(invented_run(learning.home))


def invented_run(home: Path) -> Path:
    """Return the folder of a run that was never trained, with curves as they usually are."""
    import json

    folder = home / "compact-1"
    folder.mkdir(parents=True)
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


def wait_until(happened: Callable[[], bool]) -> None:
    """Wait until something happened."""
    end = time.monotonic() + PATIENCE
    while not happened():
        if time.monotonic() > end:
            raise TimeoutError(f"expected it within {PATIENCE} s")
        time.sleep(0.01)


if __name__ == "__main__":
    main(sys.argv[1:])
