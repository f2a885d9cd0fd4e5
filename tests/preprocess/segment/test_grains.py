"""Grains of paper go from a grainy picture of a word; dots and dashes stay, clean writing is left alone."""

import cv2
import numpy as np
import pytest

from inkread.preprocess.segment.grains import without_grains
from inkread.preprocess.segment.line_image import line_image
from inkread.preprocess.segment.page import writing_of
from inkread.preprocess.segment.sheet import sheet_of

HEIGHT, WIDTH = 40, 120


def word(text="line", *, grains=0.0):
    """Return a small picture of a word in black and white, a share of its pixels grains, and its ink."""
    page = np.full((HEIGHT, WIDTH), 255, np.uint8)
    cv2.putText(page, text, (4, 30), cv2.FONT_HERSHEY_SIMPLEX, 1.0, 0, 3)
    ink = page < 255
    page[np.random.default_rng(0).random(page.shape) < grains] = 0
    return page, ink


@pytest.fixture
def grainy():
    """A sheet with grains, and the ink of the word on it."""
    page, ink = word(grains=0.05)
    return sheet_of(page, ruled=True)[0], ink


def test_grains_go_and_the_word_with_its_dot_stays(grainy):
    sheet, ink = grainy
    cleaned = without_grains(sheet)
    far = cv2.dilate(ink.astype(np.uint8), np.ones((5, 5), np.uint8)) == 0
    assert sheet.mask[far].sum() > 100
    assert cleaned.mask[far].sum() < 0.1 * sheet.mask[far].sum()
    assert cleaned.mask[ink].sum() > 0.99 * sheet.mask[ink].sum() > 0
    assert not (cleaned.mask & ~sheet.mask).any()


def test_clean_writing_is_left_as_it_is():
    sheet = sheet_of(word("i.i-i:i")[0], ruled=True)[0]
    assert without_grains(sheet) is sheet


def test_of_nothing_but_grains_no_more_is_left_than_was():
    specks = np.where(np.random.default_rng(0).random((HEIGHT, WIDTH)) < 0.03, 0, 255).astype(np.uint8)
    sheet = sheet_of(specks, ruled=True)[0]
    cleaned = without_grains(sheet)
    assert sheet.mask.any()
    assert not (cleaned.mask & ~sheet.mask).any()
    assert (cleaned.share <= sheet.share).all()


def test_an_empty_sheet_stays_empty():
    sheet = sheet_of(np.full((HEIGHT, WIDTH), 255, np.uint8), ruled=True)[0]
    assert without_grains(sheet) is sheet
    assert not sheet.mask.any()


def test_a_grainy_word_is_as_large_in_its_line_as_a_clean_one():
    def height(page):
        rows = np.flatnonzero(line_image(writing_of(page)).max(axis=1) > 100)
        return rows[-1] - rows[0]

    assert abs(height(word(grains=0.05)[0]) - height(word()[0])) <= 2
