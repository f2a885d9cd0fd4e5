"""Times a 700 MB A–Z CSV to checked uint8 arrays, against `pandas.read_csv(...).to_numpy()`, in turn.

    python benchmarks/az_csv.py [--data FOLDER] [--pairs 5] [--json]

Goals: at least 8 times faster, at most a quarter of the peak memory, and the second
open, through the cache, at least 100 times faster. The file has the published one's exact form and its
372,450 rows in its uneven class counts, drawn with replacement from the EMNIST capitals; it is made in a
temporary folder and deleted. Each measurement is a process of its own; imports are not timed.
"""

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

import numpy as np
import peak_memory

from inkread.charset import NAMED
from inkread.datasets.az_csv import write_az_csv
from inkread.datasets.formats import read_emnist
from inkread.datasets.samples import Samples

# Images of A to Z in the published file.
CLASS_COUNTS = (
    13869, 8668, 23409, 10134, 11440, 1163, 5762, 7218, 1120, 8493, 5603, 11586, 12336,
    19010, 57825, 19341, 5812, 11566, 48419, 22495, 29008, 4182, 10784, 6272, 10859, 6076,
)  # fmt: skip
NEEDED_BYTES = 3 * 10**9

# Each prints seconds, the peak memory until then, and a digest of the values, to prove them the same.
TELL = (
    peak_memory.SOURCE
    + """
import hashlib, json, time
from pathlib import Path
def tell(seconds, peak, labels, pixels):
    import numpy as np
    digest = hashlib.sha256(np.ascontiguousarray(labels, dtype=np.uint8))
    for start in range(0, len(pixels), 10000):
        digest.update(np.ascontiguousarray(pixels[start : start + 10000], dtype=np.uint8))
    print(json.dumps({'seconds': seconds, 'peak': peak, 'digest': digest.hexdigest()}))
source, out = map(Path, sys.argv[1:])
"""
)
PREPARE = """
from inkread.datasets.cache import open_cache
from inkread.datasets.prepare import PrepareOptions, prepare
start = time.perf_counter()
prepare(source, out, PrepareOptions())
seconds, most = time.perf_counter() - start, peak_bytes()
samples = open_cache(out / 'cache')
tell(seconds, most, samples.labels, samples.images)
"""
RIVALS = {
    "pandas.read_csv(…).to_numpy()": """
import pandas
start = time.perf_counter()
rows = pandas.read_csv(source, header=None).to_numpy()
tell(time.perf_counter() - start, peak_bytes(), rows[:, 0], rows[:, 1:])
""",
    "inkread read_az_csv": """
from inkread.datasets.az_csv import read_az_csv
start = time.perf_counter()
samples = read_az_csv(source)
tell(time.perf_counter() - start, peak_bytes(), samples.labels, samples.images)
""",
    "inkread data prepare --to cache": f"import shutil; shutil.rmtree(out, ignore_errors=True){PREPARE}",
    "second data prepare, unchanged": PREPARE,
    "open_cache": """
from inkread.datasets.cache import open_cache
start = time.perf_counter()
samples = open_cache(out / 'cache')
tell(time.perf_counter() - start, peak_bytes(), samples.labels, samples.images)
""",
}


def main():
    """Print one row a rival."""
    arguments = _arguments()
    with tempfile.TemporaryDirectory() as folder:
        free = shutil.disk_usage(folder).free
        if free < NEEDED_BYTES:
            sys.exit(f"{folder}: expected {NEEDED_BYTES:,} free bytes, got {free:,}; name another in TMPDIR")
        source = Path(folder) / "A_Z Handwritten Data.csv"
        write_az_csv(source, capitals(arguments.data))
        report = {**machine(), "csv_bytes": source.stat().st_size, "num_rows": sum(CLASS_COUNTS)}
        report["rows"] = measure(source, Path(folder) / "prepared", arguments.pairs)
    print(json.dumps(report, indent=2) if arguments.json else table(report))


def capitals(data):
    """Return EMNIST capitals, as many of each as the published file holds, class after class."""
    emnist = read_emnist(data / "emnist", "test")
    upper = NAMED["upper"]
    draw = np.random.default_rng(0)
    rows = [
        draw.choice(np.flatnonzero(emnist.labels == emnist.charset.encode(grapheme)), count)
        for grapheme, count in zip(upper.graphemes, CLASS_COUNTS, strict=True)
    ]
    labels = np.repeat(np.arange(len(upper)), CLASS_COUNTS)
    return Samples("az", np.asarray(emnist.images)[np.concatenate(rows)], labels, upper)


def measure(source, out, pairs):
    """Return, for each rival, its median time, peak memory and median ratio to pandas in the same turn."""
    found = {name: [] for name in RIVALS}
    for turn in range(pairs):
        for name, code in RIVALS.items():
            print(f"turn {turn + 1} of {pairs}: {name}", file=sys.stderr)
            command = [sys.executable, "-c", TELL + code, str(source), str(out)]
            done = subprocess.run(command, check=True, capture_output=True, text=True)
            found[name].append(json.loads(done.stdout))
    if len({one["digest"] for runs in found.values() for one in runs}) != 1:
        sys.exit("expected the same values from all, got different ones; this is a fault of inkread")
    base = next(iter(found.values()))
    return [_row(name, runs, base) for name, runs in found.items()]


def _row(name, runs, base):
    """Return one rival's figures."""
    times = [one["seconds"] for one in runs]
    peaks = [one["peak"] for one in runs]
    return {
        "what": name,
        "n": len(runs),
        "median_s": statistics.median(times),
        "fastest_s": min(times),
        "times_faster": statistics.median(
            slow["seconds"] / one["seconds"] for slow, one in zip(base, runs, strict=True)
        ),
        "peak_mb": None if None in peaks else max(peaks) / 1e6,
        "peak_share": None if None in peaks else max(peaks) / max(one["peak"] for one in base),
    }


def machine():
    """Return what the figures depend on."""
    packages = {name: version(name) for name in ("inkread", "numpy", "pandas")}
    return {"python": platform.python_version(), "cores": os.cpu_count(), "packages": packages}


def table(report):
    """Return the report as lines for a terminal."""
    lines = [
        f"{report['num_rows']:,} rows, {report['csv_bytes'] / 1e6:.0f} MB; all rivals read the same values"
    ]
    for row in report["rows"]:
        peak = (
            "not measured"
            if row["peak_mb"] is None
            else f"{row['peak_mb']:6,.0f} MB, {row['peak_share']:.0%}"
        )
        lines.append(
            f"{row['what']:<34} {row['median_s']:8.4f} s  {row['times_faster']:8.1f} times faster"
            f"  peak {peak}  (n = {row['n']})"
        )
    return "\n".join(lines)


def _arguments():
    beside = Path(__file__).resolve().parents[2] / "shared" / "data"
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument(
        "--data", type=Path, default=os.environ.get("INKREAD_DATA") or beside, help="holds emnist/"
    )
    parser.add_argument("--pairs", type=int, default=5, help="how often each is timed")
    parser.add_argument("--json", action="store_true", help="print JSON")
    return parser.parse_args()


if __name__ == "__main__":
    main()
