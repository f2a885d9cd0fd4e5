"""Draws a form of 20 fields, fills it with the hands of others, photographs it, and reads the photographs.

    INKREAD_DATA_HOME=SETS python benchmarks/forms.py [--num 100] [--seed 0] [--save FOLDER] [--json]

Codes are filled in with single glyphs of people whose glyphs the shipped reader was not trained on (the test
part of the EMNIST pool): in combs of boxes, boxes apart, on ruled lines and in free boxes. Names in capitals
come with a lexicon. Each sheet is seen aslant, turned, in shadow, blurred and as a JPEG.
`ceiling` is the share of codes that come out right when the shipped reader of single characters is given each
glyph of them alone, upright and clean, and told whether it is a digit or a capital. `--save` keeps the form,
its template, the photographs and what they hold.
"""

import argparse
import json
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from forms_drawing import Form, filled_in, photographed
from forms_values import FIELDS, values_of

from inkread import FormReader, Reader, Template
from inkread.datasets.sources import open_samples
from inkread.datasets.split import stratified_split
from inkread.errors import ImageError
from inkread.evaluation.intervals import wilson_interval
from inkread.words.compose.glyph_bank import GlyphBank

FRACTIONS = (0.8, 0.1, 0.1)
PAPER = 20  # px around a glyph that is read alone


@dataclass(frozen=True)
class Row:
    """One field of one photograph."""

    field: str
    kind: str
    is_code: bool
    right: bool
    doubtful: bool


def main():
    """Print how many fields were read right, and how many wrong ones would be looked at."""
    arguments = _arguments()
    samples = open_samples("emnist")
    test = samples.take(stratified_split(samples.labels, FRACTIONS, seed=0)[2], name="emnist-test")
    bank = GlyphBank.of(test.images, [test.charset.graphemes[label] for label in test.labels])
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(arguments.save or scratch)
        folder.mkdir(parents=True, exist_ok=True)
        result = _measured(Form.drawn(folder), bank, folder, arguments)
    result["ceiling"] = _ceiling(bank)
    print(json.dumps(result, indent=1) if arguments.json else _told(result))


def _measured(form, bank, folder, arguments):
    """Return what came of all photographs."""
    reader = FormReader(Template.read(folder / "form.yaml")).warm()
    rows, truths, spent, refused = [], [], [], 0
    for place in range(arguments.num):
        rng = np.random.default_rng((arguments.seed, place))
        values = values_of(rng)
        photo = photographed(filled_in(form, values, bank, rng), rng).tobytes()
        truths.append(values)
        if arguments.save:
            (folder / f"{place:03}.jpg").write_bytes(photo)
        start = time.perf_counter()
        try:
            found = {one.field.name: one for one in reader.read(photo).values}
        except ImageError:
            refused += 1
            continue
        finally:
            spent.append(time.perf_counter() - start)
        for spec in FIELDS:
            one = found[spec.name]
            rows.append(Row(spec.name, spec.kind, spec.is_code, one.value == values[spec.name], one.doubtful))
    if arguments.save:
        (folder / "truth.json").write_text(json.dumps(truths, indent=1), "utf-8")
    kinds = {kind: [row for row in rows if row.is_code and row.kind == kind] for kind in _kinds()}
    return {
        "forms": arguments.num,
        "refused": refused,
        "codes": _scores([row for row in rows if row.is_code]),
        "names": _scores([row for row in rows if not row.is_code]),
        "kinds": {kind: _scores(held) for kind, held in kinds.items()},
        "seconds": float(np.median(spent)),
    }


def _kinds():
    return list(dict.fromkeys(spec.kind for spec in FIELDS))


def _scores(rows):
    """Return the share of fields that are right, and how the doubtful ones share out."""
    right = [row for row in rows if row.right]
    wrong = [row for row in rows if not row.right]
    return {
        "fields": len(rows),
        "right": len(right) / len(rows),
        "interval": wilson_interval(len(right), len(rows)),
        "wrong": len(wrong),
        "wrong_looked_at": sum(row.doubtful for row in wrong),
        "right_looked_at": sum(row.doubtful for row in right) / max(1, len(right)),
    }


def _ceiling(bank, *, num=200, forms=1000):
    """Return the share of codes all of whose glyphs, each read alone, come out right."""
    held = {}
    for charset in ("digits", "upper"):
        reader = Reader(charset=charset)
        for char in reader.charset.graphemes:
            glyphs = [np.pad(255 - glyph, PAPER, constant_values=255) for glyph in bank.glyphs[char][:num]]
            held[char] = np.mean([reading.text == char for reading in reader.read_many(glyphs)])
    rng = np.random.default_rng(0)
    drawn = [values_of(rng) for _ in range(forms)]
    codes = [values[spec.name] for values in drawn for spec in FIELDS if spec.is_code]
    return float(np.mean([np.prod([held.get(char, 1.0) for char in code]) for code in codes]))


def _told(result):
    """Return the figures for a person."""
    lines = [f"{result['forms']} forms, {result['refused']} not found; {result['seconds']:.2f} s a form"]
    rows = {"codes": result["codes"], "names": result["names"], **result["kinds"]}
    for name, one in rows.items():
        low, high = one["interval"]
        lines.append(
            f"{name:6} {one['fields']:5} fields, {one['right']:6.1%} right ({low:.1%} to {high:.1%});"
            f" to look at: {one['wrong_looked_at']} of {one['wrong']} wrong ones,"
            f" {one['right_looked_at']:.1%} of the others"
        )
    return "\n".join(
        [*lines, f"ceiling of codes by the reader of single characters: {result['ceiling']:.1%}"]
    )


def _arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--num", type=int, default=100, help="photographs")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--save", help="a folder to keep everything in")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    return parser.parse_args()


if __name__ == "__main__":
    cv2.setNumThreads(1)
    main()
