"""Draws a form of 40 tick boxes, fills it in, photographs it, and counts which boxes are read right.

    python benchmarks/forms_ticks.py [--num 100] [--seed 0] [--save FOLDER] [--json]

The boxes are 3 to 10 mm wide. Some are ticked: with a tick, a cross, one stroke, a scribble, filled, or far
beyond the frame. Some are not: clean, with specks, or with the tail of a stroke that comes in from beside.
Of some nobody can tell: filled and struck through, a line along the frame, a pale line, a dot; these are to
be looked at, whatever they are taken for. Sheets are photographed as those of `forms.py` are. `--save` keeps
the form, its template, the photographs and what they hold.
"""

import argparse
import json
import tempfile
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from forms_drawing import AROUND, FINE, HEIGHT, PRINT, WIDTH, photographed
from forms_ticks_drawing import DOUBTFUL, TICKED, UNTICKED, drawn_mark
from PIL import Image, ImageDraw, ImageFont

from inkread import FormReader, Template
from inkread.errors import ImageError
from inkread.evaluation.intervals import wilson_interval
from inkread.forms.template import Field

COLUMNS, ROWS = 4, 10
LEFT, TOP, ACROSS, DOWN = 80, 240, 290, 145  # px of the blank picture
SIDES = (18, 24, 30, 36, 44, 60)  # px: 3 to 10 mm
CLEAN = 0.4  # of the boxes; most of a form's are
LABELS = ("Post", "Phone", "Letter", "Books", "Music", "Garden", "Sports", "Travel", "Cooking", "Theatre")


@dataclass(frozen=True)
class Row:
    """One box of one photograph."""

    kind: str
    ticked: bool
    doubtful: bool
    confidence: float


def main():
    """Print how many boxes are read right, and how many of the others are sent to be looked at."""
    arguments = _arguments()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(arguments.save or scratch)
        folder.mkdir(parents=True, exist_ok=True)
        result = _measured(folder, arguments)
    print(json.dumps(result, indent=1) if arguments.json else _told(result))


def form_of(folder):
    """Draw the form into `folder`; return the paper, larger than its picture, and its template."""
    page = Image.new("L", (WIDTH * FINE, HEIGHT * FINE), 255)
    pen = ImageDraw.Draw(page)
    _text(pen, 70, 60, "What may we send you?", 40)
    _text(pen, 70, 120, "Please tick as many boxes as you like, and leave the others empty.", 20)
    _text(pen, 70, HEIGHT - 60, "Thank you! We keep this sheet for a year.", 20)
    fields = []
    for place in range(COLUMNS * ROWS):
        side = SIDES[place % len(SIDES)]
        left, top = LEFT + ACROSS * (place % COLUMNS), TOP + DOWN * (place // COLUMNS)
        edge = [FINE * px for px in (left, top, left + side, top + side)]
        pen.rectangle(edge, outline=PRINT, width=2 + 2 * (place % 3 > 0))
        _text(pen, left + side + 18, top + side // 2 - 12, f"{LABELS[place % 10]} {place + 1}", 22)
        box = left - AROUND, top - AROUND, side + 2 * AROUND, side + 2 * AROUND
        fields.append(Field(f"box {place + 1}", *box, tick=True))
    template = Template("ticks", "blank.png", WIDTH, HEIGHT, tuple(fields), folder)
    paper = np.asarray(page)
    blank = cv2.resize(paper, (WIDTH, HEIGHT), interpolation=cv2.INTER_AREA)
    cv2.imwrite(str(folder / "blank.png"), blank)
    (folder / "form.yaml").write_text(template.to_yaml(), "utf-8")
    return paper, template


def filled_in(paper, template, kinds, rng):
    """Return the paper with a mark of each kind in its field, axes (height, width), 0-255."""
    sheet = paper.astype(np.float32)
    dark, wide = float(rng.uniform(15, 110)), float(rng.uniform(1.8, 4.5))
    for field, kind in zip(template.fields, kinds, strict=True):
        left, top = (FINE * (side + AROUND) for side in (field.left, field.top))
        drawn_mark(sheet, kind, (left, top, FINE * (field.width - 2 * AROUND)), (dark, FINE * wide), rng)
    return sheet


def kinds_of(rng):
    """Return what stands in each box, by chance."""
    others = (*TICKED, *TICKED, *UNTICKED, *DOUBTFUL)
    return [
        "clean" if rng.random() < CLEAN else others[int(rng.integers(len(others)))]
        for _ in range(COLUMNS * ROWS)
    ]


def _measured(folder, arguments):
    """Return what came of all photographs."""
    paper, template = form_of(folder)
    reader = FormReader(template)
    rows, truths, refused = [], [], 0
    for place in range(arguments.num):
        rng = np.random.default_rng((arguments.seed, place))
        kinds = kinds_of(rng)
        photo = photographed(filled_in(paper, template, kinds, rng), rng).tobytes()
        truths.append(kinds)
        if arguments.save:
            (folder / f"{place:03}.jpg").write_bytes(photo)
        try:
            found = reader.read(photo).values
        except ImageError:
            refused += 1
            continue
        for kind, one in zip(kinds, found, strict=True):
            rows.append(Row(kind, one.value == "yes", one.doubtful, one.confidence))
    if arguments.save:
        (folder / "truth.json").write_text(json.dumps(truths, indent=1), "utf-8")
    kinds = {kind: [row for row in rows if row.kind == kind] for kind in (*TICKED, *UNTICKED, *DOUBTFUL)}
    return {
        "forms": arguments.num,
        "refused": refused,
        "ticked": _scores([row for row in rows if row.kind in TICKED], ticked=True),
        "not ticked": _scores([row for row in rows if row.kind in UNTICKED], ticked=False),
        "neither": _looked_at([row for row in rows if row.kind in DOUBTFUL]),
        "kinds": {
            kind: _looked_at(held) if kind in DOUBTFUL else _scores(held, ticked=kind in TICKED)
            for kind, held in kinds.items()
            if held
        },
    }


def _scores(rows, *, ticked):
    """Return the share of boxes that are right, and how the doubtful ones share out."""
    right = [row for row in rows if row.ticked == ticked]
    wrong = [row for row in rows if row.ticked != ticked]
    return {
        "boxes": len(rows),
        "right": len(right) / max(1, len(rows)),
        "interval": wilson_interval(len(right), len(rows)),
        "wrong": len(wrong),
        "wrong_looked_at": sum(row.doubtful for row in wrong),
        "right_looked_at": sum(row.doubtful for row in right) / max(1, len(right)),
    }


def _looked_at(rows):
    """Return how many boxes of which nobody can tell are sent to be looked at."""
    looked_at = sum(row.doubtful for row in rows)
    return {
        "boxes": len(rows),
        "looked_at": looked_at / max(1, len(rows)),
        "interval": wilson_interval(looked_at, len(rows)),
        "taken_for_ticks": sum(row.ticked for row in rows) / max(1, len(rows)),
    }


def _told(result):
    """Return the figures for a person."""
    lines = [f"{result['forms']} forms, {result['refused']} not found"]
    rows = {name: result[name] for name in ("ticked", "not ticked", "neither")} | result["kinds"]
    for name, one in rows.items():
        low, high = one["interval"]
        if "right" in one:
            lines.append(
                f"{name:10} {one['boxes']:5} boxes, {one['right']:6.1%} right ({low:.1%} to {high:.1%});"
                f" to look at: {one['wrong_looked_at']} of {one['wrong']} wrong ones,"
                f" {one['right_looked_at']:.1%} of the others"
            )
        else:
            lines.append(
                f"{name:10} {one['boxes']:5} boxes, {one['looked_at']:6.1%} to look at ({low:.1%} to"
                f" {high:.1%}); {one['taken_for_ticks']:.1%} taken for ticked"
            )
    return "\n".join(lines)


def _text(pen, left, top, text, size):
    pen.text((left * FINE, top * FINE), text, fill=PRINT, font=ImageFont.load_default(size * FINE))


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
