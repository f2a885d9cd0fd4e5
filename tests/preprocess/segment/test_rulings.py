"""Letters are passed by quickly in the search for ruled lines and boxes; no box is."""

import cv2
import numpy as np
import pytest

from inkread.preprocess.segment import rulings
from inkread.preprocess.segment.rulings import rulings_of


@pytest.mark.parametrize("seed", range(60))
def test_no_box_is_lost_to_the_quick_look_before(seed, monkeypatch):
    mask = drawn(np.random.default_rng(seed))
    quick = rulings_of(mask)
    monkeypatch.setattr(rulings, "_may_close", lambda small: True)
    slow = rulings_of(mask)
    assert quick.num_lines == slow.num_lines
    assert (quick.pixels == slow.pixels).all()
    assert (quick.cells == slow.cells).all()


def test_most_of_these_pictures_hold_a_box():
    found = [rulings_of(drawn(np.random.default_rng(seed))) for seed in range(60)]
    assert sum(bool(one.cells.max() > 0) for one in found) >= 40


def drawn(rng):
    """Return a mask with a slanted box, its walls of some thickness, and a letter in it."""
    mask = np.zeros((160, 700), np.uint8)
    left, top = rng.integers(20, 50, 2).tolist()
    width, height = rng.integers(20, 90, 2).tolist()
    fall, thick = int(rng.integers(-3, 4)), int(rng.integers(1, 5))
    right, bottom = left + width, top + height
    corners = [(left, top), (right, top + fall), (right, bottom + fall), (left, bottom)]
    cv2.polylines(mask, [np.array(corners)], True, 1, thick)
    cv2.putText(mask, "A", (left + 4, bottom - 6), cv2.FONT_HERSHEY_SIMPLEX, height / 40, 1, 2)
    return mask
