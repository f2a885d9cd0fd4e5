"""Pictures that show no writing are refused by the shipped readers, and writing is not."""

from collections import Counter
from pathlib import Path

import matplotlib as mpl
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from inkread import WordReader
from inkread.evaluation.garbage.for_words import silent_pictures

INSTALLED = Path(mpl.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf"


@pytest.fixture(scope="module", params=["auto", "connected"])
def reader(request):
    """The readers that ship, in a way of reading."""
    return WordReader(mode=request.param)


def written(text):
    """Return a picture of a text in type."""
    page = Image.new("L", (60 * len(text) + 80, 120), 240)
    ImageDraw.Draw(page).text((40, 20), text, fill=20, font=ImageFont.truetype(str(INSTALLED), 64))
    return np.asarray(page)


def test_drawings_noise_and_patterns_of_kinds_that_nothing_was_learnt_from_are_refused(reader):
    pictures = [picture for picture, _, _ in silent_pictures(60, trained=False, seed=5)]
    refused = Counter(reader.read(picture).refusal is not None for picture in pictures)
    assert refused[True] >= 45


@pytest.mark.parametrize("text", ["hello", "Meeting at 10:30", "No. 7", "42", "a", "E"])
def test_what_is_written_is_not_refused(reader, text):
    assert reader.read(written(text)).refusal is None
