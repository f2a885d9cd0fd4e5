"""Each warning is raised by a drawing that earns it, and a clean drawing raises none."""

import cv2
import numpy as np
import pytest

from inkread.preprocess import cautions
from inkread.preprocess.cautions import pen_width
from inkread.preprocess.contract import preprocess
from inkread.preprocess.decode import DecodedImage
from inkread.preprocess.segment.page import segment
from inkread.trail import Caution


def letter(*, height=160, width=160, paper=235, ink=30, pen=9):
    """A T in the middle of a page."""
    page = np.full((height, width), paper, np.uint8)
    middle = width // 2
    cv2.line(page, (middle - 35, 40), (middle + 35, 40), ink, pen)
    cv2.line(page, (middle, 40), (middle, 120), ink, pen)
    return page


def blank():
    return np.full((80, 80), 235, np.uint8)


def two_letters():
    return np.hstack([letter(), letter()])


def cut_off():
    return letter()[:100]


def tiny():
    return cv2.resize(letter(pen=13)[30:130, 30:130], (11, 11), interpolation=cv2.INTER_AREA)


def hairline():
    return letter(pen=1)


def pencil():
    return letter(ink=200)


def shade():
    light = np.linspace(1.0, 0.6, 160)[None, :]
    return np.rint(letter() * light).astype(np.uint8)


def pages():
    return DecodedImage(letter(), {"format": "tiff", "pages": 12})


EARNED = {
    "blank": blank,
    "several_marks": two_letters,
    "touches_border": cut_off,
    "small": tiny,
    "thin_strokes": hairline,
    "low_contrast": pencil,
    "uneven_light": shade,
    "first_page": pages,
}


def codes(page):
    return [caution.code for caution in preprocess(page).trail.warnings]


@pytest.mark.parametrize("code", EARNED)
def test_the_warning_is_raised_by_a_drawing_that_earns_it(code):
    assert code in codes(EARNED[code]())


@pytest.mark.parametrize(
    "code",
    ["several_marks", "touches_border", "thin_strokes", "low_contrast", "uneven_light", "first_page"],
)
def test_a_drawing_with_one_fault_raises_one_warning(code):
    assert codes(EARNED[code]()) == [code]


def test_a_file_of_several_pages_says_how_many_there_are():
    (only,) = preprocess(pages()).trail.warnings
    assert only.message.startswith("The first of 12 pages was read")
    assert [one.code for one in segment(pages()).trail.warnings] == ["first_page"]


@pytest.mark.parametrize("said", [1, 0, -1, True, "12", (1, 2), 2.5])
def test_a_number_of_pages_that_is_none_is_passed_over(said):
    assert cautions.file_cautions({"pages": said}) == ()


def test_every_warning_has_its_drawing():
    assert set(EARNED) == {item.code for item in vars(cautions).values() if isinstance(item, Caution)}


@pytest.mark.parametrize("pen", [3, 5, 9, 15])
@pytest.mark.parametrize(("paper", "ink"), [(235, 30), (20, 240), (250, 150)])
def test_a_clean_drawing_raises_none(paper, ink, pen):
    assert codes(letter(paper=paper, ink=ink, pen=pen)) == []


def test_the_most_serious_warning_comes_first():
    page = np.hstack([letter(ink=200, pen=1), letter(ink=200, pen=1)])[40:]
    assert codes(page) == ["several_marks", "touches_border", "thin_strokes", "low_contrast"]


@pytest.mark.parametrize("width", [1, 2, 3, 5])
def test_the_pen_s_width_is_measured_from_one_pixel_up(width):
    mask = np.zeros((100, 20), np.uint8)
    mask[5:95, 6 : 6 + width] = 1
    assert pen_width(mask) == pytest.approx(width, rel=0.05)


def test_a_diagonal_of_one_pixel_is_one_pixel_wide():
    assert pen_width(np.eye(40, dtype=np.uint8)) == 1.0


@pytest.mark.parametrize("code", EARNED)
def test_each_message_says_what_to_do_in_a_sentence_or_two(code):
    message = next(c.message for c in preprocess(EARNED[code]()).trail.warnings if c.code == code)
    assert message.endswith(".")
    assert ":" in message
