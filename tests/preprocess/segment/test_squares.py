"""Squared paper leaves no trace and no hole in the writing; boxes, tables and letters are no squares."""

import cv2
import numpy as np
import pytest

from inkread.preprocess.segment.page import segment, writing_of
from inkread.preprocess.segment.sheet import sheet_of
from inkread.preprocess.segment.squares import without_squares

HEIGHT, WIDTH = 140, 420
STEP = 28


def written(text="Hamburg", *, ink=20):
    """Return a picture of a word on white paper."""
    page = np.full((HEIGHT, WIDTH), 255, np.uint8)
    cv2.putText(page, text, (40, 95), cv2.FONT_HERSHEY_SIMPLEX, 2.0, ink, 5, cv2.LINE_AA)
    return page


def squared(page, *, level=130, step=STEP, pen=2):
    """Return a picture with squares printed under what is written on it."""
    lines = np.full_like(page, 255)
    for row in range(9, page.shape[0], step):
        lines[row : row + pen] = level
    for column in range(5, page.shape[1], step):
        lines[:, column : column + pen] = level
    return np.minimum(page, lines)


def turned(page, degrees):
    """Return a picture of the middle of a turned page."""
    height, width = page.shape
    onto = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.15)
    return cv2.warpAffine(page, onto, (width, height), borderValue=255)


@pytest.mark.parametrize("degrees", [0.0, 1.0, -2.0])
@pytest.mark.parametrize("level", [70, 130, 190])
def test_a_word_on_squares_is_that_on_plain_paper(level, degrees):
    plain, onto = (
        sheet_of(turned(page, degrees))[0] for page in (written(), squared(written(), level=level))
    )
    near = cv2.dilate(plain.mask, np.ones((5, 5), np.uint8)) > 0
    assert onto.mask[~near].sum() < 0.02 * plain.mask.sum()
    assert onto.mask[plain.mask > 0].mean() > 0.9


def test_squares_as_dark_as_the_ink_leave_the_strokes_that_cross_them():
    plain = sheet_of(written())[0]
    onto = sheet_of(squared(written(), level=20))[0]
    assert onto.mask[plain.mask > 0].mean() > 0.8
    assert (onto.mask & ~cv2.dilate(plain.mask, np.ones((7, 7), np.uint8))).sum() < 0.1 * plain.mask.sum()


def test_empty_squared_paper_is_blank():
    assert writing_of(squared(np.full((HEIGHT, WIDTH), 255, np.uint8))) is None


def test_each_line_of_a_squared_page_is_found():
    page = np.vstack([written(text) for text in ("Hamburg", "Bremen", "Kiel")])
    assert len(segment(squared(page), lines=True).lines) == 3


@pytest.mark.parametrize("text", ["IIIIII", "HHHHH", "llll", "###"])
def test_letters_in_a_tight_crop_are_no_squares(text):
    ink = 255 - written(text)
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    tight = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    assert without_squares(tight)[1] == 0


@pytest.mark.parametrize("margin", [0, 12])
def test_a_comb_of_boxes_is_no_squared_paper(margin):
    page = np.zeros((60 + 2 * margin, 300 + 2 * margin), np.uint8)
    for left in range(margin, 300 + margin - 49, 50):
        cv2.rectangle(page, (left, margin), (left + 49, margin + 59), 255, 2)
    assert without_squares(page)[1] == 0


def test_oblong_cells_of_a_table_are_no_squares():
    lines = np.zeros((HEIGHT, WIDTH), np.uint8)
    lines[5::20] = 255
    lines[:, 5::80] = 255
    assert without_squares(lines)[1] == 0
