"""Times a word of 32 px height against the networks of EasyOCR's and TrOCR's size, in turn, on one core.

    python benchmarks/word_networks.py [--rounds 7] [--data emnist] [--json]

Ours is the public call, from pixels to text and confidence: line found, network, search. The rivals are
their networks alone, untrained, each one compiled graph; what they would need before and after is left out.
The goals: at most 1.5 million weights, a hundred times as fast as the larger one.
"""

import argparse
import json
import math
import statistics
import time

import numpy as np
import onnx
from in_turns import seconds_in_turns
from one_core import stay_on_one_core
from pages import _bank, _photos, at_height
from read_latency import machine

from inkread import Bundle, WordReader
from inkread.words.connected import CONNECTED

HEIGHT = 32  # px of a word
SMALLER_CALLS = 10  # a round; of the larger one, one
WHOLE, EITHER = "read whole", "the surer of both"
SMALLER, LARGER = "CRNN", "transformer"


def main():
    """Print the times."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--rounds", type=int, default=7, help="in each of which all take their turn")
    parser.add_argument("--data", default="emnist", help="the set whose glyphs the words are made of")
    parser.add_argument("--json", action="store_true", help="print JSON")
    arguments = parser.parse_args()
    stay_on_one_core()
    report = {**machine(), "rounds": arguments.rounds, "rows": measured(arguments.rounds, arguments.data)}
    print(json.dumps(report, indent=2) if arguments.json else table(report["rows"]))


def measured(rounds, data):
    """Return for each reader its number of weights, its median time, and how much faster ours are."""
    words = _words(data)
    ours, sizes = _ours()
    rivals, rival_sizes = _rivals()
    calls = {**{name: _reading(reader, words) for name, reader in ours.items()}, **rivals}
    for call in calls.values():
        call()
    repeats = dict.fromkeys(ours, len(words)) | {SMALLER: SMALLER_CALLS, LARGER: 1}
    times = seconds_in_turns(calls, rounds=rounds, repeats=repeats, clock=time.process_time)
    rows = []
    for name, weights in (rival_sizes | sizes).items():
        row = {"what": name, "weights": weights, "median_ms": 1e3 * statistics.median(times[name])}
        if name in ours:
            row["times_faster"] = {rival: _ratio(times[rival], times[name]) for rival in rivals}
        rows.append(row)
    return rows


def _ratio(slow, fast):
    """Return how much faster the second is, the median over rounds."""
    return statistics.median(one / other for one, other in zip(slow, fast, strict=True))


def table(rows):
    """Return the rows as lines for a terminal."""
    lines = []
    for row in rows:
        line = f"{row['what']:<18} {row['weights']:>11,} weights {row['median_ms']:9.2f} ms"
        faster = row.get("times_faster", {})
        lines.append(", ".join([line, *(f"{ratio:.1f} x {rival}" for rival, ratio in faster.items())]))
    return "\n".join(lines)


def _ours():
    """Return the readers of words, warm, by what they do, and how many weights each has."""
    whole, either = WordReader(mode="connected").warm(), WordReader(mode="auto").warm()
    weights = _num_weights(Bundle.open(CONNECTED))
    return {WHOLE: whole, EITHER: either}, {WHOLE: weights, EITHER: weights + _num_weights(either.bundle)}


def _words(data):
    """Return images of words at the height of a line."""
    return [at_height(one, HEIGHT) for one in _photos(_bank(data, "test"), np.random.default_rng(0))]


def _reading(reader, words):
    """Return a call that reads the next word."""
    place = 0

    def call():
        nonlocal place
        reader.read(words[place % len(words)])
        place += 1

    return call


def _rivals():
    """Return a call of each network, and how many weights each has."""
    import tensorflow as tf
    from rivals.word_networks import crnn, transformer

    models = {SMALLER: crnn(), LARGER: transformer()}
    calls = {}
    for name, model in models.items():
        graph = tf.function(lambda *given, model=model: model(list(given) if len(given) > 1 else given[0]))
        given = [tf.zeros(one.shape, one.dtype) for one in model.inputs]
        calls[name] = lambda graph=graph, given=given: graph(*given).numpy()
    return calls, {name: model.count_params() for name, model in models.items()}


def _num_weights(bundle):
    """Return how many numbers the network of a bundle holds."""
    return sum(math.prod(one.dims) for one in onnx.load_from_string(bundle.model).graph.initializer)


if __name__ == "__main__":
    main()
