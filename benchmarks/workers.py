"""Times `inkread read FOLDER` with several workers against one, in turn, and compares what they write.

    python benchmarks/workers.py [--workers 2] [--images 4000] [--pairs 5] [--json]

Goal: at two workers at least 0.9 of twice the speed, and the very same bytes for any number. What the machine
itself allows is told by as many separate commands at once, each on its part of the images: where two cores
of the system are the halves of one, as on most rented machines, these fall short of 0.9 too.
"""

import argparse
import hashlib
import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from PIL import Image
from read_latency import machine

READ = "from inkread.cli.main import run; run()"
SIDE = 96
ONE, SEVERAL, SEPARATE = "one worker", "several workers", "as many separate commands"


def main():
    """Print one row a way to read."""
    arguments = _arguments()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "images"
        draw(folder, arguments.images, parts=arguments.workers)
        rows = measure(folder, arguments.workers, arguments.pairs)
    report = {"num_images": arguments.images, "workers": arguments.workers, **machine(), "rows": rows}
    print(json.dumps(report, indent=2) if arguments.json else table(report))


def draw(folder, count, *, parts):
    """Write `count` images of two bars each, all different, into as many folders below `folder`."""
    chance = np.random.default_rng(0)
    for place in range(count):
        page = np.full((SIDE, SIDE), 235, np.uint8)
        top, left = chance.integers(10, SIDE - 20, 2)
        page[top : top + 8, 10 : SIDE - 10] = 30
        page[10 : SIDE - 10, left : left + 8] = chance.integers(0, 60)
        part = folder / str(place * parts // count)
        part.mkdir(parents=True, exist_ok=True)
        Image.fromarray(page).save(part / f"{place:06}.png")


def measure(folder, number, pairs):
    """Return for each way its median time, and its median efficiency against one worker."""
    ways = {ONE: lambda: read([folder], 1), SEVERAL: lambda: read([folder], number)}
    ways[SEPARATE] = lambda: read(sorted(folder.iterdir()), 1)
    times, written = {name: [] for name in ways}, {name: set() for name in ways}
    for _ in range(pairs):
        for name, way in ways.items():
            took, digest = way()
            times[name].append(took)
            written[name].add(digest)
    return [
        {
            "what": name,
            "n": pairs,
            "median_s": round(statistics.median(found), 2),
            "efficiency": round(
                statistics.median(one / other for one, other in zip(times[ONE], found, strict=True))
                / (1 if name == ONE else number),
                3,
            ),
            "same_bytes": name == SEPARATE or len(written[name] | written[ONE]) == 1,
        }
        for name, found in times.items()
    ]


def read(folders, workers):
    """Return how long it takes to read the folders, a command each, all at once; and what the first wrote."""
    outs = [folders[0].parent / f"{folder.name}.csv" for folder in folders]
    started = time.perf_counter()
    commands = [
        subprocess.Popen(
            [sys.executable, "-c", READ, "read", str(folder), "-o", str(out), "--workers", str(workers)]
        )
        for folder, out in zip(folders, outs, strict=True)
    ]
    codes = [command.wait() for command in commands]
    took = time.perf_counter() - started
    if any(codes):
        raise RuntimeError(
            f"expected all images to be read, got exit codes {codes}; run inkread read by hand"
        )
    digest = hashlib.sha256(outs[0].read_bytes()).hexdigest()
    for out in outs:
        out.unlink()
    return took, digest


def table(report):
    """Return the report as lines for a terminal."""
    lines = [f"{report['num_images']:,} images of {SIDE}x{SIDE}, {report['cores']} cores"]
    lines += [
        f"  {row['what']:<28} {row['median_s']:7.2f} s  efficiency {row['efficiency']:5.2f}"
        f"  {'same bytes' if row['same_bytes'] else 'OTHER BYTES'}  (n = {row['n']})"
        for row in report["rows"]
    ]
    return "\n".join(lines)


def _arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--workers", type=int, default=2, help="how many work at once")
    parser.add_argument("--images", type=int, default=4000, help="how many are read")
    parser.add_argument("--pairs", type=int, default=5, help="how often each is timed")
    parser.add_argument("--json", action="store_true", help="print JSON")
    return parser.parse_args()


if __name__ == "__main__":
    main()
