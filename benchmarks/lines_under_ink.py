"""Reads drawings on ruled and squared paper and in boxes, with the lines left in and taken away.

    python benchmarks/lines_under_ink.py --data-root FOLDER [--limit 200] [--json]

Drawings of drawn62-dev are put on pages of 200 px, and lines drawn over them: a base line, ruled or squared
paper, a box, one to three pixels wide, up to some degrees aslant, half as dark as the ink to as dark. The
contract inkread-28-v1 leaves the lines, inkread-28-v2 takes them away. Then all own images are framed by
both, to count those that come out otherwise: they have no such lines, or are too small to tell.
"""

import argparse
import json
from pathlib import Path

import cv2
import numpy as np

from inkread import Reader
from inkread.evaluation.suites import standard_set
from inkread.preprocess.contract import CONTRACT, KEEPS_RULES, preprocess

PAGE = 200  # px
FINE = 4  # lines are drawn that much larger and averaged down
INK = 128  # grey levels below are ink
OWN = ("drawn62-dev", "photos62-dev", "upper26-dev")
SEED = 5


def main():
    """Print a row for each kind of line and darkness, and the own images that changed."""
    arguments = _arguments()
    samples = standard_set("drawn62-dev", arguments.data_root)
    chosen = np.random.default_rng(SEED).permutation(len(samples))[: arguments.limit]
    truth = [samples.charset.graphemes[samples.labels[row]].upper() for row in chosen]
    rng = np.random.default_rng(SEED)
    pages = [_page(samples.images[row], rng) for row in chosen]
    reader = Reader(charset="caseless")
    rows = [{"lines": "none", **_right(reader, [page for page, _ in pages], truth)}]
    for name, draw in LINES.items():
        for dark in (0.5, 0.75, 1.0):
            rng = np.random.default_rng(SEED)
            lined = [_with_lines(page, draw(box, rng), dark, rng) for page, box in pages]
            rows.append({"lines": name, "darkness": dark, **_right(reader, lined, truth)})
    changed, looked = _changed(arguments.data_root)
    if arguments.json:
        print(json.dumps({"n": len(pages), "rows": rows, "own_images": looked, "changed": changed}, indent=1))
        return
    print(f"{'lines':14} {'darkness':>8} {'left in':>8} {'taken away':>10}   % right of {len(pages)}")
    for row in rows:
        dark = f"{row['darkness']:.2f}" if "darkness" in row else ""
        print(f"{row['lines']:14} {dark:>8} {row[KEEPS_RULES]:8.1f} {row[CONTRACT]:10.1f}")
    print(f"{changed} of {looked} images of {', '.join(OWN)} framed otherwise")


def _page(drawing, rng):
    """Return the drawing on a page, somewhere in its middle, and the box that it fills."""
    rows, columns = np.nonzero(drawing < INK)
    ink = drawing[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]
    scale = rng.uniform(0.4, 0.7) * PAGE / max(ink.shape)
    height, width = (max(2, round(side * scale)) for side in ink.shape)
    top, left = (int((PAGE - side) // 2 + rng.integers(-15, 16)) for side in (height, width))
    page = np.full((PAGE, PAGE), 255, np.uint8)
    page[top : top + height, left : left + width] = cv2.resize(
        ink, (width, height), interpolation=cv2.INTER_AREA
    )
    return page, (top, left, height, width)


def _base(box, rng):
    """A line under the character or through its foot."""
    top, _, height, _ = box
    return [_across(top + height + rng.uniform(-6, 2))]


def _ruled(box, rng):
    """Lines half to a whole character apart."""
    gap = rng.uniform(0.5, 1.1) * box[2]
    return [_across(row) for row in np.arange(rng.uniform(0, gap), PAGE, gap)]


def _squared(box, rng):
    """Lines both ways, a third of the character to all of it apart."""
    gap = rng.uniform(0.35, 0.8) * max(box[2:])
    at = np.arange(5, PAGE, gap)
    return [_across(row) for row in at] + [_across(column)[:, ::-1] for column in at]


def _box(box, rng):
    """Four sides drawn by hand around the character."""
    top, left, height, width = box
    above, below, before, behind = rng.uniform(-1, 10, 4)
    low, high = (left - before, top - above), (left + width + behind, top + height + below)
    corners = np.array([low, (high[0], low[1]), high, (low[0], high[1])]) + rng.normal(0, 1.5, (4, 2))
    return [np.stack([corners[side], corners[side - 3]]) for side in range(4)]


def _across(row):
    """Return a line from the left border to the right as two points (x, y)."""
    return np.array([[0.0, row], [PAGE, row]])


LINES = {"base line": _base, "ruled paper": _ruled, "squared paper": _squared, "box": _box}


def _with_lines(page, lines, dark, rng):
    """Return the page with the lines over it, all turned by the same small angle, as a camera sees it."""
    turn = np.deg2rad(rng.normal(0.0, 1.0))
    pen = round(rng.uniform(1, 3) * FINE)
    fine = np.full((PAGE * FINE, PAGE * FINE), 255, np.uint8)
    for ends in lines:
        off = ends - PAGE / 2
        turned = off + turn * np.stack([-off[:, 1], off[:, 0]], axis=1) + PAGE / 2
        points = [tuple(int(value) for value in np.rint(end * FINE)) for end in turned]
        cv2.line(fine, *points, round(255 * (1 - dark)), pen, cv2.LINE_AA)
    drawn = cv2.resize(fine, (PAGE, PAGE), interpolation=cv2.INTER_AREA)
    return cv2.GaussianBlur(np.minimum(page, drawn), (0, 0), 0.6)


def _right(reader, images, truth):
    """Return the percentage of right answers behind each contract."""
    shares = {}
    for contract in (KEEPS_RULES, CONTRACT):
        glyphs = np.stack([preprocess(image, contract=contract).glyph for image in images])
        best = reader.probabilities(glyphs).argmax(axis=1)
        answers = [reader.charset.graphemes[place].upper() for place in best]
        shares[contract] = 100.0 * float(np.mean([a == b for a, b in zip(answers, truth, strict=True)]))
    return shares


def _changed(root):
    """Return how many own images the contracts frame otherwise, and of how many."""
    changed = looked = 0
    for name in OWN:
        for image in standard_set(name, root).images:
            first, second = (preprocess(image, contract=each).glyph for each in (KEEPS_RULES, CONTRACT))
            changed += not np.array_equal(first, second)
            looked += 1
    return changed, looked


def _arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data-root", type=Path, required=True, help="the folder with own-images/")
    parser.add_argument("--limit", type=int, default=200, help="drawings that are read")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    return parser.parse_args()


if __name__ == "__main__":
    main()
