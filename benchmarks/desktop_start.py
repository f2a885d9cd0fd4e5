"""Times process start to a shown window of `inkread desktop`, and to its first drawing that is kept.

    python benchmarks/desktop_start.py [--rounds 9] [--program dist/inkread/inkread] [--json]

Goal: a usable window within 1 s; the reader loads meanwhile. Needs Xvfb and xdotool. "Shown" is when the
display has the window and its paper takes the pen; "answer" is when a seven that was drawn at that moment is
in the history, so it holds the time of reading and of keeping too. `--program` times the standalone program.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

from cold_start import machine

RUN = "from inkread.cli.main import run; run()"
SEVEN = [((150, 260), (300, 260), (230, 480))]
LOOK = 0.005  # seconds between two looks at the display
PATIENCE = 60.0


def main():
    """Print the times."""
    arguments = _arguments()
    program = arguments.program
    command = [str(program.resolve())] if program else [sys.executable, "-c", RUN, "desktop"]
    with tempfile.TemporaryDirectory() as folder, display() as name:
        turns = range(arguments.rounds + 1)  # the first one warms the disk's cache and counts for nothing
        times = [one_start(command, Path(folder) / str(turn), name) for turn in turns][1:]
    report = {**machine(), "program": " ".join(command), "rounds": arguments.rounds}
    for number, what in enumerate(("shown_s", "answer_s")):
        found = [one[number] for one in times]
        report[what] = {"median": round(statistics.median(found), 2), "most": round(max(found), 2)}
    print(json.dumps(report, indent=2) if arguments.json else table(report))


def one_start(command, folder, name):
    """Return the seconds to a shown window, and to an answer that is kept."""
    folder.mkdir()
    environment = {**os.environ, "DISPLAY": name, "XDG_DATA_HOME": str(folder)}
    # As those of an installed package are, compiled modules are kept from turn to turn.
    environment |= {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(folder.parent / "bytecode")}
    began = time.perf_counter()
    with subprocess.Popen(command, env=environment) as window:
        _until(lambda: _xdotool(name, "search", "--onlyvisible", "--name", "^inkread$"))
        shown = time.perf_counter() - began
        for line in SEVEN:
            words = ["mousemove", *line[0], "mousedown", 1]
            for place in line[1:]:
                words += ["mousemove", *place]
            _xdotool(name, *words, "mouseup", 1)
        _xdotool(name, "key", "Return")
        images = folder / "inkread" / "history-images"
        _until(lambda: any(images.rglob("*.png")))
        answer = time.perf_counter() - began
        _xdotool(name, "key", "ctrl+q")
        window.wait(PATIENCE)
    return shown, answer


@contextmanager
def display():
    """Yield the name of a display of its own."""
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x1024x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL) as server:
        os.close(write)
        with os.fdopen(read) as line:
            yield f":{line.readline().strip()}"
        server.terminate()


def table(report):
    """Return the report as lines for a terminal."""
    head = f"n = {report['rounds']}"
    rows = (
        f"{what:<20} {report[key]['median']:5.2f} s, at most {report[key]['most']:5.2f} s"
        for what, key in (("window shown", "shown_s"), ("first drawing kept", "answer_s"))
    )
    return "\n".join([head, *rows])


def _xdotool(name, *words):
    """Return what a command of xdotool prints."""
    command = ["xdotool", *map(str, words)]
    done = subprocess.run(
        command, env={**os.environ, "DISPLAY": name}, capture_output=True, text=True, check=False
    )
    return done.stdout.strip()


def _until(happened):
    """Wait until something happened."""
    end = time.perf_counter() + PATIENCE
    while not happened():
        if time.perf_counter() > end:
            raise TimeoutError(f"expected it within {PATIENCE} s")
        time.sleep(LOOK)


def _arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--rounds", type=int, default=9, help="how often it is started")
    parser.add_argument("--program", type=Path, help="the standalone program instead of this Python's")
    parser.add_argument("--json", action="store_true", help="print JSON")
    return parser.parse_args()


if __name__ == "__main__":
    main()
