"""A form of one field to be sent to the service: its template, its blank sheet, and a request to read it."""

import io

import cv2
import numpy as np

READ = "/api/v1/forms/read"
WIDTH, HEIGHT = 640, 420
HEAD = f"form: 1\nname: card\nblank: card.png\nwidth: {WIDTH}\nheight: {HEIGHT}\nfields:\n"
WHOLE = HEAD + "- {name: code, left: 40, top: 150, width: 260, height: 100}\n"
PRINT = [("Member card No. 5", 90, 1.6), ("Code, as on the back", 135, 0.8), ("Please write clearly", 360, 1)]


def printed():
    """The blank form: a title, a box, and print to find it by."""
    sheet = np.full((HEIGHT, WIDTH), 250, np.uint8)
    cv2.rectangle(sheet, (40, 150), (300, 250), 60, 2)
    for text, bottom, size in PRINT:
        cv2.putText(sheet, text, (40, bottom), cv2.FONT_HERSHEY_DUPLEX, size, 20, 2, cv2.LINE_AA)
    return sheet


def files_of(blank, *scans, template=WHOLE, **more):
    """The parts of a request to read."""
    images = [(io.BytesIO(scan), f"scan{number}.png") for number, scan in enumerate(scans)]
    said = (io.BytesIO(template.encode()), "card.yaml")
    return {"image": images, "template": said, "blank": (io.BytesIO(blank), "card.png"), **more}


def refusal_of(answer):
    """Status and code of a refusal, which says what was expected."""
    assert answer.json["error"]["message"].startswith("expected")
    return answer.status_code, answer.json["error"]["code"]
