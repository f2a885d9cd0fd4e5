"""Draws a form of 20 fields, fills it with the hands of others, photographs it, reads the photographs.

    INKREAD_DATA_HOME=SETS python benchmarks/forms.py [--num 100] [--seed 0] [--save FOLDER] [--json]

Codes are filled in with single glyphs of people whom the shipped reader was not trained on (the test part of
the EMNIST pool), in combs of boxes, boxes apart, on ruled lines and in free boxes; names in capitals come
with a lexicon. Each sheet is seen aslant, turned, shadowed, blurred and as a JPEG. `--save` keeps the form,
its template, the photographs and what they hold.
"""

import argparse
import json
import statistics
import tempfile
import time
from pathlib import Path

import cv2
import numpy as np
from forms_drawing import Form, filled_in, photographed, values_of

from inkread.cli.words_compose import _bank
from inkread.evaluation.intervals import wilson
from inkread.forms.reader import FormReader
from inkread.forms.template import Template


def main():
    """Print how many fields were read right, and how many wrong ones would be looked at."""
    arguments = _arguments()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(arguments.save or scratch)
        folder.mkdir(parents=True, exist_ok=True)
        form = Form.drawn(folder)
        reader = FormReader(Template.read(folder / "form.yaml")).warm()
        rows, refused, spent = [], 0, []
        bank = _bank("emnist", "test")
        for place in range(arguments.num):
            rng = np.random.default_rng((arguments.seed, place))
            values = values_of(form, rng)
            photo = photographed(filled_in(form, values, bank, rng), rng)
            if arguments.save:
                cv2.imwrite(str(folder / f"{place:03}.jpg"), cv2.imdecode(photo, cv2.IMREAD_GRAYSCALE))
            start = time.perf_counter()
            reading = reader.read(photo.tobytes())
            spent.append(time.perf_counter() - start)
            rows += _rows(place, form, values, reading)
    print(rows)


def _arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--num", type=int, default=100, help="photographs")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--save", help="a folder to keep everything in")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    return parser.parse_args()


if __name__ == "__main__":
    main()
