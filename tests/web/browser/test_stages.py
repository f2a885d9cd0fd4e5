"""Looking inside: every stage of the reading on the page appears, can be pointed at, and follows the pen."""

import io
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, expect

from .pen import draw, expect_answer

MAPS = "canvas.maps"
FIELD_WORDS = ".network > .field .field-words"


def open_inside(page: Page) -> None:
    """Draw an A and look inside."""
    page.goto("/")
    draw(page, "A")
    expect_answer(page, "the capital letter A")
    page.get_by_role("button", name="Look inside").click()
    expect(page.locator(".trail li").first).to_be_visible()


def test_the_steps_and_every_stage_appear(page: Page):
    open_inside(page)
    expect(page.locator(".trail h4")).to_have_count(6)
    expect(page.locator(".trail img").last).to_be_visible()
    expect(page.get_by_role("heading", name="Convolution").first).to_be_visible()
    expect(page.get_by_role("heading", name="The first filters themselves")).to_be_visible()
    expect(page.locator(".verdict tbody tr").first).to_contain_text("A")
    expect(page.get_by_role("img", name="the dots that mattered most")).to_be_visible()
    unnamed = page.locator("[data-stages-body] canvas:not([aria-label], [aria-hidden])")
    expect(unnamed).to_have_count(0)


def test_pointing_at_a_dot_tells_filter_value_and_where_it_comes_from(page: Page):
    open_inside(page)
    maps = page.locator(".stage:not(.kernels) canvas.maps").first
    maps.hover(position={"x": 30, "y": 30})
    expect(page.locator(FIELD_WORDS)).to_contain_text("Filter 1, row")
    expect(page.locator(FIELD_WORDS)).to_contain_text("dots of the picture")


def test_a_map_is_walked_through_and_enlarged_by_keyboard(page: Page):
    open_inside(page)
    maps = page.locator(".stage:not(.kernels) canvas.maps").first
    maps.focus()
    before = page.locator(FIELD_WORDS).text_content()
    page.keyboard.press("ArrowDown")
    expect(page.locator(FIELD_WORDS)).not_to_have_text(before)
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    expect(dialog.locator(MAPS)).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


def test_a_layer_is_folded_and_unfolded_by_keyboard(page: Page):
    open_inside(page)
    second = page.locator("details.stage:not(.kernels)").nth(1)
    expect(second).to_have_attribute("open", "")
    second.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(second.locator(".strip")).to_be_visible()
    expect(second.locator(".map-frame")).to_be_hidden()
    page.get_by_role("button", name="Next").click()
    draw(page, "3")
    expect_answer(page, "the digit 3")
    expect(second.locator(".map-frame")).to_be_hidden()  # what is folded stays so
    page.get_by_role("button", name="Unfold all layers").click()
    expect(second.locator(".map-frame")).to_be_visible()
    page.get_by_role("button", name="Fold all layers").click()
    expect(page.locator("details.stage[open]")).to_have_count(0)


def test_what_became_of_a_picture_without_ink_is_shown(page: Page):
    page.goto("/")
    page.locator("[data-files]").set_input_files([sheet_of_paper()])
    card = page.locator("[data-answers] > li")
    expect(card).to_contain_text("The sheet is empty, so there is nothing to read.")
    card.get_by_role("button", name="Look inside").click()
    expect(page.locator("[data-stages-state]")).to_contain_text("There is no ink to be seen")
    expect(page.locator(".trail li").first).to_contain_text("Opened")
    expect(page.locator(".verdict")).to_be_hidden()


def test_the_stages_follow_the_pen(page: Page):
    open_inside(page)
    label = page.locator(".stage:not(.kernels) canvas.maps").first
    before = label.get_attribute("aria-label")
    page.get_by_role("button", name="Next").click()
    draw(page, "3")
    expect_answer(page, "the digit 3")
    expect(page.locator(".verdict tbody tr").first).to_contain_text("3")
    expect(label).not_to_have_attribute("aria-label", before)


def test_a_stored_reading_is_looked_into(page: Page, samples: Path):
    page.goto("/")
    page.locator("[data-files]").set_input_files(samples / "7-photo.jpg")
    expect(page.get_by_text("Kept in your history")).to_be_visible()
    page.goto("/history")
    page.get_by_role("link", name="Look inside the reading of 7").click()
    expect(page.locator("[data-which]")).to_contain_text("It looks like the digit 7")
    expect(page.locator(".verdict tbody tr").first).to_contain_text("7")


def test_a_kept_drawing_is_watched_as_it_was_drawn(page: Page):
    page.goto("/")
    draw(page, "A")
    expect(page.locator(".desk-answer [data-kept]")).to_have_text("Kept in your history")
    page.goto("/history")
    page.get_by_role("link", name="Look inside the reading of A").click()
    page.get_by_role("button", name="Watch it being drawn").click()
    drawn = page.get_by_role("img", name="The drawing, stroke by stroke")
    expect(drawn).to_have_attribute("data-ended", "")
    pixels = "canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data"
    assert drawn.evaluate(f"(canvas) => {pixels}.some((value, place) => place % 4 === 3 && value > 128)")


def test_a_reading_that_is_gone_is_told(page: Page):
    page.goto(f"/stages?id={'0' * 32}")
    expect(page.get_by_text("This is no longer in your history.")).to_be_visible()


def sheet_of_paper() -> dict:
    """Return a picture of white paper, as Playwright hands files to a page."""
    content = io.BytesIO()
    Image.new("L", (200, 200), 250).save(content, "PNG")
    return {"name": "paper.png", "mimeType": "image/png", "buffer": content.getvalue()}
