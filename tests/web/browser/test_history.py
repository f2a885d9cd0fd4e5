"""The history page: found, corrected, deleted with undo, checked in a queue and taken along."""

import csv
import io
import re
from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import Locator, Page, expect

from .written import scribble, shopping_list

COUNT = "[data-count]"
ENTRIES = "[data-entries] > li:visible"
LONG_PAGE = [f"line {number} of a letter" for number in range(12)]


@pytest.fixture
def history(page: Page, samples: Path) -> Page:
    """The history page of a visitor who has sent three pictures."""
    page.goto("/")
    page.locator("[data-files]").set_input_files(
        [samples / "7-photo.jpg", samples / "B-alpha.png", samples / "k-alpha.png"]
    )
    expect(page.locator("[data-answers] .candidates")).to_have_count(3)
    expect(page.get_by_text("Kept in your history")).to_have_count(3)
    page.goto("/history")
    expect(page.locator(COUNT)).to_have_text("3 readings")
    return page


def test_an_empty_history_says_how_to_begin(page: Page):
    page.goto("/history")
    expect(page.get_by_role("heading", name="Nothing here yet")).to_be_visible()
    expect(page.locator("[data-filters]")).to_be_hidden()


def test_readings_are_searched_and_filtered(history: Page):
    history.get_by_label("Search").fill("7-photo")
    expect(history.locator(ENTRIES)).to_have_count(1)
    expect(history.locator(COUNT)).to_have_text("1 reading")
    history.get_by_label("Search").fill("")
    history.get_by_label("How sure").select_option("low")
    expect(history.get_by_role("heading", name="Nothing fits this search")).to_be_visible()
    history.get_by_role("button", name="Show all").click()
    expect(history.locator(ENTRIES)).to_have_count(3)


def test_a_reading_is_corrected_and_the_correction_taken_back(history: Page):
    entry = history.locator(ENTRIES).filter(has_text="B-alpha.png")
    entry.get_by_role("button", name="Correct the reading of B").click()
    history.keyboard.type("8")
    history.keyboard.press("Enter")
    expect(entry.locator("[data-text]")).to_have_text("8")
    expect(entry).to_contain_text("read as B")
    entry.get_by_role("button", name="Take it back").click()
    expect(entry.locator("[data-text]")).to_have_text("B")


def test_a_correction_of_two_characters_is_refused_in_words(history: Page):
    entry = history.locator(ENTRIES).first
    entry.get_by_role("button", name="Correct").click()
    history.keyboard.type("ab")
    history.keyboard.press("Enter")
    expect(entry).to_contain_text("Please type exactly one character.")


def test_what_was_refused_does_not_look_like_an_answer(page: Page, samples: Path, tmp_path: Path):
    page.goto("/")
    page.locator("[data-files]").set_input_files(
        [scribble(tmp_path / "scribble.png"), samples / "7-photo.jpg"]
    )
    expect(page.get_by_text("Kept in your history")).to_have_count(2)
    page.goto("/history")
    refused = page.locator(ENTRIES).filter(has_text="scribble.png")
    expect(refused).to_contain_text(re.compile(r"Refused; at\sbest\s\w"))
    expect(refused).to_contain_text("Not sure that this is a character")
    expect(refused).not_to_contain_text("% sure")
    answer = page.locator(ENTRIES).filter(has_text="7-photo.jpg")
    assert style_of(refused)["border"] == "dashed"
    assert style_of(answer)["border"] == "none"
    assert style_of(refused)["size"] < style_of(answer)["size"]
    refused.get_by_role("button", name="Correct").click()
    page.keyboard.type("m")
    page.keyboard.press("Enter")
    expect(refused.locator("[data-text]")).to_have_text("m")
    assert style_of(refused) == style_of(answer)


def style_of(entry: Locator) -> dict[str, str | float]:
    """Return the shape in which a card shows its text."""
    return entry.locator("[data-text]").evaluate("""(one) => {
        const { borderTopStyle, fontSize } = getComputedStyle(one);
        return { border: borderTopStyle, size: parseFloat(fontSize) };
    }""")


def test_a_long_page_says_how_much_more_there_is_and_shows_it(page: Page, tmp_path: Path):
    page.goto("/words")
    page.locator("[data-files]").set_input_files(shopping_list(tmp_path / "shopping.png"))
    expect(page.get_by_text("Kept in your history")).to_be_visible()
    page.goto("/history")
    page.get_by_role("button", name="Correct").click()
    page.get_by_label("The right text").fill("\n".join(LONG_PAGE))
    page.get_by_role("button", name="Save").click()
    text = page.locator(f"{ENTRIES} [data-text]")
    expect(text).to_have_text("\n".join(LONG_PAGE[:6]))
    assert not is_cut(text)
    page.get_by_role("button", name="… 6 more lines").press("Enter")
    expect(text).to_have_text("\n".join(LONG_PAGE))
    assert not is_cut(text)
    page.get_by_role("button", name="Fewer lines").press("Enter")
    expect(text).to_have_text("\n".join(LONG_PAGE[:6]))


def is_cut(text: Locator) -> bool:
    """Return whether a part of a text is out of sight."""
    return text.evaluate("(one) => one.scrollHeight > one.clientHeight + 1")


def test_a_reading_is_deleted_and_that_is_undone(history: Page):
    history.get_by_role("button", name="Delete the reading of B").click()
    expect(history.locator(COUNT)).to_have_text("2 readings")
    history.get_by_role("button", name="Undo").click()
    expect(history.locator(COUNT)).to_have_text("3 readings")
    history.reload()
    expect(history.locator(COUNT)).to_have_text("3 readings")


def test_a_reading_that_was_deleted_stays_deleted_when_the_page_is_left(history: Page):
    history.get_by_role("button", name="Delete the reading of B").click()
    expect(history.locator(COUNT)).to_have_text("2 readings")
    history.goto("/about")
    # The request outlives its page, so that no page sees its end.
    history.wait_for_function("async () => (await (await fetch('/api/v1/history')).json()).total === 2")


def test_what_is_being_deleted_stays_off_a_list_asked_for_meanwhile(history: Page):
    history.get_by_role("button", name="Delete the reading of B").click()
    history.get_by_label("Search").fill("alpha")
    expect(history.locator(COUNT)).to_have_text("1 reading")
    expect(history.locator(ENTRIES)).to_have_count(1)
    history.get_by_role("button", name="Undo").click()
    expect(history.locator(COUNT)).to_have_text("2 readings")
    expect(history.locator(ENTRIES)).to_have_count(2)
    expect(history.get_by_role("button", name="Delete the reading of B")).to_be_focused()


def test_what_was_deleted_does_not_come_back_to_a_list_asked_for_meanwhile(history: Page):
    history.get_by_role("button", name="Delete the reading of B").click()
    history.get_by_label("Search").fill("alpha")
    expect(history.locator(COUNT)).to_have_text("1 reading")
    with history.expect_response("**/api/v1/history/*") as deleted:  # the next deletion ends the wait of this
        history.get_by_role("button", name="Delete the reading of k").click()
    assert deleted.value.ok
    history.get_by_role("button", name="Undo").click()
    expect(history.locator(COUNT)).to_have_text("1 reading")
    expect(history.locator(ENTRIES)).to_have_count(1)


def test_what_is_being_deleted_is_not_to_be_checked(history: Page):
    history.get_by_role("button", name="Delete the reading of B").click()
    history.get_by_role("button", name="Check the unsure ones").click()
    expect(history.locator("[data-left]")).to_have_text("2 left")


def test_quick_enters_skip_no_reading(history: Page):
    held = []
    history.route("**/api/v1/history/*", lambda route: held.append(route))  # corrections, until let go
    history.get_by_role("button", name="Check the unsure ones").press("Enter")
    expect(history.locator("[data-left]")).to_have_text("3 left")
    with history.expect_request("**/api/v1/history/*"):
        history.keyboard.press("Enter")
    history.keyboard.press("Enter")
    history.keyboard.press("ArrowDown")
    for route in held:
        route.continue_()
    expect(history.locator("[data-left]")).to_have_text("2 left")
    history.unroute_all()
    history.keyboard.press("Enter")
    expect(history.locator("[data-left]")).to_have_text("1 left")
    history.keyboard.press("Enter")
    expect(history.get_by_text("All checked. Thank you!")).to_be_visible()
    history.keyboard.press("Escape")
    expect(history.locator(".entry.corrected")).to_have_count(3)


def test_unsure_ones_are_checked_by_keyboard_alone(history: Page):
    history.get_by_role("button", name="Check the unsure ones").press("Enter")
    expect(history.locator("[data-left]")).to_have_text("3 left")
    history.keyboard.press("Enter")  # it was right
    expect(history.locator("[data-left]")).to_have_text("2 left")
    history.keyboard.type("q")
    history.keyboard.press("Enter")
    expect(history.locator("[data-left]")).to_have_text("1 left")
    history.keyboard.press("ArrowDown")  # later
    expect(history.get_by_text("All checked. Thank you!")).to_be_visible()
    history.keyboard.press("Escape")
    expect(history.locator(".entry.corrected")).to_have_count(2)


def test_the_history_is_taken_along_as_a_table(history: Page):
    with history.expect_download() as download:
        history.get_by_role("link", name="Table (CSV)").click()
    rows = list(csv.DictReader(io.StringIO(download.value.path().read_text("utf-8"))))
    assert sorted(row["text"] for row in rows) == ["7", "B", "k"]


def test_labelled_images_are_offered_once_there_are_some(history: Page):
    images = history.get_by_role("link", name="Labelled images (ZIP)")
    advice = history.get_by_text("Correct or confirm some single characters first.")
    expect(advice).to_be_visible()
    expect(images).to_be_hidden()
    entry = history.locator(ENTRIES).filter(has_text="B-alpha.png")
    entry.get_by_role("button", name="Correct").click()
    history.keyboard.type("8")
    history.keyboard.press("Enter")
    expect(advice).to_be_hidden()
    with history.expect_download() as download:
        images.click()
    assert [name.split("/")[0] for name in ZipFile(download.value.path()).namelist()] == [f"U+{ord('8'):04X}"]
    entry.get_by_role("button", name="Take it back").click()
    expect(advice).to_be_visible()
    expect(images).to_be_hidden()


def test_corrected_words_are_no_labelled_images(page: Page, tmp_path: Path):
    page.goto("/words")
    page.locator("[data-files]").set_input_files(shopping_list(tmp_path / "shopping.png"))
    expect(page.get_by_text("Kept in your history")).to_be_visible()
    page.goto("/history")
    page.get_by_role("button", name="Correct").click()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("button", name="Take it back")).to_be_visible()
    expect(page.get_by_text("Correct or confirm some single characters first.")).to_be_visible()


def test_nobody_sees_anothers_history(history: Page, browser, address: str):
    other = browser.new_context(base_url=address)
    page = other.new_page()
    page.goto("/history")
    expect(page.get_by_role("heading", name="Nothing here yet")).to_be_visible()
    other.close()
