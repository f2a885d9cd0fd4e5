"""Takes pictures of the desktop window, to be looked at: light and dark, at usual and double density.

    python tools/desktop_screenshots.py FOLDER [--for-docs]

It needs Xvfb. What is shown: tools/desktop_scenes.py. `--for-docs` writes the documentation's
pictures too.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image, ImageGrab

from desktop_scenes import Stage, bad_moments, empty, fill, filled, pictures_of_words, small_windows

ROOT = Path(__file__).resolve().parent.parent
DENSITIES = {
    "": (96, "1024x732"),
    "-double": (192, "2048x1464"),
}  # dots an inch, the screen: 1024×700 and menus
COLOURS = 128  # of a picture of the documentation
IMAGES = ROOT / "docs" / "images"
PICTURES = ("write", "words")  # of the documentation


def main(arguments: list[str]) -> None:
    """Write the pictures into the folder that is named first."""
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    if arguments[1:2] == ["--one"]:
        take(folder, arguments[2])
        return
    for suffix, (density, size) in DENSITIES.items():
        read, write = os.pipe()
        command = ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{size}x24", "-dpi", str(density)]
        with subprocess.Popen(
            [*command, "-nolisten", "tcp"], pass_fds=[write], stderr=subprocess.DEVNULL
        ) as server:
            os.close(write)
            with os.fdopen(read) as line:
                environment = {**os.environ, "DISPLAY": f":{line.readline().strip()}"}
            again = [sys.executable, __file__, str(folder), "--one", suffix]
            done = subprocess.run(again, env=environment, check=False)
            server.terminate()
        done.check_returncode()
    if "--for-docs" in arguments:
        for name in PICTURES:
            picture = Image.open(folder / f"{name}-light.png").convert("RGB")
            small = picture.quantize(COLOURS, dither=Image.Dither.NONE)
            small.save(IMAGES / f"desktop-{name}.png", optimize=True)


def take(folder: Path, suffix: str) -> None:
    """Take the pictures of every moment on the display that there is."""
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
        colours = ["light"]
        display = os.environ["DISPLAY"]
        stage = Stage(
            window,
            Path(home),
            lambda name: ImageGrab.grab(xdisplay=display).save(folder / f"{name}-{colours[0]}{suffix}.png"),
        )
        stage.until(lambda: presenter.ready is not None)
        try:
            for moments in ((empty,), (fill, filled, pictures_of_words, small_windows, bad_moments)):
                for colours[0] in ("light", "dark"):
                    presenter.set_dark(colours[0] == "dark")
                    for moment in moments:
                        moment(stage)
            window.close()
            stage.until(lambda: worker.is_over)
        finally:
            worker.finish()  # or it would wait for its window for ever


if __name__ == "__main__":
    main(sys.argv[1:])
