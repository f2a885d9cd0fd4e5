"""Everybody can use every page: axe-core finds nothing, the keyboard is enough, colours follow the device."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from .pen import PAD, WORDS, draw, expect_answer, write
from .written import scribble

ENLARGED = {"width": 320, "height": 256}  # CSS px of a window of 1280 × 1024 at 400 %, as in WCAG 1.4.10
SCHEMES = ("light", "dark")
PAGES = ("/", "/words", "/forms", "/stages", "/history", "/about", "/openapi", "/nothing")


def violations(page: Page) -> list[str]:
    """Return what axe-core finds on the page, an element each."""
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_on_a_page(page: Page, path: str, scheme: str):
    page.emulate_media(color_scheme=scheme)
    page.goto(path)
    expect(page.locator("h1")).to_be_visible()
    assert violations(page) == []


@pytest.mark.parametrize("path", PAGES)
def test_nothing_scrolls_sideways_where_a_window_is_enlarged_four_times(page: Page, path: str):
    page.set_viewport_size(ENLARGED)
    page.goto(path)
    expect(page.locator("h1")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= ENLARGED["width"]


@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_finds_nothing_once_there_are_answers_stages_and_a_history(
    page: Page, samples: Path, tmp_path: Path, scheme: str
):
    page.emulate_media(color_scheme=scheme)
    page.goto("/")
    sent = [samples / "7-photo.jpg", samples / "strokes.json", scribble(tmp_path / "scribble.png")]
    page.locator("[data-files]").set_input_files(sent)
    expect(page.get_by_text("Kept in your history")).to_have_count(2)
    draw(page, "A")
    expect_answer(page, "the capital letter A")
    page.locator("[data-inside-switch]").click()
    expect(page.locator(".verdict tbody tr").first).to_be_visible()
    assert violations(page) == []
    page.goto("/history")
    expect(page.locator(".entry").first).to_be_visible()
    page.get_by_role("button", name="Check the unsure ones").click()
    expect(page.locator("[data-guess]")).to_be_visible()
    assert violations(page) == []
    page.set_viewport_size(ENLARGED)
    assert page.evaluate("document.documentElement.scrollWidth") <= ENLARGED["width"]


@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_finds_nothing_once_words_were_read(page: Page, samples: Path, scheme: str):
    page.emulate_media(color_scheme=scheme)
    page.goto("/words")
    page.locator("[data-files]").set_input_files([samples / "7-photo.jpg", samples / "strokes.json"])
    expect(page.get_by_text("Kept in your history")).to_be_visible()
    write(page, "A7")
    expect(page.locator(".words-live [data-text]")).to_have_text("A7")  # a 7 is one stroke: no answer follows
    page.locator(".words-live .box").first.click()
    page.locator(".words-live").get_by_role("button", name="Larger", exact=True).click()
    expect(page.locator(".words-live [data-chosen]")).to_be_visible()
    assert violations(page) == []
    expect(page.locator(".words-live").get_by_text("Kept in your history")).to_be_visible()  # after a pause
    page.goto("/history")
    page.get_by_role("button", name="Correct the reading of A7").click()
    assert violations(page) == []


def test_the_keyboard_alone_draws_reads_and_corrects(page: Page):
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    while not page.evaluate("(pad) => document.activeElement.matches(pad)", PAD):
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    for _ in range(9):
        page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Space")
    expect(page.locator(WORDS)).not_to_have_text("Draw something, and see what it looks like to the network.")
    expect(page.locator(".desk-answer .candidate")).to_have_count(5)
    page.get_by_label("It was").focus()
    page.keyboard.type("1")
    page.keyboard.press("Enter")
    expect(page.locator("[data-corrected]").first).to_have_text("Thank you: noted as 1.")


def test_the_colours_follow_the_device_until_one_chooses(page: Page):
    page.emulate_media(color_scheme="dark")
    page.goto("/")
    assert is_dark(page)
    switch = page.get_by_role("button", name="Colours")
    switch.click()
    assert not is_dark(page)
    page.goto("/about")
    assert not is_dark(page)
    switch.click()
    switch.click()
    assert is_dark(page)


def test_without_javascript_a_picture_is_still_read(browser, address: str, samples: Path):
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    expect(page.get_by_text("JavaScript is switched off")).to_be_visible()
    expect(page.locator(PAD)).to_be_hidden()
    page.locator("input[name=image]").set_input_files(samples / "A-pen.png")
    page.get_by_role("button", name="Read them").click()
    expect(page.get_by_text("It looks like the capital letter A")).to_be_visible()
    context.close()


def is_dark(page: Page) -> bool:
    """Return whether the page's background is darker than its text."""
    channels = "(name) => getComputedStyle(document.body)[name].match(/[\\d.]+/g).slice(0, 3).map(Number)"
    paper, ink = (sum(page.evaluate(channels, name)) for name in ("backgroundColor", "color"))
    return paper < ink
