"""Times a warm `Reader.read` of one array against a bare ONNX Runtime call on the same network, in turn.

    python benchmarks/read_latency.py [--bundle BUNDLE] [--json]

Goal: at most twice the bare call, and at most 1 ms on one core.
"""

import argparse
import json
import os
import platform
import statistics
from importlib.metadata import version

import numpy as np
from in_turns import seconds_in_turns

from inkread import Bundle, Reader
from inkread.recognition.runtime import onnx_runtime

PAIRS = 15  # pairs of rounds, run in turn so that a busy machine slows both alike
CALLS = 200  # calls a round


def main():
    """Print one row a rival."""
    arguments = _arguments()
    bundle = Bundle.open(arguments.bundle)
    reader = Reader(bundle)
    page, small_page = seven_on_paper(280), seven_on_paper(28)
    glyph = reader.read(page).glyph
    rivals = {
        "bare ONNX Runtime call": bare_call(bundle, glyph),
        "Reader.probabilities of a glyph": lambda: reader.probabilities(glyph[None]),
        "Reader.read of a framed 28x28 array": lambda: reader.read(glyph),
        "Reader.read of a drawing of 28x28": lambda: reader.read(small_page),
        "Reader.read of a drawing of 280x280": lambda: reader.read(page),
    }
    rows = measure(rivals)
    report = {"bundle": bundle.name, "model_bytes": bundle.model_file.size, **machine(), "rows": rows}
    print(json.dumps(report, indent=2) if arguments.json else table(report))


def measure(rivals):
    """Return, for each rival, the median time of a call and the median ratio to the first one's."""
    times = seconds_in_turns(rivals, rounds=PAIRS, repeats=dict.fromkeys(rivals, CALLS))
    base = next(iter(times.values()))
    return [
        {
            "what": name,
            "n": PAIRS * CALLS,
            "median_ms": round(1e3 * statistics.median(found), 4),
            "fastest_ms": round(1e3 * min(found), 4),
            "ratio": round(statistics.median(one / bare for one, bare in zip(found, base, strict=True)), 2),
        }
        for name, found in times.items()
    ]


def machine():
    """Return what the figures depend on."""
    packages = {name: version(name) for name in ("inkread", "numpy", "onnxruntime", "opencv-python-headless")}
    return {"python": platform.python_version(), "cores": os.cpu_count(), "packages": packages}


def table(report):
    """Return the report as lines for a terminal."""
    lines = [f"{report['bundle']}, {report['model_bytes']:,} bytes, one thread"]
    lines += [
        f"  {row['what']:<38} {row['median_ms']:8.3f} ms  x {row['ratio']:5.2f}  (n = {row['n']})"
        for row in report["rows"]
    ]
    return "\n".join(lines)


def bare_call(bundle, glyph):
    """Return a call of a session as fast as the runtime makes it, on one thread, for one glyph."""
    options = onnx_runtime().SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    run = onnx_runtime().InferenceSession(bundle.model, options, providers=["CPUExecutionProvider"]).run
    given, wanted = {bundle.input.name: glyph.reshape(1, *bundle.input.shape)}, [bundle.output.name]
    return lambda: run(wanted, given)


def seven_on_paper(side):
    """Return a seven in dark ink on light paper, axes (side, side), uint8."""
    paper = np.full((side, side), 235, np.uint8)
    unit = side / 28
    for step in np.linspace(0, 1, 4 * side):
        for row, column in ((6, 8 + 12 * step), (6 + 16 * step, 20 - 8 * step)):
            top, left = int(row * unit), int(column * unit)
            paper[top : top + int(2.5 * unit), left : left + int(2.5 * unit)] = 30
    return paper


def _arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--bundle", help="a bundle's folder, zip or name; the shipped one where not given")
    parser.add_argument("--json", action="store_true", help="print JSON")
    return parser.parse_args()


if __name__ == "__main__":
    main()
