"""The tutorial's letters are letters, and have the faults that the tutorial finds in them."""

import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from inkread.recognition.reader import Reader

SAMPLES = Path(__file__).parents[2] / "samples"
LEGIBLE = 23  # of 26; the reader that ships has never seen this hand


@pytest.fixture(scope="module")
def letters() -> ModuleType:
    """The script, imported beside the one whose pens it borrows, as it is when it is run."""
    sys.path.insert(0, str(SAMPLES))
    try:
        import draw_letters
    finally:
        sys.path.remove(str(SAMPLES))
    yield draw_letters
    for name in ("draw_letters", "draw_samples"):
        del sys.modules[name]


@pytest.fixture
def rows(letters: ModuleType, monkeypatch: pytest.MonkeyPatch) -> tuple[np.ndarray, int]:
    monkeypatch.setattr(letters, "USUAL", 8)
    monkeypatch.setattr(letters, "RARE", 4)
    return letters.rows_with_faults(np.random.default_rng(0))


def test_the_rows_have_the_form_of_the_az_csv(rows: tuple[np.ndarray, int]):
    table, _ = rows
    assert table.shape == (23 * 8 + 3 * 4 + 6, 785)
    assert set(table[:, 0]) == set(range(26))
    assert table[:, 1:].min() == 0
    assert table[:, 1:].max() == 255


def test_some_rows_occur_twice(letters: ModuleType, rows: tuple[np.ndarray, int]):
    table, _ = rows
    assert len(table) - len(np.unique(table[:, 1:], axis=0)) == letters.COPIES


def test_as_many_labels_are_wrong_as_it_says(letters: ModuleType, rows: tuple[np.ndarray, int]):
    table, num_wrong = rows
    counts = np.bincount(table[:, 0], minlength=26)
    assert num_wrong == round(len(table) * letters.WRONG_SHARE)
    assert np.abs(counts - [4 if letter in "QXZ" else 8 for letter in letters.CAPITALS]).sum() <= (
        2 * num_wrong + letters.COPIES
    )


def test_the_letters_can_be_read(letters: ModuleType):
    rng = np.random.default_rng(1)
    glyphs = [letters.glyph(letters.varied(strokes, rng), rng) for strokes in letters.CAPITALS.values()]
    read = [reading.text for reading in Reader(charset="upper").read_many(glyphs)]
    assert sum(map(str.__eq__, read, letters.CAPITALS)) >= LEGIBLE, read


def test_the_same_letters_are_drawn_each_time(letters: ModuleType):
    strokes = letters.CAPITALS["A"]
    first, second = (letters.glyph(strokes, np.random.default_rng(5)) for _ in range(2))
    assert (first == second).all()
