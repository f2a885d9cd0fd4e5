"""Draws capitals in the form of the A–Z CSV, with the faults that real sets have, and photos of some.

    python samples/draw_letters.py letters.csv photos

For the tutorial, so that anyone can follow it without fetching anything. The letters are drawn from the
strokes in capitals.json, each a little different, always the same ones. Some classes are rare, some rows
occur twice, and one label in a hundred is wrong. The photos are of other letters by the same hand, in
folders named by letter.
"""

import csv
import json
import sys
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw

from draw_samples import HERE, SUPERSAMPLING, Strokes, curve, draw

SEED = 0
SIDE = 28  # px
USUAL, RARE = 70, 30  # images of a letter
RARE_LETTERS = "QXZ"
COPIES = 6  # rows that occur twice
WRONG_SHARE = 0.01  # of the labels
PHOTOS = 2  # of each letter
CAPITALS: dict[str, Strokes] = json.loads((HERE / "capitals.json").read_text("utf-8"))["characters"]


def main(table: Path, photos: Path) -> str:
    """Write the table and the photos; return what they are in one sentence."""
    rng = np.random.default_rng(SEED)
    rows, num_wrong = rows_with_faults(rng)
    with table.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows.tolist())
    for letter, strokes in CAPITALS.items():
        folder = photos / letter
        folder.mkdir(parents=True, exist_ok=True)
        for number in range(1, PHOTOS + 1):
            suffix, content = draw(varied(strokes, rng), "photo", rng)
            (folder / f"{number}{suffix}").write_bytes(content)
    said = f"{len(rows):,} letters in {table}, {num_wrong} with a wrong label"
    return f"{said}; {PHOTOS} photos of each in {photos}"


def rows_with_faults(rng: np.random.Generator) -> tuple[npt.NDArray[np.int64], int]:
    """Return the rows in random order, axes (row, label and 784 pixels), and how many labels are wrong."""
    labels = np.repeat(np.arange(26), [RARE if letter in RARE_LETTERS else USUAL for letter in CAPITALS])
    strokes = list(CAPITALS.values())
    pixels = np.stack([glyph(varied(strokes[label], rng), rng).reshape(-1) for label in labels])
    rows = np.concatenate([labels[:, None], pixels], axis=1)
    rows = np.concatenate([rows, rows[rng.choice(len(rows), COPIES, replace=False)]])
    rng.shuffle(rows)
    wrong = rng.choice(len(rows), round(len(rows) * WRONG_SHARE), replace=False)
    rows[wrong, 0] = (rows[wrong, 0] + rng.integers(1, 26, len(wrong))) % 26
    return rows, len(wrong)


def varied(strokes: Strokes, rng: np.random.Generator) -> Strokes:
    """Return the strokes as the same hand would write them another time."""
    turn, slant, aspect = rng.normal(0, 0.07), rng.normal(0.1, 0.15), np.exp(rng.normal(0, 0.12))
    bend = np.array([[aspect, -slant], [turn, 1.0]])
    middle = np.full(2, 127.5)
    moved = []
    for stroke in strokes:
        points = np.array(stroke, np.float64).T
        shaken = points + rng.normal(0, 7, points.shape) + rng.normal(0, 5, 2)
        corners = np.flatnonzero((points[1:] == points[:-1]).all(axis=1))
        shaken[corners + 1] = shaken[corners]  # a corner is a point given twice, and stays one
        moved.append(((shaken - middle) @ bend.T + middle).T.tolist())
    return moved


def glyph(strokes: Strokes, rng: np.random.Generator) -> npt.NDArray[np.uint8]:
    """Return the strokes in white on black, axes (28, 28), 0-255, somewhere near the middle."""
    height = rng.uniform(17, 22) * SUPERSAMPLING
    paths = [curve(np.array(stroke, np.float64).T) * height / 255 for stroke in strokes]
    points = np.concatenate(paths)
    corner = (SIDE * SUPERSAMPLING - points.min(axis=0) - points.max(axis=0)) / 2
    corner += rng.uniform(-1.5, 1.5, 2) * SUPERSAMPLING
    canvas = Image.new("L", (SIDE * SUPERSAMPLING, SIDE * SUPERSAMPLING))
    pen = ImageDraw.Draw(canvas)
    width = round(rng.uniform(1.6, 3.0) * SUPERSAMPLING)
    for path in paths:
        pen.line([tuple(point) for point in path + corner], fill=255, width=width, joint="curve")
    return np.asarray(canvas.resize((SIDE, SIDE), Image.Resampling.BOX))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("expected a CSV to write and a folder for photos, such as: letters.csv photos")
    sys.stdout.write(main(Path(sys.argv[1]), Path(sys.argv[2])) + "\n")
