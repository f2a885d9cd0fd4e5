"""Prints the speed table: each thing that is to be fast, its rival, ours, the ratio, the goal, met or not.

    python benchmarks/speed_table.py [--only NAME ...] [--full] [--markdown | --json]

Each part is a file beside this one and takes its own turns with its rival; run by itself it tells more. By
default the slow ones take a short form, and all take a quarter of an hour; `--full` takes an hour and a half.
Run it on a machine that does nothing else.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import speed_rows

HERE = Path(__file__).resolve().parent
TWIN = "TWIN"  # stands for the Keras file of the bundle's network


@dataclass(frozen=True, slots=True)
class Part:
    """One benchmark: what makes its rows, and its options in the short form and in the full one."""

    rows: Callable
    short: tuple[str, ...]
    full: tuple[str, ...]


ONLY_PAIRS = ("--stream", "0", "--photos", "0")  # its memory is no row of the table

PARTS = {
    "one_glyph": Part(speed_rows.one_glyph, (), ("--rounds", "45")),
    "batch": Part(speed_rows.batch, ("--glyphs", "10000"), ("--full",)),
    "cold_start": Part(speed_rows.cold_start, ("--keras", TWIN, "--pairs", "5"), ("--keras", TWIN)),
    "time_to_accuracy": Part(speed_rows.time_to_accuracy, (), ("--full",)),
    "word_networks": Part(speed_rows.word_networks, ("--rounds", "5"), ("--rounds", "15")),
    "az_csv": Part(speed_rows.az_csv, ("--pairs", "1"), ()),
    "serve": Part(
        speed_rows.serve, ("--seconds", "5", "--rounds", "5"), ("--seconds", "10", "--rounds", "5")
    ),
    "batch_scale": Part(speed_rows.batch_scale, ONLY_PAIRS, (*ONLY_PAIRS, "--images", "100000")),
}


def main():
    """Print the table; leave with 1 where a part could not be measured."""
    arguments = _arguments()
    started = time.monotonic()
    rows, missing = [], {}
    with tempfile.TemporaryDirectory() as folder:
        for name in arguments.only or PARTS:
            try:
                rows += measure(name, Path(folder) / "twin.keras", full=arguments.full)
            except subprocess.CalledProcessError as error:
                missing[name] = (error.stderr.strip() or "it said nothing").splitlines()[-1]
            print(f"{time.monotonic() - started:6.0f} s: {name} done", file=sys.stderr)
    if arguments.json:
        report = {"full": arguments.full, "rows": [row.to_dict() for row in rows], "not_measured": missing}
        print(json.dumps(report, indent=2))
    else:
        print(markdown(rows) if arguments.markdown else table(rows))
    for name, why in missing.items():
        print(f"{name}: not measured: {why}", file=sys.stderr)
    return 1 if missing else 0


def measure(name, twin, *, full):
    """Return the rows of one part.

    Raises:
        subprocess.CalledProcessError: when it cannot be measured.
    """
    part = PARTS[name]
    options = part.full if full else part.short
    if TWIN in options and not twin.exists():
        _output(["keras_twin.py", str(twin)])
    words = [str(twin) if word == TWIN else word for word in options]
    return part.rows(json.loads(_output([f"{name}.py", *words, "--json"])))


def table(rows):
    """Return the rows as columns for a terminal."""
    cells = _cells(rows)
    widths = [max(len(line[column]) for line in cells) for column in range(len(cells[0]))]
    lines = [
        "  ".join(f"{cell:<{width}}" for cell, width in zip(line, widths, strict=True)) for line in cells
    ]
    return "\n".join(line.rstrip() for line in lines)


def markdown(rows):
    """Return the rows as a table for the documentation."""
    head, *lines = _cells(rows)
    return "\n".join(f"| {' | '.join(line)} |" for line in (head, ["---"] * len(head), *lines))


def _cells(rows):
    """Return the table's cells, the head first."""
    head = ("what", "rival", "ours", "ratio", "goal", "met", "n")
    lines = [
        (row.what, row.rival, row.ours, f"{row.ratio:.2f}", row.goal, "yes" if row.met else "no", str(row.n))
        for row in rows
    ]
    return [head, *lines]


def _output(words):
    """Return what a file of this folder prints."""
    command = [sys.executable, str(HERE / words[0]), *words[1:]]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def _arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--only", nargs="+", choices=PARTS, metavar="NAME", help=f"of {', '.join(PARTS)}")
    parser.add_argument("--full", action="store_true", help="more rounds, more images, both accuracies")
    parser.add_argument("--markdown", action="store_true", help="print the table for the documentation")
    parser.add_argument("--json", action="store_true", help="print JSON")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
