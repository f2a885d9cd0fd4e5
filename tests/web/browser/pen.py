"""Draws handwritten samples on the page's pad: with a mouse, or with a finger."""

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


def draw_with_finger(page: Page, character: str) -> None:
    """Draw a character with one finger on a touch screen."""
    touch = page.context.new_cdp_session(page)

    def send(kind: str, *places: tuple[float, float]) -> None:
        points = [{"x": x, "y": y} for x, y in places]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    for stroke in strokes_on(page, character):
        send("touchStart", stroke[0])
        for place in stroke[1:]:
            send("touchMove", place)
        send("touchEnd")


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
