"""Tells how many people at once one small instance carries: one worker on one core, people who think.

    python benchmarks/users.py [--seconds 60] [--start 250] [--kept] [--json]

Each person sends a picture, waits for its answer, thinks for 7 to 13 s, and sends the next, on a connection
of its own. There are twice as many people each time as long as p99 stays within a second and nobody is turned
away; then the gap is halved a few times. Their numbers come from a seed, the same for each attempt.

The service has core 0 for itself, decoders and all; the load comes from another core. Run it on a calm
machine: what else runs takes from both.
"""

import argparse
import contextlib
import heapq
import json
import os
import selectors
import tempfile
import time
from pathlib import Path

import numpy as np
from closed_loop import _Client, _summary
from cold_start import _picture, machine
from serve import PORTS, _running, _start_inkread, _upload

THINK = (7.0, 13.0)  # seconds between an answer and the next picture
P99_MS = 1000.0
HALVINGS = 3
SERVICE_CORE, LOAD_CORE = 0, 1


def main():
    """Print a row an attempt, and the most people that were carried."""
    arguments = _arguments()
    with tempfile.TemporaryDirectory() as name, contextlib.ExitStack() as services:
        folder = Path(name)
        image = _picture(folder / "seven.png").read_bytes()
        os.sched_setaffinity(0, {SERVICE_CORE})
        services.enter_context(_running(*_start_inkread(folder, 1)))
        os.sched_setaffinity(0, {LOAD_CORE})
        path = "/api/v1/read" if arguments.kept else "/api/v1/read?keep=0"
        request = _upload(path, image).replace(b"\r\n", b"\r\nConnection: close\r\n", 1)
        rows = search(
            arguments.start, lambda people: attempt(PORTS["inkread"], request, people, arguments.seconds)
        )
    carried = max((row["people"] for row in rows if is_carried(row)), default=0)
    report = {**machine(), "think_seconds": THINK, "kept": arguments.kept, "rows": rows, "people": carried}
    print(json.dumps(report, indent=2) if arguments.json else table(report))


def search(start, measure):
    """Return the rows of attempts, the gap between what is carried and what is not narrowed down."""
    rows, people = [measure(start)], start
    while is_carried(rows[-1]):
        people *= 2
        rows.append(measure(people))
    low = max((row["people"] for row in rows if is_carried(row)), default=0)
    high = people
    for _ in range(HALVINGS):
        people = (low + high) // 2
        rows.append(measure(people))
        low, high = (people, high) if is_carried(rows[-1]) else (low, people)
    return rows


def is_carried(row):
    """Return whether all were answered, and nearly all of them in time."""
    return row["refused"] == 0 and row["p99_ms"] <= P99_MS


def attempt(port, request, people, seconds):
    """Return what so many people got, counted from when all have come."""
    random = np.random.default_rng(0)
    selector = selectors.DefaultSelector()
    began = time.perf_counter()
    waiting = [
        (began + delay, number, None) for number, delay in enumerate(random.uniform(0, THINK[1], people))
    ]
    heapq.heapify(waiting)
    times, refused, counted_from = [], 0, began + THINK[1]
    while (now := time.perf_counter()) < counted_from + seconds:
        while waiting and waiting[0][0] <= now:
            _, number, client = heapq.heappop(waiting)
            if client is None:
                client = _Client(("127.0.0.1", port), request, selector)
                client.number = number
            else:
                client.send()
        for key, _ in selector.select(timeout=0.005):
            client = key.data
            took = client.receive()
            if took is None:
                continue
            heapq.heappush(waiting, (now + random.uniform(*THINK), client.number, client))
            if now >= counted_from:
                times.append(took)
                refused += client.refused
    for key in list(selector.get_map().values()):
        key.fileobj.close()
    return {"people": people, **_summary(sorted(times), seconds, refused)}


def table(report):
    """Return the report as lines for a terminal."""
    lines = [
        f"  {row['people']:6} people: {row['per_second']:7.1f} readings/s  p50 {row['p50_ms']:7.1f} ms"
        f"  p99 {row['p99_ms']:7.1f} ms  refused {row['refused']}"
        for row in report["rows"]
    ]
    return "\n".join([*lines, f"{report['people']} people at once, a picture each 10 s, on one core"])


def _arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--seconds", type=float, default=60.0, help="that an attempt counts")
    parser.add_argument("--start", type=int, default=250, help="people of the first attempt")
    parser.add_argument("--kept", action="store_true", help="readings are kept, in SQLite")
    parser.add_argument("--json", action="store_true", help="print JSON")
    return parser.parse_args()


if __name__ == "__main__":
    main()
