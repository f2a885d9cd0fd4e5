"""Times `inkread batch` with several workers against one, in turn, and shows whether its memory grows.

    python benchmarks/batch_scale.py [--workers 2] [--images 20000] [--pairs 5] [--stream 100000]
        [--photos 12000] [--json]

Goals: at two workers at least 0.9 of twice the speed; the very same bytes for any number; memory that does
not grow with the number of images. Images are small PNGs, all different, in a Parquet file. What the machine
itself allows is told by as many separate commands at once, each on its part. `--stream` reads that many
images once, with the memory of all processes looked at as it goes: the slope is taken over the second half.
`--photos` reads that many images of 100 kB in one row group once, and tells the memory and the bytes read.
`--names` sorts that many names as the listing of a folder does, and tells the memory that it took.
"""

import argparse
import contextlib
import io
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet
from efficiency import ONE, SEPARATE, SEVERAL, digest, efficiencies, lines, start, together, two_bars
from peak_memory import SOURCE
from PIL import Image
from read_latency import machine

SIDE = 40
GROUP = 8192  # rows of a row group
PHOTO = 100_000  # bytes
LOOK_EVERY = 0.5  # seconds
SORT = (
    f"{SOURCE}\n"
    "import tempfile, pathlib\n"
    "from inkread.scale.batch.sources.sorted_names import sorted_names\n"
    "n = int(sys.argv[1])\n"
    "names = (f'{i * 7919 % n:09}/scan.png' for i in range(n))\n"
    "with tempfile.TemporaryDirectory() as scratch:\n"
    "    assert sum(1 for _ in sorted_names(names, pathlib.Path(scratch))) == n\n"
    "print(round(peak_bytes() / 1e6))\n"
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
        if arguments.photos:
            report["photos"] = photos(folder, arguments.photos, arguments.workers)
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
    buffer = io.BytesIO()
    Image.fromarray(two_bars(chance, SIDE)).save(buffer, "png", compress_level=1)
    return buffer.getvalue()


def measure(folder, count, number, pairs):
    """Return a row a way to read."""
    whole, parts = folder / "whole.parquet", [folder / f"part-{rank}.parquet" for rank in range(number)]
    draw(whole, count)
    for rank, part in enumerate(parts):
        draw(part, count // number, start=rank)
    ways = {ONE: lambda: read([whole], 1), SEVERAL: lambda: read([whole], number)}
    return efficiencies(ways | {SEPARATE: lambda: read(parts, 1)}, number=number, pairs=pairs)


def read(inputs, workers):
    """Return how long it takes to read the files, a command each, all at once; and what the first wrote."""
    took = together(lambda: [start_batch(path, workers) for path in inputs])
    return took, digest(inputs[0].with_suffix(".csv"))


def start_batch(path, workers):
    """Return the running command that reads one file into a CSV beside it."""
    words = (path, path.with_suffix(".csv"), "--workers", workers)
    return start("batch", *words, "--overwrite", stdout=subprocess.DEVNULL)


def stream(folder, count, workers):
    """Return how the memory of a command and its workers went while it read `count` images."""
    path = folder / "stream.parquet"
    draw(path, count)
    ledger = folder / "stream.csv.parts" / "ledger.jsonl"
    looks = []
    command = start_batch(path, workers)
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


def photos(folder, count, workers):
    """Return the memory of a command that reads `count` large images, and how much its workers read."""
    path, chance = folder / "photos.parquet", np.random.default_rng(0)
    images = [_png(chance) + bytes(PHOTO) for _ in range(count)]
    pyarrow.parquet.write_table(
        pa.table({"image": images}), path, row_group_size=count, use_dictionary=False, compression="none"
    )
    peak, read = 0, {}
    command = start_batch(path, workers)
    while command.poll() is None:
        peak = max(peak, memory(command.pid))
        for child in _children(command.pid):
            with contextlib.suppress(OSError):  # it has just ended
                read[child] = int(Path(f"/proc/{child}/io").read_text().split()[1])
        time.sleep(LOOK_EVERY)
    return {
        "images": count,
        "file_MB": round(path.stat().st_size / 1e6),
        "peak_MB": round(peak / 1e6),
        "read_MB": round(sum(read.values()) / 1e6),
    }


def memory(pid):
    """Return the bytes that a process and those it started hold for themselves (Linux)."""
    return _own_bytes(pid) + sum(map(memory, _children(pid)))


def _children(pid):
    """Return the numbers of the processes that a process started (Linux)."""
    lists = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for children in lists for child in children.read_text().split()]


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
    told = [f"{report['images']:,} images of {SIDE}x{SIDE}, {report['cores']} cores"]
    told += lines(report.get("rows", ()), report["images"])
    if found := report.get("memory"):
        told.append(
            f"  {found['images']:,} images streamed: at most {found['peak_MB']} MB in all processes, growing"
            f" by {found['growth_MB_per_million_images']} MB a million images (n = {found['n']})"
        )
    if found := report.get("photos"):
        told.append(
            f"  {found['images']:,} images of {PHOTO // 1000} kB in one row group: at most"
            f" {found['peak_MB']:,} MB in all processes, {found['read_MB']:,} MB read of a file of"
            f" {found['file_MB']:,} MB"
        )
    told += [
        f"  {found['names']:,} names sorted in {found['seconds']} s: at most {found['peak_MB']} MB"
        for found in report.get("names", ())
    ]
    return "\n".join(told)


def _arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--workers", type=int, default=2, help="how many work at once")
    parser.add_argument("--images", type=int, default=20_000, help="how many are timed")
    parser.add_argument("--pairs", type=int, default=5, help="how often each is timed; 0 for none")
    parser.add_argument("--stream", type=int, default=100_000, help="how many are streamed; 0 for none")
    parser.add_argument("--photos", type=int, default=0, help="how many large ones are read; 0 for none")
    parser.add_argument("--names", type=int, default=0, help="how many names are sorted; 0 for none")
    parser.add_argument("--json", action="store_true", help="print JSON")
    return parser.parse_args()


if __name__ == "__main__":
    main()
