"""Makes preprocess.npz: drawn images and the glyphs that the contract makes of them, for its golden test.

Run `python tests/golden/make_preprocess.py` after a meant change of the contract, and look at the difference.
"""

from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np

from inkread import atomic
from inkread.preprocess.contract import CONTRACT, preprocess

TARGET = Path(__file__).with_name("preprocess.npz")

SHAPES = {
    "one": [[(0.5, 0.0), (0.5, 1.0)]],
    "seven": [[(0.0, 0.0), (1.0, 0.0), (0.4, 1.0)]],
    "cross": [[(0.0, 0.0), (1.0, 1.0)], [(1.0, 0.0), (0.0, 1.0)]],
    "tee": [[(0.0, 0.0), (1.0, 0.0)], [(0.5, 0.0), (0.5, 1.0)]],
    "wave": [[(0.0, 0.5), (0.25, 0.1), (0.5, 0.5), (0.75, 0.9), (1.0, 0.5)]],
}


def sketch(shape, *, margin=10, pen=5, paper=235, ink=30):
    """Return a shape drawn on paper, axes (height, width)."""
    height, width = 64, 56
    page = np.full((height, width), paper, np.uint8)
    room = np.array([width - 1 - 2 * margin, height - 1 - 2 * margin])
    for line in SHAPES[shape]:
        points = np.rint(np.array(line) * room + margin).astype(np.int32)
        cv2.polylines(page, [points], isClosed=False, color=ink, thickness=pen)
    return page


def lit(page, light):
    """Return the page under `light`, 0-1."""
    return np.clip(np.rint(page * light), 0, 255).astype(np.uint8)


def grainy(page, sigma, seed):
    """Return the page with grain."""
    noise = np.random.default_rng(seed).normal(0.0, sigma, page.shape)
    return np.clip(np.rint(page + noise), 0, 255).astype(np.uint8)


def with_mark(page, centre, radius):
    """Return the page with one more round mark."""
    cv2.circle(page, centre, radius, 30, -1)
    return page


def with_lines(page, level):
    """Return the page on squared paper, its lines a little aslant."""
    height, width = page.shape
    lines = np.full(page.shape, 255, np.uint8)
    for row in range(6, height, 13):
        cv2.line(lines, (0, row), (width - 1, row + 1), level, 1)
    for column in range(5, width, 12):
        cv2.line(lines, (column + 1, 0), (column, height - 1), level, 1)
    return np.minimum(page, lines)


def boxed(page):
    """Return the page with a box around the drawing."""
    cv2.rectangle(page, (4, 3), (page.shape[1] - 4, page.shape[0] - 5), 60, 1)
    return page


def variants(shape) -> Iterator[tuple[str, np.ndarray]]:
    """Yield the drawings of one shape, each with its name."""
    page = sketch(shape)
    ramp = np.linspace(1.0, 0.55, page.shape[1])[None, :]
    yield "dark-on-light", page
    yield "light-on-dark", 255 - page
    yield "hairline", sketch(shape, pen=1)
    yield "thick", sketch(shape, pen=13, margin=14)
    yield "faint", sketch(shape, paper=220, ink=185)
    yield "off-centre", np.pad(page, ((0, 60), (50, 0)), constant_values=235)
    yield "noisy-paper", grainy(page, 6.0, 1)
    yield "uneven-light", lit(page, ramp)
    yield "uneven-light-noisy", grainy(lit(page, ramp), 3.0, 2)
    yield "tight-crop", sketch(shape, margin=4)
    yield "touching-border", page[10:, :40]
    yield "squared-paper", with_lines(page, 120)
    yield "boxed", boxed(sketch(shape, margin=12))
    yield "blurred", cv2.GaussianBlur(page, (0, 0), 1.5)
    yield "tiny-8", cv2.resize(page, (8, 8), interpolation=cv2.INTER_AREA)
    yield (
        "mnist-like",
        255 - cv2.resize(sketch(shape, paper=255, ink=0), (28, 28), interpolation=cv2.INTER_AREA),
    )
    yield "huge", cv2.resize(page, (616, 704), interpolation=cv2.INTER_NEAREST)
    yield "own-glyph", preprocess(page).glyph


def drawings() -> Iterator[tuple[str, np.ndarray]]:
    """Yield every drawing with its name."""
    for shape in SHAPES:
        for name, page in variants(shape):
            yield f"{shape}-{name}", page
    blank = np.full((40, 40), 235, np.uint8)
    yield "dot", with_mark(blank.copy(), (25, 15), 4)
    yield "dot-i", with_mark(sketch("one", margin=20), (28, 9), 2)
    yield "speck", with_mark(sketch("tee"), (50, 55), 1)
    yield "ruled", np.vstack([np.full((3, 56), 30, np.uint8), sketch("tee")])
    yield "neighbour", with_mark(sketch("seven"), (0, 50), 4)
    yield "two-glyphs", np.hstack([sketch("tee"), sketch("cross")])
    yield "single-pixel", np.where(np.arange(81).reshape(9, 9) == 40, 0, 255).astype(np.uint8)
    yield "blank", blank
    yield "blank-noise", grainy(blank, 2.0, 3)
    yield "one-pixel-image", np.zeros((1, 1), np.uint8)


def main() -> None:
    """Write the drawings, their glyphs and what made them."""
    arrays = {"opencv": np.array(cv2.__version__), "contract": np.array(CONTRACT)}
    for name, page in drawings():
        arrays[f"in/{name}"] = page
        arrays[f"out/{name}"] = preprocess(page).glyph
    with atomic.replacing(TARGET) as file:
        np.savez_compressed(file, allow_pickle=False, **arrays)


if __name__ == "__main__":
    main()
