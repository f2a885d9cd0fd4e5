"""Times process start to first answer, against TensorFlow on the same network, in turn.

    python benchmarks/cold_start.py [--bundle BUNDLE] [--keras MODEL.keras] [--pairs 9] [--json]

Goals: at least 8 times faster than importing TensorFlow, load_model and predict;
within 0.6 s; resident memory of at most 120 MB. Without --keras only inkread is timed.
"""

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path

import numpy as np
import peak_memory
from PIL import Image

READ = "from inkread.cli.main import run; run()"
# What the usual application does: grey, 28 x 28, scaled to [0, 1], `predict`.
KERAS = """
import sys, json
import numpy as np
from PIL import Image
import tensorflow, keras
model = keras.models.load_model(sys.argv[1], compile=False)
image = Image.open(sys.argv[2]).convert("L").resize((28, 28))
pixels = np.asarray(image)[None, :, :, None]
print(json.dumps(model.predict(pixels, verbose=0).tolist()))
"""
# Each process tells its peak memory when it ends.
PEAK = (
    peak_memory.SOURCE
    + """
import atexit
atexit.register(lambda: print(f'peak={peak_bytes() or 0}', file=sys.stderr))
"""
)


def main():
    """Print one row a rival."""
    arguments = _arguments()
    with tempfile.TemporaryDirectory() as folder:
        image = _picture(Path(folder) / "seven.png")
        bundle = ["--bundle", arguments.bundle] if arguments.bundle else []
        rivals = {"inkread read x.png --json": [PEAK + READ, "read", str(image), "--json", *bundle]}
        if arguments.keras:
            rivals["TensorFlow, load_model, predict"] = [PEAK + KERAS, arguments.keras, str(image)]
        rivals["inkread --help"] = [PEAK + READ, "--help"]
        rivals["import typer"] = [PEAK + "import typer"]
        report = {**machine(), "rows": measure(rivals, arguments.pairs, cache=Path(folder) / "bytecode")}
    print(json.dumps(report, indent=2) if arguments.json else table(report))


def measure(rivals, pairs, *, cache):
    """Return, for each rival, its median time and peak memory, and the median ratio to the first one's."""
    times = {name: [] for name in rivals}
    peaks = dict.fromkeys(rivals, 0)
    for turn in range(pairs + 1):
        for name, command in rivals.items():
            started = time.perf_counter()
            done = subprocess.run(
                [sys.executable, "-c", *command],
                check=True,
                capture_output=True,
                text=True,
                env=_as_installed(cache),
            )
            if turn:  # the first turn fills the file and bytecode caches
                times[name].append(time.perf_counter() - started)
            told = [line for line in done.stderr.splitlines() if line.startswith("peak=")]
            peaks[name] = max([peaks[name], *(int(line[5:]) for line in told)])
    base = next(iter(times.values()))
    return [
        {
            "what": name,
            "n": pairs,
            "median_s": round(statistics.median(found), 3),
            "fastest_s": round(min(found), 3),
            "ratio": round(statistics.median(one / first for one, first in zip(found, base, strict=True)), 2),
            "peak_mb": round(peaks[name] / 1e6, 1),
        }
        for name, found in times.items()
    ]


def machine():
    """Return what the figures depend on."""
    packages = {name: version(name) for name in ("inkread", "numpy", "onnxruntime", "opencv-python-headless")}
    return {"python": platform.python_version(), "cores": os.cpu_count(), "packages": packages}


def table(report):
    """Return the report as lines for a terminal."""
    return "\n".join(
        f"{row['what']:<34} {row['median_s']:7.3f} s  x {row['ratio']:5.2f}  peak {row['peak_mb']:6.1f} MB"
        f"  (n = {row['n']})"
        for row in report["rows"]
    )


def _picture(path):
    """Write a seven of 280 x 280 pixels to `path` and return the path."""
    pixels = np.full((280, 280), 235, np.uint8)
    pixels[60:85, 80:210] = 30
    for row in range(85, 230):
        left = 185 - (row - 85) // 2
        pixels[row, left : left + 25] = 30
    Image.fromarray(pixels).save(path)
    return path


def _as_installed(cache):
    """Return an environment with TensorFlow's messages off and compiled modules kept in `cache`.

    An installed package is compiled once; where PYTHONDONTWRITEBYTECODE is set, each start would compile
    everything anew, which makes NumPy alone three times slower to import.
    """
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    quiet = {"TF_CPP_MIN_LOG_LEVEL": "3", "KERAS_BACKEND": "tensorflow"}
    return {**kept, **quiet, "PYTHONPYCACHEPREFIX": str(cache)}


def _arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--bundle", help="a bundle's folder, zip or name; the shipped one where not given")
    parser.add_argument("--keras", help="the .keras file of the same network, which takes pixels 0 to 255")
    parser.add_argument("--pairs", type=int, default=9, help="how often each is timed")
    parser.add_argument("--json", action="store_true", help="print JSON")
    return parser.parse_args()


if __name__ == "__main__":
    main()
