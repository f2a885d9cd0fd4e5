"""Printed boxes of a blank form are offered as fields: cells in a row as one, text and rules not at all."""

import subprocess
import sys
from pathlib import Path

import cv2
import numpy as np
import pytest

from inkread.forms.boxes import boxes_of
from inkread.forms.template import Template
from inkread.preprocess.decode import decode

SAMPLES = Path(__file__).parents[2] / "samples"


def form(*boxes, high=700, wide=1000):
    """A blank form with a title and boxes of left, top, width and height."""
    sheet = np.full((high, wide), 245, np.uint8)
    cv2.putText(sheet, "A form: O0 B8", (60, 80), cv2.FONT_HERSHEY_DUPLEX, 1.5, 20, 2, cv2.LINE_AA)
    cv2.line(sheet, (60, 640), (900, 640), 60, 2)
    for left, top, width, height in boxes:
        cv2.rectangle(sheet, (left, top), (left + width, top + height), 60, 2)
    return sheet


def comb(number, *, left=80, top=150, side=60, apart=0):
    """Cells of a field in a row."""
    return [(left + place * (side + apart), top, side, side) for place in range(number)]


@pytest.mark.parametrize("apart", [0, 12])
def test_cells_in_a_row_are_one_field(apart):
    (box,) = boxes_of(form(*comb(5, apart=apart)))
    assert box == pytest.approx((80, 150, 5 * 60 + 4 * apart, 60), abs=14)
    assert box.left < 80
    assert box.left + box.width > 80 + 5 * 60 + 4 * apart


def test_rows_below_one_another_and_wide_boxes_are_fields_of_their_own_from_top_to_bottom():
    sheet = form(*comb(4, left=300), *comb(3, top=300), (80, 450, 400, 70), (500, 450, 300, 70))
    boxes = boxes_of(sheet)
    assert [round(box.top, -1) for box in boxes] == [150, 300, 450, 450]
    assert [box.width for box in boxes] == pytest.approx([250, 190, 410, 310], abs=12)


def test_a_form_without_boxes_has_none():
    assert boxes_of(form()) == ()
    assert boxes_of(np.full((300, 200), 255, np.uint8)) == ()


def test_a_large_form_has_its_boxes_in_its_own_pixels():
    (box,) = boxes_of(form(*comb(4, left=400, top=900, side=240), high=2800, wide=4000))
    assert box == pytest.approx((400, 900, 960, 240), abs=40)


def test_the_boxes_of_the_sample_are_its_template_s(tmp_path):
    command = [sys.executable, str(SAMPLES / "draw_form.py"), str(tmp_path)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    template = Template.read(tmp_path / "form.yaml")
    boxes = boxes_of(decode(template.blank_path).grey)
    by_name = {field.name: (field.left, field.top, field.width, field.height) for field in template.fields}
    assert [tuple(box) for box in boxes] == [
        pytest.approx(by_name["member"], abs=12),
        pytest.approx(by_name["copies"], abs=12),
        pytest.approx(by_name["by_post"], abs=12),
    ]  # the town is written on a line
