"""Scans of filled forms are read on the page; doubtful values are put right, and all go into a table."""

from pathlib import Path

import cv2
import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from .form_scans import DOUBTS, ROWS, read_scans, scans_in, table


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A template, and two scans to read with it."""
    return scans_in(tmp_path_factory.mktemp("forms"))


def test_scans_are_read_doubtful_values_put_right_and_taken_along(page: Page, folder: Path):
    read_scans(page, folder, "one.png", "two.jpg")
    one, two = table(page)
    assert (one["file"], one["postcode"], one["town"]) == ("one.png", "37233", "THEBES")
    assert (two["file"], two["postcode"], two["town"]) == ("two.jpg", "52272", "")
    assert (one["doubtful"], two["doubtful"], one["error"]) == ("code", "code", "")
    expect(page.locator("[data-doubts-left]")).to_have_text("2 values left")
    first, second = (page.locator(DOUBTS).nth(place) for place in (0, 1))
    expect(first).to_contain_text("one.png")
    assert first.locator("img").evaluate("(image) => image.naturalWidth") > 100
    first.get_by_role("textbox").fill("AB7")
    page.keyboard.press("Enter")
    expect(second.get_by_role("textbox")).to_be_focused()
    page.keyboard.type('=1,"2"')
    page.keyboard.press("Enter")
    expect(page.locator("[data-doubts-left]")).to_have_text("All looked at. Thank you!")
    expect(page.get_by_role("button", name="Download the table (CSV)")).to_be_focused()
    one, two = table(page)
    assert (one["code"], one["doubtful"]) == ("AB7", "")
    assert (two["code"], two["doubtful"]) == ('\'=1,"2"', "")


def test_each_page_of_a_pdf_is_a_row_of_its_own(page: Page, folder: Path):
    one, two = (Image.fromarray(cv2.imread(str(folder / name))) for name in ("one.png", "two.jpg"))
    two.save(folder / "both.pdf", save_all=True, append_images=[one])
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7")
    read_scans(page, folder, "both.pdf", "broken.pdf", "one.png")
    expect(page.locator("[data-progress]")).to_have_text("3 scans read. 1 not read: see its row.")
    rows = table(page)
    assert [(row["file"], row["postcode"]) for row in rows] == [
        *(("both.pdf#1", "52272"), ("both.pdf#2", "37233")),
        *(("broken.pdf", ""), ("one.png", "37233")),
    ]
    assert rows[2]["error"].startswith("truncated")


def test_a_sure_value_is_opened_from_the_table_and_put_right(page: Page, folder: Path):
    read_scans(page, folder, "one.png")
    page.get_by_role("button", name="postcode: 37233. Look at it").click()
    card = page.locator(DOUBTS).filter(has_text="postcode")
    expect(card.get_by_role("textbox")).to_be_focused()
    page.keyboard.type("37239")
    expect(card).to_contain_text("Corrected; read as 37233")
    expect(page.get_by_role("button", name="postcode: 37239, corrected")).to_be_visible()
    assert table(page)[0]["postcode"] == "37239"


def open_value(page: Page, name: str) -> Locator:
    """Open a value from the table, and return its card."""
    page.locator(ROWS).get_by_role("button", name=f"{name}: ").click()
    return page.locator(DOUBTS).filter(has_text=name)


def test_what_a_field_cannot_hold_is_looked_at_again_until_it_is_kept(page: Page, folder: Path):
    read_scans(page, folder, "one.png")
    card = open_value(page, "postcode")
    box = card.get_by_role("textbox")
    page.keyboard.type("3723")
    page.keyboard.down("Enter")
    expect(card.get_by_role("status")).to_contain_text("postcode cannot hold this: expected a value")
    page.keyboard.down("Enter")  # held: it says nothing again
    page.keyboard.up("Enter")
    expect(card.get_by_role("status")).to_contain_text("follows 99999, got '3723'")
    expect(box).to_be_focused()
    expect(box).to_have_attribute("aria-invalid", "true")
    expect(page.locator("[data-doubts-left]")).to_have_text("2 values left")
    found = Axe().run(page).response["violations"]
    assert [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]] == []
    row = table(page)[0]
    assert (row["postcode"], row["doubtful"]) == ("3723", "postcode; code")
    box.focus()
    page.keyboard.press("Enter")
    expect(card.get_by_role("status")).to_have_text("Kept, although it does not fit; read as 37233")
    expect(page.locator(DOUBTS).filter(has_text="code").first.get_by_role("textbox")).to_be_focused()
    row = table(page)[0]
    assert (row["postcode"], row["doubtful"]) == ("3723", "code")
    box.fill("37239")
    box.press("Enter")
    expect(card.get_by_role("status")).to_have_text("Corrected; read as 37233")
    expect(box).to_have_attribute("aria-invalid", "false")


def test_a_button_keeps_what_a_field_cannot_hold(page: Page, folder: Path):
    read_scans(page, folder, "one.png")
    card = open_value(page, "postcode")
    right = card.get_by_role("button", name="That is right")
    expect(right).to_be_hidden()  # for nobody doubts it
    page.keyboard.type("3723")
    page.keyboard.press("Tab")
    expect(card.get_by_role("status")).to_contain_text("“That is right”, or Enter once more, keeps it")
    right.click()
    expect(card.get_by_role("status")).to_have_text("Kept, although it does not fit; read as 37233")
    expect(page.get_by_role("button", name="That is right: code of one.png")).to_be_focused()


def test_leaving_a_field_is_enough_and_an_entry_is_taken_as_the_list_has_it(page: Page, folder: Path):
    read_scans(page, folder, "one.png")
    card = open_value(page, "town")
    page.keyboard.type("Genf")
    page.keyboard.press("Tab")
    expect(card.get_by_role("status")).to_contain_text("an entry of towns.txt, got 'Genf'")
    assert table(page)[0]["doubtful"] == "code; town"
    card.get_by_role("textbox").fill("ATH ENS")
    page.keyboard.press("Tab")
    expect(card.get_by_role("textbox")).to_have_value("ATHENS")
    assert (table(page)[0]["town"], table(page)[0]["doubtful"]) == ("ATHENS", "code")


def test_a_value_typed_just_before_the_table_is_taken_is_looked_at_first(page: Page, folder: Path):
    read_scans(page, folder, "one.png")
    open_value(page, "postcode")
    page.keyboard.type("3723")
    assert table(page)[0]["doubtful"] == "postcode; code"


def test_a_service_that_does_not_answer_holds_no_correction_up(page: Page, folder: Path):
    read_scans(page, folder, "one.png")
    page.route("**/forms/values", lambda route: route.abort())
    card = open_value(page, "postcode")
    page.keyboard.type("3723")
    page.keyboard.press("Enter")
    expect(card.get_by_role("status")).to_contain_text("Taken as you typed it. The service did not answer")
    expect(card.get_by_role("textbox")).not_to_be_focused()
    assert (table(page)[0]["postcode"], table(page)[0]["doubtful"]) == ("3723", "code")


def test_the_cutting_of_a_long_field_has_the_width_of_its_card(page: Page, folder: Path):
    read_scans(page, folder, "one.png")
    card = page.locator(DOUBTS).first
    shown, whole = (card.locator(part).bounding_box()["width"] for part in ("img", ".doubt-crop"))
    assert shown > 0.9 * whole
    assert whole > 0.9 * (card.bounding_box()["width"] - 40)


def test_another_form_is_told_beside_the_others_and_read_again(page: Page, folder: Path, samples: Path):
    read_scans(page, folder, "one.png", str(samples / "7-photo.jpg"))
    row = page.locator(ROWS).nth(1)
    expect(row).to_contain_text("This does not look like that form.")
    assert table(page)[1]["error"].startswith("other_form: ")
    row.get_by_role("button", name="Try again").click()
    expect(page.locator("[data-progress]")).to_contain_text("1 scan read. 1 not read: see its row.")
    expect(page.locator(ROWS).first).to_contain_text("37233")
    page.get_by_role("button", name="Clear the table").click()
    expect(page.locator(ROWS)).to_have_count(0)
    expect(page.locator(DOUBTS)).to_have_count(0)


def test_a_template_whose_list_of_words_is_missing_says_so(page: Page, folder: Path):
    page.goto("/forms")
    beside = [folder / "membership.yaml", folder / "membership.png"]
    page.locator("[data-template-files]").set_input_files(beside)
    expect(page.locator("[data-scans-drop]")).to_be_hidden()
    page.locator("[data-fields] > li").filter(has_text="not finished").click()
    expect(page.locator("#field-name")).to_have_value("town")
    page.locator("[data-template-files]").set_input_files([folder / "towns.txt"])
    expect(page.get_by_label("Only these words")).to_have_value("ATHENS\nTHEBES\n")
    expect(page.locator("[data-scans-drop]")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_editor_and_the_values(page: Page, folder: Path, scheme: str):
    page.emulate_media(color_scheme=scheme)
    read_scans(page, folder, "one.png")
    page.locator("[data-boxes] > button").first.focus()
    found = Axe().run(page).response["violations"]
    assert [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]] == []


@pytest.mark.parametrize("width", [360, 1440])
def test_nothing_is_wider_than_the_window(page: Page, folder: Path, width: int):
    page.set_viewport_size({"width": width, "height": 740})
    read_scans(page, folder, "one.png", "two.jpg")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_on_a_phone_what_is_said_of_a_file_is_seen_without_moving_the_table(page: Page, folder: Path):
    page.set_viewport_size({"width": 360, "height": 740})
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7")
    read_scans(page, folder, "one.png", "two.jpg", "broken.pdf")
    again = page.get_by_role("button", name="Try again")
    again.scroll_into_view_if_needed()
    page.locator(".values").evaluate("(table) => table.scrollTo(0, 0)")
    for shown in (again, page.locator(".values .refused td span")):
        box = shown.bounding_box() or {}
        assert box["x"] + box["width"] <= 360


class TestOnAPhone:
    @pytest.fixture
    def options(self) -> dict:
        return {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}

    def test_a_tap_says_that_a_value_is_right_and_no_keyboard_comes_up(self, page: Page, folder: Path):
        read_scans(page, folder, "one.png", "two.jpg")
        buttons = page.locator(DOUBTS).get_by_role("button", name="That is right")
        expect(buttons).to_have_count(2)
        assert buttons.first.bounding_box()["height"] >= 44
        read = page.locator(DOUBTS).first.get_by_role("textbox").input_value()
        buttons.first.tap()
        expect(buttons).to_have_count(1)
        expect(buttons).to_be_focused()
        buttons.tap()
        expect(page.locator("[data-doubts-left]")).to_have_text("All looked at. Thank you!")
        one, two = table(page)
        assert (one["code"], one["doubtful"], two["doubtful"]) == (read, "", "")
