"""Times `inkread batch` with several workers against one, in turn, and shows whether its memory grows.

    python benchmarks/batch_scale.py [--workers 2] [--images 20000] [--pairs 5] [--stream 100000] [--json]

Goals: at two workers at least 0.9 of twice the speed; the very same bytes for any number; memory that does
not grow with the number of images. Images are small PNGs, all different, in a Parquet file. What the machine
itself allows is told by as many separate commands at once, each on its part. `--stream` reads that many
images once, with the memory of all processes looked at as it goes: the slope is taken over the second half.
`--names` sorts that many names as the listing of a folder does, and tells the memory that it took.
"""

import argparse
import contextlib
import hashlib
import io
import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet
from PIL import Image
from read_latency import machine

READ = "from inkread.cli.main import run; run()"
SIDE = 40
GROUP = 8192  # rows of a row group
ONE, SEVERAL, SEPARATE = "one worker", "several workers", "as many separate commands"
LOOK_EVERY = 0.5  # seconds
SORT = (
    "import sys, tempfile, pathlib, resource\n"
    "from inkread.scale.batch.sources.sorted_names import sorted_names\n"
    "n = int(sys.argv[1])\n"
    "names = (f'{i * 7919 % n:09}/scan.png' for i in range(n))\n"
    "with tempfile.TemporaryDirectory() as scratch:\n"
    "    assert sum(1 for _ in sorted_names(names, pathlib.Path(scratch))) == n\n"
    "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)\n"
)


def main():
    """Print one row a way to read, then how memory went."""
    arguments = _arguments()
    report = {"images": arguments.images, "workers": arguments.workers, **machine()}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if arguments.pairs:
            report["rows"] = measure(folder, arguments.images, arguments.workers, arguments.pairs)
        if arguments.stream:
            report["memory"] = stream(folder, arguments.stream, arguments.workers)
    if arguments.names:
        report["names"] = [names(count) for count in (arguments.names // 10, arguments.names)]
    print(json.dumps(report, indent=2) if arguments.json else table(report))


def draw(path, count, *, start=0):
    """Write `count` PNGs of two bars each, all different, into a Parquet file."""
    chance = np.random.default_rng(start)
    schema = pa.schema([("image", pa.binary())])
    with pyarrow.parquet.ParquetWriter(path, schema) as writer:
        for first in range(0, count, GROUP):
            images = [_png(chance) for _ in range(min(GROUP, count - first))]
            writer.write_table(pa.table({"image": images}, schema=schema))


def _png(chance):
    """Return the PNG of two bars at a random place."""
    page = np.full((SIDE, SIDE), 235, np.uint8)
    top, left = chance.integers(5, SIDE - 9, 2)
    page[top : top + 4, 5 : SIDE - 5] = 30
    page[5 : SIDE - 5, left : left + 4] = chance.integers(0, 60)
    buffer = io.BytesIO()
    Image.fromarray(page).save(buffer, "png", compress_level=1)
    return buffer.getvalue()


def measure(folder, count, number, pairs):
    """Return for each way its median time, and its median efficiency against one worker."""
    whole, parts = folder / "whole.parquet", [folder / f"part-{rank}.parquet" for rank in range(number)]
    draw(whole, count)
    for rank, part in enumerate(parts):
        draw(part, count // number, start=rank)
    ways = {ONE: lambda: read([whole], 1), SEVERAL: lambda: read([whole], number)}
    ways[SEPARATE] = lambda: read(parts, 1)
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
            "images_per_s": round(count / statistics.median(found)),
            "efficiency": round(
                statistics.median(one / other for one, other in zip(times[ONE], found, strict=True))
                / (1 if name == ONE else number),
                3,
            ),
            "same_bytes": name == SEPARATE or len(written[name] | written[ONE]) == 1,
        }
        for name, found in times.items()
    ]


def read(inputs, workers):
    """Return how long it takes to read the files, a command each, all at once; and what the first wrote."""
    started = time.perf_counter()
    commands = [start(path, workers) for path in inputs]
    codes = [command.wait() for command in commands]
    took = time.perf_counter() - started
    if any(codes):
        raise RuntimeError(f"expected all to be read, got exit codes {codes}; run inkread batch by hand")
    return took, hashlib.sha256(inputs[0].with_suffix(".csv").read_bytes()).hexdigest()


def start(path, workers):
    """Return the running command that reads one file into a CSV beside it."""
    words = ["batch", path, path.with_suffix(".csv"), "--workers", workers]
    return subprocess.Popen([sys.executable, "-c", READ, *map(str, words)], stdout=subprocess.DEVNULL)


def stream(folder, count, workers):
    """Return how the memory of a command and its workers went while it read `count` images."""
    path = folder / "stream.parquet"
    draw(path, count)
    ledger = folder / "stream.csv.parts" / "ledger.jsonl"
    looks = []
    command = start(path, workers)
    while command.poll() is None:
        with contextlib.suppress(OSError):  # before the first part, and when all have been put together
            done = 1024 * ledger.read_bytes().count(b"\n")
            looks.append((done, memory(command.pid)))
        time.sleep(LOOK_EVERY)
    later = [look for look in looks if look[0] >= count / 2]
    slope = np.polyfit(*zip(*later, strict=True), 1)[0] if len(later) > 2 else float("nan")
    return {
        "images": count,
        "peak_MB": round(max(size for _, size in looks) / 1e6),
        "growth_MB_per_million_images": round(slope, 1),
        "n": len(later),
    }


def memory(pid):
    """Return the bytes that a process and those it started hold for themselves (Linux)."""
    total = _own_bytes(pid)
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        total += sum(memory(int(child)) for child in children.read_text().split())
    return total


def _own_bytes(pid):
    """Return the bytes that a process holds and shares with none, which libraries are."""
    fields = Path(f"/proc/{pid}/status").read_text().splitlines()
    return sum(int(line.split()[1]) * 1024 for line in fields if line.startswith("RssAnon"))


def names(count):
    """Return the peak memory of a process that sorts `count` names on disk."""
    started = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", SORT, str(count)], capture_output=True, check=True)
    return {"names": count, "peak_MB": int(done.stdout), "seconds": round(time.perf_counter() - started, 1)}


def table(report):
    """Return the report as lines for a terminal."""
    lines = [f"{report['images']:,} images of {SIDE}x{SIDE}, {report['cores']} cores"]
    lines += [
        f"  {row['what']:<28} {row['median_s']:7.2f} s {row['images_per_s']:7,} images/s  efficiency"
        f" {row['efficiency']:5.2f}  {'same bytes' if row['same_bytes'] else 'OTHER BYTES'}  (n = {row['n']})"
        for row in report.get("rows", ())
    ]
    if found := report.get("memory"):
        lines.append(
            f"  {found['images']:,} images streamed: at most {found['peak_MB']} MB in all processes, growing"
            f" by {found['growth_MB_per_million_images']} MB a million images (n = {found['n']})"
        )
    lines += [
        f"  {found['names']:,} names sorted in {found['seconds']} s: at most {found['peak_MB']} MB"
        for found in report.get("names", ())
    ]
    return "\n".join(lines)


def _arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--workers", type=int, default=2, help="how many work at once")
    parser.add_argument("--images", type=int, default=20_000, help="how many are timed")
    parser.add_argument("--pairs", type=int, default=5, help="how often each is timed; 0 for none")
    parser.add_argument("--stream", type=int, default=100_000, help="how many are streamed; 0 for none")
    parser.add_argument("--names", type=int, default=0, help="how many names are sorted; 0 for none")
    parser.add_argument("--json", action="store_true", help="print JSON")
    return parser.parse_args()


if __name__ == "__main__":
    main()
