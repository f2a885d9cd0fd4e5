"""One picture shows every stage, and fits whatever the network."""

import numpy as np
import pytest
from PIL import ImageDraw

from inkread.bundle import InputSpec
from inkread.recognition.reader import Reader
from inkread.recognition.stage_sheet import AGAINST, FOR, PANEL, PAPER, WIDTH, StageSheets


@pytest.fixture(scope="module")
def reader():
    return Reader()


def colours(sheet):
    return set(map(tuple, np.asarray(sheet).reshape(-1, 3).tolist()))


def test_the_shipped_network_fits_the_sheet(reader, drawing):
    sheet = StageSheets(reader).draw(reader.read(drawing("7")).glyph)
    assert sheet.width == WIDTH
    assert 2000 < sheet.height < 4000  # twelve stages of up to 224 maps
    pixels = np.asarray(sheet)
    assert (pixels[:, :10] == PAPER).all()
    assert (pixels[:, -10:] == PAPER).all()


def test_captions_hold_nothing_that_the_font_lacks(reader, drawing, monkeypatch):
    written = []
    monkeypatch.setattr(ImageDraw.ImageDraw, "text", lambda _self, _at, text, **_: written.append(text))
    StageSheets(reader).draw(reader.read(drawing("7")).glyph)
    assert "conv_1: convolution, 14 x 14 x 32, each place sees 5 x 5 px" in written
    assert all(text.isascii() for text in written)


def test_what_speaks_for_the_answer_is_blue_and_what_speaks_against_it_is_orange(reader, drawing):
    shown = colours(StageSheets(reader).draw(reader.read(drawing("T")).glyph))
    assert {tuple(FOR.tolist()), tuple(AGAINST.tolist())} <= shown


def test_the_glyph_is_shown_black_on_white(reader, drawing):
    glyph = reader.read(drawing("T")).glyph
    sheet = np.asarray(StageSheets(reader).draw(glyph))
    rows = np.flatnonzero((sheet[:, 16 + PANEL // 2] == 0).all(axis=1))
    assert len(rows) > 100  # the stem


def test_a_network_of_one_layer_has_a_small_sheet(tiny_bundle, drawing):
    reader = Reader(tiny_bundle)
    assert StageSheets(reader).draw(reader.read(drawing("T")).glyph).height < 600


def test_graphemes_of_any_script_are_shown_by_their_number(make_bundle, linear_model, drawing):
    from inkread.charset import Charset

    foreign = make_bundle(
        model=linear_model(np.eye(784, 6)), charset=Charset(tuple("אבгдΩ漢")), input=InputSpec("images")
    )
    reader = Reader(foreign)
    assert StageSheets(reader).draw(reader.read(drawing("T")).glyph).width == WIDTH
