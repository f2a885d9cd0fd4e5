"""The surest bundle of characters reads words as the usual one does: lines whole too, where that is surer."""

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from inkread import WordReader


@pytest.fixture
def joined():
    """Two words in which the shipped reader of lines is surer than any reader of single characters."""
    image = Image.new("L", (330, 80), 235)
    ImageDraw.Draw(image).text((20, 15), "river stone", font=ImageFont.load_default(size=44), fill=30)
    return np.asarray(image)


def test_a_line_is_read_by_the_surer_of_both_readings(joined):
    usual, surest = (WordReader(name).read(joined) for name in (None, "best"))
    assert usual.bundle == surest.bundle == "inkread-lines"
    assert surest.text == usual.text


def test_a_bundle_of_one_s_own_has_the_only_say(tiny_bundle, joined):
    assert WordReader(tiny_bundle).read(joined).bundle == tiny_bundle.name
