"""One line of writing at a fixed height: the same at any scale, no ink lost, rules left for the network."""

import cv2
import numpy as np
import pytest

from inkread.preprocess.segment.line_image import HEIGHT, LEAST_WIDTH, MARGIN, MOST_WIDTH, line_image
from inkread.preprocess.segment.page import writing_of


@pytest.fixture
def word():
    """A word of printed letters, black on white, axes (60, 200)."""
    page = np.full((60, 200), 255, np.uint8)
    cv2.putText(page, "Hangul", (20, 38), cv2.FONT_HERSHEY_SIMPLEX, 1.2, 0, 2, cv2.LINE_AA)
    return page


def image_of(picture):
    sheet = writing_of(picture)
    assert sheet is not None
    return line_image(sheet)


def test_a_line_has_its_height_and_an_empty_margin(word):
    image = image_of(word)
    assert image.shape[0] == HEIGHT
    assert image.dtype == np.uint8
    assert image.max() > 200
    assert not image[:, :MARGIN].any()
    assert not image[:, -MARGIN:].any()
    assert not image[0].any()
    assert not image[-1].any()


def test_a_word_photographed_larger_comes_out_alike(word):
    image = image_of(word)
    large = image_of(cv2.resize(word, None, fx=3, fy=3, interpolation=cv2.INTER_CUBIC))
    assert abs(large.shape[1] - image.shape[1]) <= 2
    width = min(large.shape[1], image.shape[1])
    assert np.corrcoef(large[:, :width].ravel(), image[:, :width].ravel())[0, 1] > 0.9


def test_an_inverted_picture_gives_the_same_line(word):
    assert np.array_equal(image_of(255 - word), image_of(word))


def test_a_long_tail_changes_the_size_of_letters_little(word):
    tailed = word.copy()
    cv2.line(tailed, (150, 40), (150, 58), 0, 2)
    assert image_of(tailed).shape[1] >= 0.8 * image_of(word).shape[1]


def test_a_dot_stays_small():
    page = np.full((40, 40), 255, np.uint8)
    page[18:22, 18:22] = 0
    image = image_of(page)
    assert image.shape[1] == LEAST_WIDTH
    assert np.count_nonzero(image) < 80


def test_letters_on_a_ruled_line_keep_their_ink(word):
    ruled = word.copy()
    cv2.line(ruled, (0, 39), (199, 39), 0, 1)
    plain, kept = (writing_of(picture) for picture in (word, ruled))
    assert kept.mask.sum() >= plain.mask.sum()


def test_paper_without_ink_has_no_writing():
    assert writing_of(np.full((40, 90), 200, np.uint8)) is None


def test_a_line_wider_than_any_is_squeezed():
    page = np.full((30, 2400), 255, np.uint8)
    page[10:20, 10:2390:6] = 0
    assert image_of(page).shape[1] <= MOST_WIDTH
