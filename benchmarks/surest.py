"""Times a reading by the surest bundle that ships against one by the usual one, in turn, on one core.

    python benchmarks/surest.py [--json]

What the surer answers cost; what they gain stands in docs/results.md. Time is that of the processor.
"""

import argparse
import json
import statistics
import time

from in_turns import seconds_in_turns
from one_core import stay_on_one_core
from read_latency import machine, seven_on_paper

from inkread import Reader

ROUNDS = 15  # in each of which all take their turn
CALLS = 200  # a round
USUAL, SUREST = "inkread-62", "best"


def main():
    """Print one row for each kind of image."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--json", action="store_true", help="print JSON")
    as_json = parser.parse_args().json
    stay_on_one_core()
    report = {**machine(), "rows": measured()}
    print(json.dumps(report, indent=2) if as_json else table(report["rows"]))


def measured():
    """Return for each kind of image the median times of both, and the median of their ratios."""
    readers = {name: Reader(name).warm() for name in (USUAL, SUREST)}
    drawing = seven_on_paper(280)
    images = {"framed glyph": readers[USUAL].read(drawing).glyph, "drawing of 280x280": drawing}
    rows = []
    for what, image in images.items():
        calls = {
            name: lambda reader=reader, image=image: reader.read(image) for name, reader in readers.items()
        }
        times = seconds_in_turns(
            calls, rounds=ROUNDS, repeats=dict.fromkeys(calls, CALLS), clock=time.process_time
        )
        pairs = zip(times[SUREST], times[USUAL], strict=True)
        rows.append(
            {
                "what": what,
                "n": ROUNDS * CALLS,
                **{f"{name}_ms": round(1e3 * statistics.median(found), 4) for name, found in times.items()},
                "times_as_long": round(statistics.median(surest / usual for surest, usual in pairs), 2),
            }
        )
    return rows


def table(rows):
    """Return the rows as lines for a terminal."""
    return "\n".join(
        f"{row['what']:<20} {USUAL} {row[f'{USUAL}_ms']:6.3f} ms, {SUREST} {row[f'{SUREST}_ms']:6.3f} ms:"
        f" {row['times_as_long']:.2f} times as long (n = {row['n']})"
        for row in rows
    )


if __name__ == "__main__":
    main()
