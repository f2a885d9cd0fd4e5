"""Counts which sign of an amount is read where a point or a comma was written.

    inkread words compose amounts.zip --kind amounts --fonts fonts --part validation --num 2000
    python benchmarks/decimal_signs.py amounts.zip [--json]

The signs are counted as the network reads them, not yet weighed by the shares that come of it, which stand in
`inkread.words.decimal_signs`.
"""

import argparse
import json
import re
from collections import Counter
from pathlib import Path

from inkread import WordReader
from inkread.datasets.word_set import read_word_set
from inkread.words import decimal_signs

SIGNED = re.compile(r"\d+([.,])\d+")


def main():
    """Print for each sign that was read how often which one was written."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("set", type=Path, help="a set of amounts, as the first command makes")
    parser.add_argument("--json", action="store_true", help="print JSON")
    arguments = parser.parse_args()
    decimal_signs.TRUTH = {}  # read as the network has it
    samples = read_word_set(arguments.set)
    counted = read_signs(samples)
    if arguments.json:
        rows = [{"read": read, "written": written, "n": n} for (read, written), n in counted.items()]
        print(json.dumps({"n": len(samples), "signs": rows}, indent=1))
        return
    for read in ".,":
        total = sum(counted[read, written] for written in ".,")
        shares = ", ".join(f"{written} {counted[read, written] / max(total, 1):.2f}" for written in ".,")
        print(f"{read} was read {total} times of {len(samples)}; written was {shares}")


def read_signs(samples):
    """Return how often which sign was read and written, of the pictures read as one number with a sign."""
    reader = WordReader(mode="connected")
    counted = Counter()
    for sample in samples:
        written = SIGNED.fullmatch(sample.text)
        read = SIGNED.fullmatch(reader.read(sample.image).text or "")
        if written and read:
            counted[read[1], written[1]] += 1
    return counted


if __name__ == "__main__":
    main()
