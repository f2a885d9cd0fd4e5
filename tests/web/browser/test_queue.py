"""The queue of unsure readings: what is refused is not confirmed by the way, and what is no writing goes."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from .written import LINES, scribble, shopping_list

ENTRIES = "[data-entries] > li:visible"
LEFT = "[data-left]"
FIELD = "#queue-text"


@pytest.fixture
def queue(page: Page, samples: Path, tmp_path: Path) -> Page:
    """The queue of a visitor who has sent a scribble, which comes first, and a 7."""
    page.goto("/")
    page.locator("[data-files]").set_input_files(
        [scribble(tmp_path / "scribble.png"), samples / "7-photo.jpg"]
    )
    expect(page.get_by_text("Kept in your history")).to_have_count(2)
    return opened(page, 2)


@pytest.fixture
def queue_of_pages(page: Page, tmp_path: Path) -> Page:
    """The queue of a visitor who has sent a page of two lines twice."""
    page.goto("/words")
    files = [shopping_list(tmp_path / name) for name in ("first.png", "second.png")]
    page.locator("[data-files]").set_input_files(files)
    expect(page.get_by_text("Kept in your history")).to_have_count(2)
    return opened(page, 2)


def opened(page: Page, count: int) -> Page:
    """Return the history page with its queue of `count` readings open."""
    page.goto("/history")
    expect(page.locator(ENTRIES)).to_have_count(count)
    page.get_by_role("button", name="Check the unsure ones").press("Enter")
    expect(page.locator(LEFT)).to_have_text(f"{count} left")
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


def test_a_page_keeps_its_lines_under_every_key_that_the_hint_names(queue_of_pages: Page):
    page, text = queue_of_pages, "\n".join(LINES)
    field = page.locator(FIELD)
    expect(field).to_have_accessible_description(re.compile("The reader says .* Ctrl Enter goes on"))
    page.keyboard.press("Enter")
    page.keyboard.type("MILK")  # at the end, where the caret is
    expect(field).to_have_value(f"{text}\nMILK")
    page.keyboard.press("ArrowDown")
    expect(page.locator(LEFT)).to_have_text("2 left")
    page.keyboard.press("Control+Enter")
    expect(page.locator(LEFT)).to_have_text("1 left")
    expect(field).to_have_value(text)
    expect(field).to_be_focused()
    page.keyboard.press("Control+ArrowDown")
    expect(page.get_by_text("All checked. Thank you!")).to_be_visible()
    assert sorted(corrections(page).values(), key=str) == [f"{text}\nMILK", None]


def test_an_emptied_page_is_not_confirmed(queue_of_pages: Page):
    queue_of_pages.locator(FIELD).fill("")
    queue_of_pages.keyboard.press("Control+Enter")
    expect(queue_of_pages.get_by_role("alert").filter(has_text="Please type what it says.")).to_be_visible()
    queue_of_pages.keyboard.press("Delete")
    expect(queue_of_pages.locator(LEFT)).to_have_text("1 left")


def test_the_hint_names_the_keys_of_one_line(queue: Page):
    described = re.compile("Enter goes on, the down arrow leaves it for later")
    expect(queue.locator(FIELD)).to_have_accessible_description(described)
