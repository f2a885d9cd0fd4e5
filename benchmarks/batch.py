"""Times many glyphs at once against `model.predict(batch_size=512)`, same network, in turn, on one core.

    python benchmarks/batch.py [--bundle BUNDLE] [--glyphs 20000] [--rounds 5] [--full] [--json]

Goal: at least three times as many images a second, in eight bits if need be. `--full` reads 100,000 glyphs.
The glyphs are framed already, as they are for Keras; the last row is the whole chain, a reading with its
trail for each. Time is that of the processor.
"""

import argparse
import json
import statistics
import time

from eight_bits import in_eight_bits, stroked_glyphs
from in_turns import seconds_in_turns
from keras_twin import keras_twin
from one_core import stay_on_one_core
from read_latency import machine

from inkread import Bundle, Reader

FULL = 100_000
KINDS = 1000  # different glyphs, repeated: the network's work is the same for all
READINGS = 2000  # of the whole chain, which is slower and grows with the number alone
PREDICT = "model.predict(batch_size=512)"
PLAIN, SMALL = "Reader.probabilities", "Reader.probabilities, eight bits"
WHOLE = "Reader.read_many"


def main():
    """Print one row a rival."""
    arguments = _arguments()
    stay_on_one_core()
    bundle = Bundle.open(arguments.bundle)
    count = FULL if arguments.full else arguments.glyphs
    calls, sizes = rivals(bundle, count)
    repeats = dict.fromkeys(calls, 1)
    times = seconds_in_turns(calls, rounds=arguments.rounds, repeats=repeats, clock=time.process_time)
    rates = {name: [sizes[name] / one for one in found] for name, found in times.items()}
    rows = [_row(name, rates, sizes[name]) for name in calls]
    report = {"bundle": bundle.name, "num_glyphs": count, **machine(), "rows": rows}
    print(json.dumps(report, indent=2) if arguments.json else table(report))


def rivals(bundle, count):
    """Return what is timed, and how many glyphs each reads, by name; all are warm."""
    model, small = keras_twin(bundle), Reader(in_eight_bits(bundle)).warm()
    reader = Reader(bundle).warm()
    kinds = stroked_glyphs(min(count, KINDS))
    glyphs = kinds[[place % len(kinds) for place in range(count)]]
    pixels = glyphs[..., None]
    model.predict(pixels[:1024], batch_size=512, verbose=0)
    calls = {
        PREDICT: lambda: model.predict(pixels, batch_size=512, verbose=0),
        PLAIN: lambda: reader.probabilities(glyphs),
        SMALL: lambda: small.probabilities(glyphs),
        WHOLE: lambda: reader.read_many(glyphs[:READINGS]),
    }
    return calls, dict.fromkeys(calls, count) | {WHOLE: min(count, READINGS)}


def table(report):
    """Return the report as lines for a terminal."""
    lines = [f"{report['bundle']}, {report['num_glyphs']:,} glyphs, one core"]
    lines += [
        f"  {row['what']:<36} {row['per_second']:10,.0f} images/s  x {row['ratio']:5.2f}  (n = {row['n']:,})"
        for row in report["rows"]
    ]
    return "\n".join(lines)


def _row(name, rates, size):
    """Return one rival's median rate, and the median of its ratios to Keras in each round."""
    pairs = zip(rates[name], rates[PREDICT], strict=True)
    return {
        "what": name,
        "n": size * len(rates[name]),
        "rounds": len(rates[name]),
        "per_second": round(statistics.median(rates[name]), 1),
        "ratio": round(statistics.median(one / keras for one, keras in pairs), 3),
    }


def _arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--bundle", help="a bundle's folder, zip or name; the shipped one where not given")
    parser.add_argument("--glyphs", type=int, default=20_000, help="how many are read at once")
    parser.add_argument("--rounds", type=int, default=5, help="how often all take their turn")
    parser.add_argument("--full", action="store_true", help=f"read {FULL:,}, which takes some minutes")
    parser.add_argument("--json", action="store_true", help="print JSON")
    return parser.parse_args()


if __name__ == "__main__":
    main()
