"""A blank form with boxed fields, drawn, and photographs of it filled in by hand."""

import cv2
import numpy as np

from .pen import SIDE, STROKES

WIDTH, HEIGHT = 900, 640
CELL = 64  # px a side of a printed box
ROWS = {"postcode": (170, 5), "code": (320, 4), "town": (470, 6)}  # top of the boxes, and how many
LEFT = 90
TITLES = {"postcode": "Postal code of the member", "code": "Code on the card", "town": "Town where you live"}


def blank_form() -> np.ndarray:
    """Return the blank form, axes (height, width)."""
    sheet = np.full((HEIGHT, WIDTH), 245, np.uint8)
    cv2.putText(sheet, "MEMBERSHIP No. 2026", (LEFT, 90), cv2.FONT_HERSHEY_DUPLEX, 1.5, 20, 3, cv2.LINE_AA)
    cv2.putText(
        sheet, "Please write in capitals.", (LEFT, 610), cv2.FONT_HERSHEY_SIMPLEX, 0.9, 40, 2, cv2.LINE_AA
    )
    for name, (top, number) in ROWS.items():
        cv2.putText(sheet, TITLES[name], (LEFT, top - 16), cv2.FONT_HERSHEY_SIMPLEX, 0.8, 40, 2, cv2.LINE_AA)
        for place in range(number):
            left = LEFT + place * CELL
            cv2.rectangle(sheet, (left, top), (left + CELL, top + CELL), 90, 2)
    return sheet


def filled_form(**texts: str) -> np.ndarray:
    """Return a scan of the form with a text written into each of these fields, a little turned."""
    sheet = blank_form()
    for name, text in texts.items():
        top, _ = ROWS[name]
        for place, character in enumerate(text):
            _write(sheet, character, LEFT + place * CELL, top)
    turn = cv2.getRotationMatrix2D((WIDTH / 2, HEIGHT / 2), 1.5, 0.98)
    return cv2.warpAffine(sheet, turn, (WIDTH, HEIGHT), borderValue=200)


def box_of(name: str) -> tuple[int, int, int, int]:
    """Return left, top, right and bottom of a field's boxes, with a little room around them."""
    top, number = ROWS[name]
    return LEFT - 8, top - 8, LEFT + number * CELL + 8, top + CELL + 8


def _write(sheet: np.ndarray, character: str, left: int, top: int) -> None:
    """Write a character into the box whose corner is at left and top."""
    scale = 0.66 * CELL / SIDE
    for xs, ys in STROKES[character]:
        points = np.stack(
            [left + 0.18 * CELL + scale * np.array(xs), top + 0.18 * CELL + scale * np.array(ys)]
        )
        cv2.polylines(sheet, [np.round(8 * points.T).astype(np.int32)], False, 30, 5, cv2.LINE_AA, 3)
