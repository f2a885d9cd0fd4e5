"""The form is found in pictures of it, however they were taken, and in no other picture."""

import cv2
import numpy as np
import pytest

from inkread.errors import ImageError
from inkread.forms.registration import BlankForm

HOWS = ("flat", "turned", "slanted", "small", "upside down")


@pytest.fixture(scope="module")
def known(blank):
    """The blank form, prepared."""
    return BlankForm(blank, width=900, height=640)


@pytest.mark.parametrize("how", HOWS)
def test_the_form_is_found_to_a_pixel(known, filled, seen, corners, how):
    found = known.found_in(seen(filled(code="LT", number="17"), how))
    assert np.abs(found.corners(0, 0, 900, 640) - corners[how]).max() < 2.0
    assert found.print_seen > 0.95


def other_form():
    """Return a form with other words and boxes."""
    page = np.full((640, 900), 255, np.uint8)
    for row, text in enumerate(("Invoice", "Date and place", "Amount due", "Bank and branch", "Remarks")):
        cv2.putText(page, text, (60, 70 + 110 * row), cv2.FONT_HERSHEY_DUPLEX, 1.2, 30, 2)
        cv2.rectangle(page, (420, 30 + 110 * row), (860, 90 + 110 * row), 30, 3)
    return page


@pytest.mark.parametrize("how", ["flat", "slanted"])
def test_another_form_is_refused(known, seen, how):
    with pytest.raises(ImageError, match="expected a picture of the form") as refused:
        known.found_in(seen(other_form(), how))
    assert refused.value.reason == "other_form"


def test_a_form_that_shares_only_its_heading_is_refused(known, blank, seen):
    changed = other_form()
    changed[:100] = blank[:100]
    with pytest.raises(ImageError) as refused:
        known.found_in(seen(changed, "flat"))
    assert refused.value.reason == "other_form"


@pytest.mark.parametrize("tone", [0, 128, 255])
def test_an_empty_picture_is_refused(known, tone):
    with pytest.raises(ImageError) as refused:
        known.found_in(np.full((700, 900), tone, np.uint8))
    assert refused.value.reason == "other_form"


@pytest.mark.parametrize("shape", [(1, 5000), (5000, 1), (1, 1)])
def test_a_picture_as_narrow_as_a_line_is_refused(known, shape):
    with pytest.raises(ImageError) as refused:
        known.found_in(np.zeros(shape, np.uint8))
    assert refused.value.reason == "other_form"


def test_noise_is_refused(known):
    with pytest.raises(ImageError) as refused:
        known.found_in(np.random.default_rng(0).integers(0, 256, (700, 900), dtype=np.uint8))
    assert refused.value.reason == "other_form"


def test_a_blank_form_without_print_is_refused():
    with pytest.raises(ImageError, match="expected a blank form with print") as refused:
        BlankForm(np.full((640, 900), 255, np.uint8), width=900, height=640)
    assert refused.value.reason == "blank_form"
