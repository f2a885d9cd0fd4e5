"""Hands to compose with: a font that every machine has, and the drawings of the tiny bundle."""

import shutil
from pathlib import Path

import matplotlib as mpl
import pytest

from inkread.charset import NAMED
from inkread.words.compose.font_hand import FontHand

INSTALLED = Path(mpl.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf"


@pytest.fixture
def font(tmp_path):
    """A hand that writes all letters and digits."""
    path = tmp_path / "Hand-Regular.ttf"
    shutil.copy(INSTALLED, path)
    return FontHand(path, frozenset(NAMED["byclass"].graphemes))
