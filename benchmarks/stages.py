"""Times what it costs to look into the network: every stage, and the occlusion map, against bare reading.

    python benchmarks/stages.py [--bundle BUNDLE] [--json]

Each round times all in turn, so that a busy machine slows them alike. Goal: an inspection under 5 ms and an
occlusion map under 30 ms on one core.
"""

import argparse
import json
import statistics

import numpy as np
from in_turns import seconds_in_turns
from read_latency import machine

from inkread import Bundle, Inspector, Reader, Strokes
from inkread.recognition.occlusion import occlusion_map

ROUNDS = 15
CALLS = {"reading": 50, "inspection": 50, "occlusion map": 5}  # of each a round
SEVEN = {"strokes": [[[60, 200, 120], [60, 60, 230]]], "width": 280, "height": 280, "pen_width": 16}


def main():
    """Print one row a task."""
    arguments = _arguments()
    bundle = Bundle.open(arguments.bundle)
    reader, inspector = Reader(bundle).warm(), Inspector(bundle).warm()
    strokes = Strokes.from_dict(SEVEN)
    glyph = reader.read(strokes).glyph
    tasks = {
        "reading": lambda: reader.probabilities(glyph[None]),
        "inspection": lambda: inspector.inspect(glyph),
        "occlusion map": lambda: occlusion_map(reader, glyph),
    }
    rows = measure(tasks)
    report = {
        "bundle": bundle.name,
        "stages": len(inspector.inspect(glyph).stages),
        **machine(),
        "rows": rows,
    }
    print(json.dumps(report, indent=2) if arguments.json else table(report))


def measure(tasks):
    """Return for each task the median time of a call, its quartiles, and its ratio to the first one's."""
    seconds = seconds_in_turns(tasks, rounds=ROUNDS, repeats=CALLS)
    times = {name: [1e3 * one for one in found] for name, found in seconds.items()}
    base = statistics.median(next(iter(times.values())))
    return [
        {
            "what": name,
            "n": ROUNDS * CALLS[name],
            "median_ms": round(statistics.median(found), 3),
            "quartiles_ms": np.quantile(found, [0.25, 0.75]).round(3).tolist(),
            "ratio": round(statistics.median(found) / base, 1),
        }
        for name, found in times.items()
    ]


def table(report):
    """Return the report as lines for a terminal."""
    lines = [f"{report['bundle']}, {report['stages']} stages, one thread"]
    for row in report["rows"]:
        low, high = row["quartiles_ms"]
        lines.append(
            f"  {row['what']:<14} {row['median_ms']:8.3f} ms  ({low:.3f} to {high:.3f})"
            f"  x {row['ratio']:6.1f}  (n = {row['n']})"
        )
    return "\n".join(lines)


def _arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--bundle", help="a bundle's folder, zip or name; the shipped one where not given")
    parser.add_argument("--json", action="store_true", help="print JSON")
    return parser.parse_args()


if __name__ == "__main__":
    main()
