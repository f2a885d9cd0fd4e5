"""Golden arrays: the contract makes the very glyphs that it made when `preprocess.npz` was written.

After a meant change of the contract: `python tests/golden/make_preprocess.py`.
"""

from pathlib import Path

import cv2
import numpy as np
import pytest

from inkread.preprocess.contract import CONTRACT, preprocess

GOLDEN = np.load(Path(__file__).parents[1] / "golden" / "preprocess.npz", allow_pickle=False)
NAMES = sorted(key.removeprefix("in/") for key in GOLDEN if key.startswith("in/"))
SAME_OPENCV = str(GOLDEN["opencv"]) == cv2.__version__
MEAN_TOLERANCE = 2.0  # grey levels; another OpenCV may round a step of the outline otherwise


def test_there_are_many_golden_arrays_of_the_contract_in_force():
    assert str(GOLDEN["contract"]) == CONTRACT
    assert len(NAMES) >= 60


@pytest.mark.parametrize("name", NAMES)
def test_the_contract_makes_the_golden_glyph(name):
    glyph, golden = preprocess(GOLDEN[f"in/{name}"]).glyph, GOLDEN[f"out/{name}"]
    if SAME_OPENCV:
        assert np.array_equal(glyph, golden)
    else:
        assert np.abs(glyph.astype(int) - golden).mean() <= MEAN_TOLERANCE


@pytest.mark.parametrize("name", [name for name in NAMES if "blank" in name or name == "one-pixel-image"])
def test_golden_blanks_are_blank(name):
    assert not GOLDEN[f"out/{name}"].any()


def test_golden_glyphs_of_ink_are_inked():
    inked = [name for name in NAMES if "blank" not in name and name != "one-pixel-image"]
    assert [name for name in inked if not GOLDEN[f"out/{name}"].any()] == []
