"""Times `inkread read FOLDER` with several workers against one, in turn, and compares what they write.

    python benchmarks/workers.py [--workers 2] [--images 4000] [--pairs 5] [--json]

Goal: at two workers at least 0.9 of twice the speed, and the very same bytes for any number.
"""

import argparse
import json
import tempfile
from pathlib import Path

import numpy as np
from efficiency import ONE, SEPARATE, SEVERAL, digest, efficiencies, lines, start, together, two_bars
from PIL import Image
from read_latency import machine

SIDE = 96


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
        part = folder / str(place * parts // count)
        part.mkdir(parents=True, exist_ok=True)
        Image.fromarray(two_bars(chance, SIDE)).save(part / f"{place:06}.png")


def measure(folder, number, pairs):
    """Return a row a way to read."""
    ways = {ONE: lambda: read([folder], 1), SEVERAL: lambda: read([folder], number)}
    parts = sorted(folder.iterdir())
    return efficiencies(ways | {SEPARATE: lambda: read(parts, 1)}, number=number, pairs=pairs)


def read(folders, workers):
    """Return how long it takes to read the folders, a command each, all at once; and what the first wrote."""
    outs = [folders[0].parent / f"{folder.name}.csv" for folder in folders]
    pairs = list(zip(folders, outs, strict=True))
    took = together(lambda: [start("read", one, "-o", out, "--workers", workers) for one, out in pairs])
    found = digest(outs[0])
    for out in outs:
        out.unlink()
    return took, found


def table(report):
    """Return the report as lines for a terminal."""
    told = [f"{report['num_images']:,} images of {SIDE}x{SIDE}, {report['cores']} cores"]
    return "\n".join([*told, *lines(report["rows"], report["num_images"])])


def _arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--workers", type=int, default=2, help="how many work at once")
    parser.add_argument("--images", type=int, default=4000, help="how many are read")
    parser.add_argument("--pairs", type=int, default=5, help="how often each is timed")
    parser.add_argument("--json", action="store_true", help="print JSON")
    return parser.parse_args()


if __name__ == "__main__":
    main()
