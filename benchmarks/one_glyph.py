"""Times the reading of one glyph against `keras.Model.predict` on the same network, in turn, on one core.

    python benchmarks/one_glyph.py [--bundle BUNDLE] [--rounds 15] [--json]

Goals: at least 300 times as fast as `model.predict`, at most twice a bare call of ONNX Runtime. The public
interface is timed, preprocessing included; the last rows are the same bundle in eight bits. Time is that of
the processor.
"""

import argparse
import json
import statistics
import time

from eight_bits import in_eight_bits
from in_turns import seconds_in_turns
from keras_twin import keras_twin
from one_core import stay_on_one_core
from read_latency import bare_call, machine, seven_on_paper

from inkread import Bundle, Reader

CALLS = 100  # a round; of `model.predict` fewer, for it takes a hundred times as long
PREDICT_CALLS = 5
PREDICT, BARE = "model.predict of one glyph", "bare ONNX Runtime call"
FRAMED, DRAWN = "Reader.read of a framed 28x28 array", "Reader.read of a drawing of 28x28"


def main():
    """Print one row a rival."""
    arguments = _arguments()
    stay_on_one_core()
    bundle = Bundle.open(arguments.bundle)
    calls = rivals(bundle)
    repeats = dict.fromkeys(calls, CALLS) | {PREDICT: PREDICT_CALLS}
    for call in calls.values():
        call()  # whatever is made on first use
    times = seconds_in_turns(calls, rounds=arguments.rounds, repeats=repeats, clock=time.process_time)
    rows = [_row(name, times, repeats[name]) for name in calls]
    report = {"bundle": bundle.name, **machine(), "rows": rows}
    print(json.dumps(report, indent=2) if arguments.json else table(report))


def rivals(bundle):
    """Return what is timed, by name."""
    model = keras_twin(bundle)
    drawing = seven_on_paper(28)
    glyph = Reader(bundle).read(drawing).glyph
    pixels = glyph[None, ..., None]
    calls = {PREDICT: lambda: model.predict(pixels, verbose=0)}
    for one, told in ((bundle, ""), (in_eight_bits(bundle), ", eight bits")):
        reader = Reader(one).warm()
        calls[f"{BARE}{told}"] = bare_call(one, glyph)
        calls[f"{FRAMED}{told}"] = lambda reader=reader: reader.read(glyph)
        calls[f"{DRAWN}{told}"] = lambda reader=reader: reader.read(drawing)
    return calls


def table(report):
    """Return the report as lines for a terminal."""
    lines = [f"{report['bundle']}, one core"]
    lines += [
        f"  {row['what']:<50} {row['median_ms']:8.3f} ms  {row['times_faster']:7.1f} times faster"
        f"  x {row['of_bare']:5.2f} of bare  (n = {row['n']})"
        for row in report["rows"]
    ]
    return "\n".join(lines)


def _row(name, times, repeats):
    """Return one rival's figures: its median, and the medians of its ratios in each round."""
    bare = f"{BARE}, eight bits" if name.endswith("eight bits") else BARE
    rounds = list(zip(times[name], times[PREDICT], times[bare], strict=True))
    return {
        "what": name,
        "n": len(rounds) * repeats,
        "rounds": len(rounds),
        "median_ms": round(1e3 * statistics.median(times[name]), 4),
        "times_faster": round(statistics.median(predict / one for one, predict, _ in rounds), 2),
        "of_bare": round(statistics.median(one / base for one, _, base in rounds), 3),
    }


def _arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--bundle", help="a bundle's folder, zip or name; the shipped one where not given")
    parser.add_argument("--rounds", type=int, default=15, help="how often all take their turn")
    parser.add_argument("--json", action="store_true", help="print JSON")
    return parser.parse_args()


if __name__ == "__main__":
    main()
