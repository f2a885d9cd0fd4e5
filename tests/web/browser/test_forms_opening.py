"""A form is opened on the page: nothing that was made before is lost, and what is missing is said."""

import base64
from pathlib import Path

import cv2
import pytest
from playwright.sync_api import Page, expect

from .form_scans import scans_in
from .form_sheets import HEIGHT, WIDTH, blank_form
from .test_forms_editor import BOXES, choose_blank, draw_box

TROUBLE = "[data-blank-trouble]"
PASTE = """([name, coded]) => {
    const bytes = Uint8Array.from(atob(coded), (one) => one.charCodeAt(0));
    const clipboardData = new DataTransfer();
    clipboardData.items.add(new File([bytes], name, { type: "image/png" }));
    const told = { clipboardData, bubbles: true, cancelable: true };
    document.body.dispatchEvent(new ClipboardEvent("paste", told));
}"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A template that names the list towns.txt, and the picture of another form, which is larger."""
    made = scans_in(tmp_path_factory.mktemp("opening"))
    cv2.imwrite(str(made / "other.png"), cv2.resize(blank_form(), (2 * WIDTH, HEIGHT)))
    return made


def paste(page: Page, picture: Path) -> None:
    """Paste a picture into the page."""
    page.evaluate(PASTE, [picture.name, base64.b64encode(picture.read_bytes()).decode("ascii")])


def shown_width(page: Page) -> int:
    """Return the width of the blank form that is shown, px of the picture."""
    return page.locator("[data-image]").evaluate("(image) => image.decode().then(() => image.naturalWidth)")


def test_a_pasted_picture_replaces_no_template_that_is_not_finished(page: Page, folder: Path):
    page.goto("/forms")
    paste(page, folder / "membership.png")  # the blank form, for there is none yet
    expect(page.locator("[data-desk]")).to_be_visible()
    draw_box(page, 100, 100, 300, 200)
    paste(page, folder / "other.png")
    expect(page.get_by_text("First finish the template above")).to_be_visible()
    expect(page.locator(BOXES)).to_have_count(1)
    assert shown_width(page) == WIDTH


def test_another_blank_form_is_taken_back_by_undo_with_its_picture(page: Page, folder: Path):
    choose_blank(page, folder / "membership.png")
    draw_box(page, 100, 100, 300, 200)
    page.locator("[data-blank-file]").set_input_files(folder / "other.png")
    expect(page.locator(BOXES)).to_have_count(0)
    assert shown_width(page) == 2 * WIDTH
    draw_box(page, 100, 300, 300, 400)
    undo = page.locator("[data-undo]")
    for _ in range(2):
        undo.click()
    expect(page.locator(BOXES)).to_have_count(1)
    assert shown_width(page) == WIDTH
    page.reload()
    expect(page.locator(BOXES)).to_have_count(1)
    assert shown_width(page) == WIDTH
    expect(undo).to_be_disabled()


def test_the_message_takes_another_blank_form_back_and_what_was_drawn_since(page: Page, folder: Path):
    choose_blank(page, folder / "membership.png")
    draw_box(page, 100, 100, 300, 200)
    page.keyboard.type("code")
    page.locator("[data-blank-file]").set_input_files(folder / "other.png")
    expect(page.get_by_text("The boxes of the form before are gone.")).to_be_visible()
    page.get_by_role("button", name="Add a box").click()
    page.locator("[data-toast]").get_by_role("button", name="Undo").click()
    expect(page.locator("[data-fields] > li")).to_contain_text("code")
    assert shown_width(page) == WIDTH


def give(page: Page, folder: Path, *names: str) -> None:
    """Choose files with "Open a template"."""
    page.locator("[data-template-files]").set_input_files([folder / name for name in names])


def test_the_files_of_a_template_come_one_by_one_and_what_is_missing_stays_said(page: Page, folder: Path):
    (folder / "cities.txt").write_text("OSLO", "utf-8")
    page.goto("/forms")
    trouble = page.locator(TROUBLE)
    give(page, folder, "membership.yaml")
    expect(trouble).to_contain_text("belongs to it: membership.png.")
    expect(trouble).to_contain_text("still missing: towns.txt.")
    give(page, folder, "cities.txt")
    expect(trouble).to_contain_text("cities.txt was left out: no field names it.")
    expect(trouble).to_contain_text("membership.png")
    give(page, folder, "towns.txt")
    expect(trouble).not_to_contain_text(".txt")
    expect(trouble).to_contain_text("membership.png")
    page.locator("[data-blank-file]").set_input_files(folder / "membership.png")
    expect(page.locator("[data-scans-drop]")).to_be_visible()
    expect(trouble).to_be_hidden()


def test_a_new_form_is_begun_where_the_picture_of_a_template_is_not_to_be_had(page: Page, folder: Path):
    page.goto("/forms")
    give(page, folder, "membership.yaml")
    expect(page.locator(TROUBLE)).to_contain_text("belongs to it: membership.png.")
    page.locator("[data-blank-file]").set_input_files(folder / "other.png")
    expect(page.locator(TROUBLE)).to_contain_text("Choose the one that it was made with.")
    page.get_by_role("button", name="Begin a new template with it").click()
    expect(page.locator("[data-image]")).to_be_visible()
    assert shown_width(page) == 2 * WIDTH
    expect(page.locator(BOXES)).to_have_count(0)
    expect(page.locator(TROUBLE)).to_be_hidden()


def test_a_list_that_is_missing_is_named_until_its_words_are_there(page: Page, folder: Path):
    page.goto("/forms")
    trouble = page.locator(TROUBLE)
    give(page, folder, "membership.yaml", "membership.png")
    expect(trouble).to_contain_text("still missing: towns.txt.")
    page.reload()
    expect(trouble).to_contain_text("still missing: towns.txt.")
    page.locator("[data-fields] .unfinished").click()
    page.get_by_label("Only these words").fill("OSLO")
    expect(trouble).to_be_hidden()
    page.get_by_role("button", name="Undo").click()
    expect(trouble).to_contain_text("still missing: towns.txt.")
    give(page, folder, "towns.txt")
    expect(trouble).to_be_hidden()


def test_a_template_opened_over_another_can_be_taken_back(page: Page, folder: Path):
    choose_blank(page, folder / "membership.png")
    draw_box(page, 100, 100, 300, 200)
    give(page, folder, "membership.yaml", "membership.png", "towns.txt")
    expect(page.locator(BOXES)).to_have_count(3)
    page.locator("[data-toast]").get_by_role("button", name="Undo").click()
    expect(page.locator(BOXES)).to_have_count(1)
