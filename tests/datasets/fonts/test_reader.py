"""Fonts become samples: each character once, by family, without what a font lacks or shows falsely."""

import shutil
from pathlib import Path

import matplotlib as mpl
import numpy as np
import pytest

from inkread.charset import NAMED
from inkread.datasets.fonts import read_fonts
from inkread.datasets.sources import open_samples
from inkread.errors import DataError
from inkread.preprocess.contract import preprocess

INSTALLED = Path(mpl.get_data_path()) / "fonts" / "ttf"


@pytest.fixture
def folder(tmp_path):
    """A folder of two fonts of one family."""
    for name in ("Hand-Regular.ttf", "Hand-Bold.ttf"):
        source = "DejaVuSans-Bold.ttf" if "Bold" in name else "DejaVuSans.ttf"
        shutil.copy(INSTALLED / source, tmp_path / name)
    return tmp_path


def graphemes(samples):
    return "".join(samples.charset.graphemes[label] for label in samples.labels)


def test_every_digit_and_letter_of_each_font_is_drawn(folder):
    samples = open_samples(str(folder))
    assert graphemes(samples) == 2 * "".join(NAMED["byclass"].graphemes)
    assert set(samples.writers) == {"Hand"}
    assert all(
        image.dtype == np.uint8 and image.max() > 200 and not image[0].any() for image in samples.images
    )


def test_a_drawing_is_upright_white_ink_that_the_contract_takes_as_it_is(folder):
    samples = read_fonts(folder)
    made = preprocess(samples.images[graphemes(samples).index("L")])
    rows, columns = (made.glyph.any(axis=axis) for axis in (1, 0))
    inked = made.glyph[rows][:, columns]
    assert inked[:, 0].mean() > 128 > inked[:, -1].mean()  # the stem stands on the left
    assert inked[-1].mean() > 128 > inked[0].mean()  # and the foot lies below
    assert not made.trail.blank


def test_the_list_says_what_is_taken_of_which_font(folder):
    (folder / "fonts.csv").write_text("file,kinds,licence\nHand-Bold.ttf,dl,OFL-1.1\n", "utf-8")
    wanted = [*NAMED["digits"].graphemes, *NAMED["lower"].graphemes]
    assert graphemes(read_fonts(folder)) == "".join(wanted)


def test_what_a_font_lacks_is_left_out(folder):
    shutil.copy(INSTALLED / "DejaVuSansDisplay.ttf", folder / "Signs.ttf")
    (folder / "fonts.csv").write_text("file,kinds\nHand-Bold.ttf,d\nSigns.ttf,dUl\n", "utf-8")
    assert graphemes(read_fonts(folder)) == "".join(NAMED["digits"].graphemes)


def test_a_font_of_capitals_alone_has_no_lower_case(folder, monkeypatch):
    from inkread.datasets.fonts import reader

    draw = reader._drawn
    monkeypatch.setattr(reader, "_drawn", lambda font, text: draw(font, text.upper()))
    wanted = [*NAMED["digits"].graphemes, *NAMED["upper"].graphemes]
    assert graphemes(read_fonts(folder)) == 2 * "".join(wanted)


@pytest.mark.parametrize(
    ("listing", "words"),
    [
        ("name,kinds\nHand-Bold.ttf,d\n", "expected the columns file and kinds, got others on line 2"),
        ("file,kinds\nHand-Bold.ttf\n", "expected the columns file and kinds, got others on line 2"),
        ("file,kinds\nHand-Bold.ttf,d\nGone.ttf,d\n", "got 'Gone.ttf' on line 3; put the file there"),
        ("file,kinds\n../Hand-Bold.ttf,d\n", "expected a font of this folder, got '../Hand-Bold.ttf'"),
        ("file,kinds\nfonts.csv,d\n", "expected a font of this folder, got 'fonts.csv'"),
        ("file,kinds\nHand-Bold.ttf,dx\n", "expected letters of dUl as kinds, got 'dx' on line 2"),
        ("file,kinds\nHand-Bold.ttf,\n", "expected letters of dUl as kinds, got '' on line 2"),
        ('file,kinds\n"Hand', "expected lines of CSV in UTF-8"),
        ("file,kinds\n", "expected fonts with Latin letters or digits, got none"),
    ],
)
def test_a_list_that_does_not_fit_is_refused_by_line(folder, listing, words):
    (folder / "fonts.csv").write_text(listing, "utf-8")
    with pytest.raises(DataError, match=r"fonts\.csv|expected fonts") as refused:
        read_fonts(folder)
    assert words in str(refused.value)


def test_a_damaged_font_is_named(folder):
    (folder / "Hand-Bold.ttf").write_bytes(b"no font at all")
    with pytest.raises(DataError, match=r"Hand-Bold.ttf: expected a font, got a damaged or other file"):
        read_fonts(folder)


def test_fonts_have_no_splits(folder):
    with pytest.raises(DataError, match="expected no split, got 'train'"):
        open_samples(str(folder), split="train")
