"""Draws on the page's pad: handwritten samples with a mouse or a finger, lines with a pressed pen."""

import json
from pathlib import Path

from playwright.sync_api import Page, expect

SAMPLES = Path(__file__).parents[3] / "samples"
SIDE = 256  # units a side of the samples' strokes
STROKES = json.loads((SAMPLES / "strokes.json").read_text("utf-8"))["characters"]
STROKES |= json.loads((SAMPLES / "capitals.json").read_text("utf-8"))["characters"]
PAD = "[data-pad] canvas"
WORDS = ".desk-answer [data-words]"


def draw(page: Page, character: str) -> None:
    """Draw a character with the mouse, stroke by stroke."""
    for stroke in strokes_on(page, character):
        page.mouse.move(*stroke[0])
        page.mouse.down()
        for place in stroke[1:]:
            page.mouse.move(*place, steps=2)
        page.mouse.up()


def write(page: Page, text: str) -> None:
    """Write a text on a wide pad with the mouse, its characters side by side."""
    page.locator(PAD).scroll_into_view_if_needed()
    box = page.locator(PAD).bounding_box()
    scale = 0.8 * min(box["width"] / len(text), box["height"]) / SIDE
    for number, character in enumerate(text):
        left, top = box["x"] + 0.7 * number * SIDE * scale, box["y"] + 0.1 * box["height"]
        for xs, ys in STROKES[character]:
            (x, y), *others = [(left + x * scale, top + y * scale) for x, y in zip(xs, ys, strict=True)]
            page.mouse.move(x, y)
            page.mouse.down()
            for place in others:
                page.mouse.move(*place)
            page.mouse.up()


def draw_with_finger(page: Page, character: str) -> None:
    """Draw a character with one finger on a touch screen."""
    finger = Finger(page)
    for stroke in strokes_on(page, character):
        finger.move_along(*stroke)


class Finger:
    """A finger on a touch screen."""

    def __init__(self, page: Page):
        self._session = page.context.new_cdp_session(page)

    def move_along(self, *places: tuple[float, float]) -> None:
        """Come down at the first place, move through the others, and lift; of one place only, tap."""
        self.come_down(places[0])
        for place in places[1:]:
            self._send("touchMove", place)
        self._send("touchEnd")

    def come_down(self, place: tuple[float, float]) -> None:
        """Come down and stay."""
        self._send("touchStart", place)

    def _send(self, kind: str, *places: tuple[float, float]) -> None:
        points = [{"x": x, "y": y} for x, y in places]
        self._session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})


def press_along(page: Page, *places: tuple[float, float, float]) -> None:
    """Draw one stroke with a pen; of each place: x, y and how hard it is pressed, 0 to 1."""
    session = page.context.new_cdp_session(page)
    kinds = ["mousePressed", *["mouseMoved"] * (len(places) - 1)]
    for kind, (x, y, force) in zip(kinds, places, strict=True):
        pressed = {"button": "left", "buttons": 1, "clickCount": 1, "pointerType": "pen", "force": force}
        session.send("Input.dispatchMouseEvent", {"type": kind, "x": x, "y": y, **pressed})
    lifted = {"button": "left", "clickCount": 1, "pointerType": "pen"}
    session.send("Input.dispatchMouseEvent", {"type": "mouseReleased", "x": x, "y": y, **lifted})


def middle_of(page: Page) -> tuple[float, float]:
    """Return the middle of the pad, CSS px."""
    page.locator(PAD).scroll_into_view_if_needed()
    box = page.locator(PAD).bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def expect_answer(page: Page, words: str) -> None:
    """Wait until the page says what it reads, also to those who listen: after a stroke, not during it."""
    expect(page.locator(WORDS)).to_contain_text(words)
    expect(page.locator("[data-spoken]")).not_to_be_empty()


def strokes_on(page: Page, character: str) -> list[list[tuple[float, float]]]:
    """Return the places of each stroke of a character on the page's pad, CSS px."""
    page.locator(PAD).scroll_into_view_if_needed()
    box = page.locator(PAD).bounding_box()
    scale = box["width"] / SIDE
    return [
        [(box["x"] + x * scale, box["y"] + y * scale) for x, y in zip(xs, ys, strict=True)]
        for xs, ys in STROKES[character]
    ]
