"""Measures how long the desktop window is deaf while a batch of files is read in it, on a display of its own.

    python benchmarks/desktop_batch.py [--files 1000] [--json]

Goal: the window's thread is never busy for more than 50 ms. "Busy" is the processor's time of that thread
between two beats that it gives itself every 5 ms; "deaf" is the same by the clock, so it holds what other
programs take. Every reading is kept in a history. Needs Xvfb.
"""

import argparse
import itertools
import json
import os
import shutil
import tempfile
import time
from pathlib import Path

from cold_start import machine
from desktop_start import display

BEAT = 5  # ms
SAMPLE = Path(__file__).parents[1] / "samples" / "7-photo.jpg"


def main():
    """Print what was measured."""
    arguments = _arguments()
    with tempfile.TemporaryDirectory() as home, display() as name:
        os.environ["DISPLAY"] = name
        pictures = Path(home) / "pictures"
        pictures.mkdir()
        for number in range(arguments.files):
            shutil.copy(SAMPLE, pictures / f"{number:05}.jpg")
        report = {**machine(), **measure(Path(home), pictures)}
    print(json.dumps(report, indent=2) if arguments.json else table(report))


def measure(home, pictures):
    """Return the longest times in ms that the window was busy and deaf, and how fast files were read."""
    from inkread.desktop.app import Window
    from inkread.desktop.presenter import Presenter
    from inkread.desktop.workbench import Settings
    from inkread.desktop.worker import Worker

    worker = Worker(Settings(None, str(home / "history.db")))
    worker.start()
    presenter = Presenter(worker, home / "desktop.json")
    presenter.begin()
    window = Window(presenter, worker)
    root, beats = window.root, []

    def beat():
        beats.append((time.thread_time(), time.perf_counter()))
        if len(presenter.batch.rows) < presenter.batch.total or not presenter.batch.total:
            root.after(BEAT, beat)
        else:
            window.close()

    def begin():
        if presenter.ready is None:
            root.after(BEAT, begin)
        else:
            beat()  # before they are opened: what that takes counts too
            window.errands.open_paths([str(pictures)])

    begin()
    root.mainloop()
    pairs = list(itertools.pairwise(beats))
    return {
        "files": len(presenter.batch.rows),
        "busy_ms": round(1000 * max(after[0] - before[0] for before, after in pairs), 1),
        "deaf_ms": round(max(0.0, 1000 * max(after[1] - before[1] for before, after in pairs) - BEAT), 1),
        "files_per_s": round(len(presenter.batch.rows) / (beats[-1][1] - beats[0][1])),
    }


def table(report):
    """Return the report as lines for a terminal."""
    return (
        f"{report['files']} files, {report['files_per_s']} a second\n"
        f"longest busy {report['busy_ms']:.1f} ms, longest deaf {report['deaf_ms']:.1f} ms"
    )


def _arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--files", type=int, default=1000, help="how many are read")
    parser.add_argument("--json", action="store_true", help="print JSON")
    return parser.parse_args()


if __name__ == "__main__":
    main()
