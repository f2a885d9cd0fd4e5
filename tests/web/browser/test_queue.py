"""The queue of unsure readings: what is refused is not confirmed by the way, and what is no writing goes."""

import re
from pathlib import Path

import cv2
import numpy as np
import pytest
from playwright.sync_api import Page, expect

ENTRIES = "[data-entries] > li:visible"
LEFT = "[data-left]"
FIELD = "#queue-text"


@pytest.fixture(scope="module")
def scribble(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A picture of a scribble, which is refused."""
    paper = np.full((240, 240), 230, np.uint8)
    turns = np.random.default_rng(3).integers(30, 210, (60, 2)).astype(np.int32)
    cv2.polylines(paper, [turns], False, 40, 6, cv2.LINE_AA)
    path = tmp_path_factory.mktemp("pictures") / "scribble.png"
    cv2.imwrite(str(path), paper)
    return path


@pytest.fixture
def queue(page: Page, samples: Path, scribble: Path) -> Page:
    """The queue of a visitor who has sent a scribble, which comes first, and a 7."""
    page.goto("/")
    page.locator("[data-files]").set_input_files([scribble, samples / "7-photo.jpg"])
    expect(page.get_by_text("Kept in your history")).to_have_count(2)
    page.goto("/history")
    expect(page.locator(ENTRIES)).to_have_count(2)
    page.get_by_role("button", name="Check the unsure ones").press("Enter")
    expect(page.locator(LEFT)).to_have_text("2 left")
    return page


def corrections(page: Page) -> dict[str, str | None]:
    """Return what the service has noted of each file."""
    entries = page.request.get("/api/v1/history").json()["entries"]
    return {entry["source"]: entry["correction"] for entry in entries}


def test_a_refused_reading_is_not_confirmed_by_enter_alone(queue: Page):
    expect(queue.locator("[data-guess]")).to_have_text(re.compile(r"Not sure that this is a .*; at best \w$"))
    expect(queue.locator(FIELD)).to_have_accessible_description(re.compile("refused it: type what it is"))
    queue.keyboard.press("Enter")
    expect(queue.get_by_role("alert").filter(has_text="It was refused")).to_be_visible()
    expect(queue.locator(FIELD)).to_be_focused()
    expect(queue.locator(LEFT)).to_have_text("2 left")
    assert corrections(queue) == {"scribble.png": None, "7-photo.jpg": None}
    queue.keyboard.type("z")  # the person's own word for it
    queue.keyboard.press("Enter")
    expect(queue.locator(LEFT)).to_have_text("1 left")
    assert corrections(queue)["scribble.png"] == "z"


@pytest.mark.parametrize("by", ["button", "key"])
def test_where_there_is_nothing_to_read_the_reading_is_deleted(queue: Page, by: str):
    if by == "button":
        queue.get_by_role("button", name="Nothing to read here").click()
    else:
        queue.keyboard.press("Delete")
    expect(queue.locator(LEFT)).to_have_text("1 left")
    expect(queue.locator("[data-guess]")).to_contain_text("The reader says 7")
    expect(queue.locator(FIELD)).to_be_focused()
    expect(queue.locator(ENTRIES)).to_have_count(1)
    queue.get_by_role("button", name="Nothing to read here").focus()
    queue.keyboard.press("Delete")  # which means the field's text, and there only
    expect(queue.locator(LEFT)).to_have_text("1 left")
    queue.goto("/about")
    queue.wait_for_function("async () => (await (await fetch('/api/v1/history')).json()).total === 1")
    assert corrections(queue) == {"7-photo.jpg": None}


def test_a_deletion_is_undone_and_the_reading_asked_about_again(queue: Page):
    queue.keyboard.press("Delete")
    expect(queue.locator(LEFT)).to_have_text("1 left")
    queue.keyboard.press("Enter")
    expect(queue.get_by_text("All checked. Thank you!")).to_be_visible()
    queue.get_by_role("button", name="Undo").click()
    expect(queue.locator(LEFT)).to_have_text("1 left")
    expect(queue.locator("[data-guess]")).to_contain_text("; at best")
    expect(queue.locator(FIELD)).to_be_focused()
    expect(queue.locator(ENTRIES)).to_have_count(2)


def test_a_key_held_down_to_empty_the_field_deletes_no_reading(queue: Page):
    queue.keyboard.type("z")
    queue.keyboard.press("Home")
    for _ in range(4):  # without letting go
        queue.keyboard.down("Delete")
    expect(queue.locator(FIELD)).to_have_value("")
    expect(queue.locator(LEFT)).to_have_text("2 left")


def test_the_cards_show_at_once_what_they_show_after_a_reload(queue: Page):
    queue.keyboard.press("ArrowDown")
    expect(queue.locator(LEFT)).to_have_text("1 left")
    queue.keyboard.press("Enter")
    expect(queue.get_by_text("All checked. Thank you!")).to_be_visible()
    seven = queue.locator(ENTRIES).filter(has_text="7-photo.jpg")
    expect(seven.get_by_role("button", name="Take it back")).to_be_visible()
    marked = queue.locator("[data-entries]").inner_html()
    queue.reload()
    expect(queue.locator(ENTRIES)).to_have_count(2)
    assert queue.locator("[data-entries]").inner_html() == marked
