"""A reading shows itself in a notebook: what the network saw, what it answers, and what looked odd."""

import base64
import io
import re

import numpy as np
import pytest
from PIL import Image

from inkread.glyph_html import LONGEST
from inkread.predictions import Blank, Candidate, GlyphReading
from inkread.trail import Caution, Step, Trail


def pictures(made: str) -> list[Image.Image]:
    """Return the images embedded in HTML."""
    return [
        Image.open(io.BytesIO(base64.b64decode(data)))
        for data in re.findall(r"data:image/png;base64,([^\"]+)", made)
    ]


@pytest.fixture
def glyph():
    """An image with one bright row."""
    image = np.zeros((28, 28), np.uint8)
    image[14] = 255
    return image


def test_a_doubt_is_said():
    pair = (Candidate("0", 0.6), Candidate("O", 0.37))
    trail = Trail("inkread-28-v1", ())
    assert "<strong>0</strong> (0 or O?)" in GlyphReading(pair, trail)._repr_html_()
    refused = GlyphReading(pair, trail, refusal=Caution("no_character", "This is no letter."))._repr_html_()
    assert "refused; at best <strong>0</strong></caption>" in refused
    assert "This is no letter." in refused


def test_the_glyph_is_shown_pixel_by_pixel_with_a_row_for_each_candidate(glyph):
    candidates = (Candidate("7", 0.75), Candidate("<", 0.2))
    made = GlyphReading(candidates, Trail("inkread-28-v1", ()), glyph, "photos/7.jpg")._repr_html_()
    (shown,) = pictures(made)
    assert np.array_equal(np.asarray(shown), glyph)
    assert "7.jpg: read as <strong>7</strong>" in made
    assert "photos" not in made  # whose machine it was is no one's business
    assert "75.0%" in made
    assert "&lt;" in made


def test_every_step_that_was_kept_is_shown_small_in_its_order(glyph):
    photo = np.full((300, 600), 200, np.uint8)
    trail = Trail("inkread-28-v1", (Step("decode", {}, photo), Step("skipped", {}), Step("frame", {}, glyph)))
    made = GlyphReading((Candidate("7", 0.9),), trail, glyph)._repr_html_()
    assert [image.size for image in pictures(made)] == [(LONGEST, LONGEST // 2), (28, 28)]
    assert re.findall(r'alt="(\w+)"', made) == ["decode", "frame"]


def test_a_blank_image_and_its_warnings_are_named(glyph):
    trail = Trail("inkread-28-v1", (), (Caution("blank", "No ink <found>."),), blank=True)
    made = Blank((), trail, np.zeros_like(glyph))._repr_html_()
    assert "<strong>blank</strong>" in made
    assert "No ink &lt;found&gt;." in made
    assert "<table" not in made
