"""Times process start to the first 200 of `/health/ready`, against the usual app under gunicorn, in turns.

    python benchmarks/serve_start.py [--pairs 5] [--json]

Goal: within 1 s. Ready means that the bundle's network is loaded and proved, and the history can be written.
"""

import argparse
import json
import statistics
import tempfile
import time
from pathlib import Path

from cold_start import machine
from serve import _running, _start_inkread, _start_usual


def main():
    """Print one row a rival."""
    arguments = _arguments()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rivals = {
            "inkread serve": _start_inkread(folder, 1),
            "Flask, load_model, gunicorn": _start_usual(folder, 1),
        }
        report = {**machine(), "rows": measure(rivals, arguments.pairs, cache=folder / "bytecode")}
    print(json.dumps(report, indent=2) if arguments.json else table(report))


def measure(rivals, pairs, *, cache):
    """Return each rival's median and fastest time, and the median ratio to the first one's."""
    times = {name: [] for name in rivals}
    for turn in range(pairs + 1):
        for name, (command, variables, port) in rivals.items():
            began = time.perf_counter()
            with _running(command, {**_compiled(cache), **variables}, port):
                if turn:  # the first turn fills the file and bytecode caches
                    times[name].append(time.perf_counter() - began)
    base = next(iter(times.values()))
    return [
        {
            "what": name,
            "n": pairs,
            "median_s": round(statistics.median(found), 2),
            "fastest_s": round(min(found), 2),
            "ratio": round(statistics.median(one / first for one, first in zip(found, base, strict=True)), 1),
        }
        for name, found in times.items()
    ]


def _compiled(cache):
    """Return variables that let compiled modules be kept in `cache`, as those of an installed package are."""
    return {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(cache)}


def table(report):
    """Return the report as lines for a terminal."""
    return "\n".join(
        f"{row['what']:<28} {row['median_s']:6.2f} s  fastest {row['fastest_s']:6.2f} s"
        f"  x {row['ratio']:5.1f}  (n = {row['n']})"
        for row in report["rows"]
    )


def _arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--pairs", type=int, default=5, help="how often each is timed")
    parser.add_argument("--json", action="store_true", help="print JSON")
    return parser.parse_args()


if __name__ == "__main__":
    main()
