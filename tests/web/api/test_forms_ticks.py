"""A tick box of a form is told over HTTP as `yes` or nothing."""

import io

import cv2
import numpy as np
import pytest

TEMPLATE = b"""form: 1
name: card
blank: card.png
width: 640
height: 420
fields:
- {name: post, left: 40, top: 150, width: 112, height: 112, tick: true}
"""
PRINT = [("Member card No. 5", 90, 1.6), ("Bring it by post", 240, 1), ("Please write clearly", 360, 1)]


def printed():
    """The blank form: a title, a box, and print to find it by."""
    sheet = np.full((420, 640), 250, np.uint8)
    cv2.rectangle(sheet, (46, 156), (146, 256), 60, 2)
    for text, bottom, size in PRINT:
        left = 180 if bottom == 240 else 40
        cv2.putText(sheet, text, (left, bottom), cv2.FONT_HERSHEY_DUPLEX, size, 20, 2, cv2.LINE_AA)
    return sheet


@pytest.fixture(scope="module")
def app(make_app):
    return make_app(keep=False)


@pytest.mark.parametrize("ticked", [True, False])
def test_a_tick_box_is_told_as_yes_or_nothing(client, png_of, ticked):
    sheet = printed()
    if ticked:
        cv2.line(sheet, (60, 170), (130, 240), 40, 8, cv2.LINE_AA)
    parts = {"image": png_of(sheet), "template": TEMPLATE, "blank": png_of(printed())}
    data = {name: (io.BytesIO(content), name) for name, content in parts.items()}
    answer = client.post("/api/v1/forms/read", data=data)
    assert answer.status_code == 200, answer.text
    (value,) = answer.json["scans"][0]["values"]
    assert (value["value"], value["tick"], value["lines"]) == ("yes" if ticked else "", True, False)
    assert (value["doubtful"], value["candidates"], value["refusal"]) == (False, [], None)
