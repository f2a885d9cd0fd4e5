"""Tick boxes on the page: said of a box, saved and opened again, and put right by a tick."""

import csv
import io
from pathlib import Path

import cv2
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from inkread.forms.template import Field, Template

from .form_sheets import CELL, HEIGHT, LEFT, ROWS, WIDTH, blank_form

CELLS = {"post": 0, "phone": 2}  # of the row for the code
DOUBTS = "[data-doubts] > li"
KIND = "What may be written there?"


def field_of(name: str) -> Field:
    """Return the tick box around one printed box."""
    left, top = LEFT + CELLS[name] * CELL - 6, ROWS["code"][0] - 6
    return Field(name, left, top, CELL + 12, CELL + 12, tick=True)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A template of two tick boxes with its blank form, and a scan: a cross in one, in the other a dot."""
    made = tmp_path_factory.mktemp("ticks")
    fields = tuple(map(field_of, CELLS))
    text = Template("club", "club.png", WIDTH, HEIGHT, fields).to_yaml()
    (made / "club.yaml").write_text(text, "utf-8")
    sheet = blank_form()
    cv2.imwrite(str(made / "club.png"), sheet)
    left, top = LEFT, ROWS["code"][0]
    for start, end in (((14, 14), (50, 50)), ((50, 14), (14, 50))):
        cv2.line(sheet, (left + start[0], top + start[1]), (left + end[0], top + end[1]), 30, 4, cv2.LINE_AA)
    cv2.circle(sheet, (left + 2 * CELL + 32, top + 32), 4, 30, -1, cv2.LINE_AA)
    cv2.imwrite(str(made / "scan.png"), sheet)
    return made


def read_scan(page: Page, folder: Path) -> None:
    """Open the template, and have the scan read with it."""
    page.goto("/forms")
    page.locator("[data-template-files]").set_input_files([folder / "club.yaml", folder / "club.png"])
    expect(page.locator("[data-scans-drop]")).to_be_visible()
    page.locator("[data-scan-files]").set_input_files([folder / "scan.png"])
    expect(page.locator("[data-progress]")).to_contain_text("read.")


def row(page: Page) -> dict[str, str]:
    """Download the table and return its only row."""
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the table (CSV)").click()
    (only,) = csv.DictReader(io.StringIO(download.value.path().read_text("utf-8-sig"), newline=""))
    return only


def test_a_box_is_said_to_be_for_a_tick_saved_and_opened_again(page: Page, folder: Path, tmp_path: Path):
    page.goto("/forms")
    page.locator("[data-blank-file]").set_input_files(folder / "club.png")
    page.get_by_role("button", name="Add a box").click()
    page.keyboard.press("Enter")
    page.keyboard.type("post")
    page.get_by_label("It may have several lines").check()
    page.get_by_label(KIND).focus()
    page.keyboard.type("A tick")
    expect(page.get_by_label(KIND)).to_have_value("tick")
    expect(page.get_by_label("It may have several lines")).to_be_hidden()
    expect(page.get_by_text("The table has yes where it is ticked")).to_be_visible()
    expect(page.locator("[data-fields] > li")).to_contain_text("A tick")
    page.get_by_label("One at most of").fill("contact")
    page.get_by_role("button", name="Another like it").click()
    page.keyboard.type("phone")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the template").click()
    download.value.save_as(tmp_path / "club.yaml")
    field, other = Template.read(tmp_path / "club.yaml").fields
    assert (field.name, field.tick, field.lines, field.group) == ("post", True, False, "contact")
    assert (other.name, other.tick, other.group) == ("phone", True, "contact")

    page.evaluate("indexedDB.deleteDatabase('inkread-forms')")
    page.goto("/forms")
    page.locator("[data-template-files]").set_input_files([tmp_path / "club.yaml", folder / "club.png"])
    page.locator("[data-fields] button").first.click()
    expect(page.get_by_label(KIND)).to_have_value("tick")
    page.get_by_label("One at most of").fill("nobody's")
    expect(page.get_by_text("No other box has this name")).to_be_visible()
    page.get_by_label(KIND).select_option("any")
    expect(page.get_by_label("It may have several lines")).to_be_visible()


def test_a_doubtful_tick_is_put_right_by_the_keyboard(page: Page, folder: Path):
    read_scan(page, folder)
    first = row(page)
    assert (first["post"], first["phone"], first["doubtful"]) == ("yes", "", "phone")
    card = page.locator(DOUBTS)
    box = card.get_by_role("checkbox")
    expect(box).to_have_accessible_name("phone scan.png Ticked")
    expect(box).not_to_be_checked()
    expect(card.get_by_role("status")).to_contain_text("% sure")
    box.focus()
    page.keyboard.press("Space")
    expect(card.get_by_role("status")).to_contain_text("Corrected; read as –")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Download the table (CSV)")).to_be_focused()
    expect(page.locator("[data-doubts-left]")).to_have_text("All looked at. Thank you!")
    then = row(page)
    assert (then["post"], then["phone"], then["doubtful"]) == ("yes", "yes", "")


def test_enter_alone_says_that_a_box_is_as_it_was_read(page: Page, folder: Path):
    read_scan(page, folder)
    page.locator(DOUBTS).get_by_role("checkbox").press("Enter")
    expect(page.locator(DOUBTS).get_by_role("status")).to_have_text("Looked at")
    then = row(page)
    assert (then["post"], then["phone"], then["doubtful"]) == ("yes", "", "")


def test_a_button_says_that_a_box_is_as_it_was_read(page: Page, folder: Path):
    read_scan(page, folder)
    page.get_by_role("button", name="That is right: phone of scan.png").click()
    expect(page.locator(DOUBTS).get_by_role("status")).to_have_text("Looked at")
    expect(page.locator(DOUBTS).get_by_text("That is right")).to_be_hidden()
    expect(page.get_by_role("button", name="Download the table (CSV)")).to_be_focused()
    then = row(page)
    assert (then["post"], then["phone"], then["doubtful"]) == ("yes", "", "")


def test_a_sure_tick_is_opened_from_the_table_and_taken_away(page: Page, folder: Path):
    read_scan(page, folder)
    page.get_by_role("button", name="post: yes. Look at it").click()
    card = page.locator(DOUBTS).filter(has_text="post")
    expect(card.get_by_role("checkbox")).to_be_focused()
    card.get_by_text("Ticked").click()
    expect(card).to_contain_text("Corrected; read as yes")
    expect(page.get_by_role("button", name="post: empty, corrected")).to_have_text("–")
    assert row(page)["post"] == ""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_ticks(page: Page, folder: Path, scheme: str):
    page.emulate_media(color_scheme=scheme)
    read_scan(page, folder)
    page.locator("[data-fields] button").first.click()
    page.get_by_role("button", name="post: yes. Look at it").click()
    found = Axe().run(page).response["violations"]
    assert [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]] == []
