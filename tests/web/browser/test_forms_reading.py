"""Scans of filled forms are read on the page; doubtful values are put right, and all go into a table."""

import csv
import io
from pathlib import Path

import cv2
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from inkread.forms.template import Field, Template

from .form_sheets import HEIGHT, WIDTH, blank_form, box_of, filled_form

DOUBTS = "[data-doubts] > li"
ROWS = "[data-rows] > tr"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A template with its blank form, and two scans: the code of one has no character that reads for sure."""
    made = tmp_path_factory.mktemp("forms")
    fields = tuple(
        Field(name, left=box[0], top=box[1], width=box[2] - box[0], height=box[3] - box[1], **more)
        for name, more in (
            ("postcode", {"pattern": "99999", "review_below": 0.5}),
            ("code", {"review_below": 1.0}),
            ("town", {"lexicon": "towns.txt", "review_below": 0.5}),
        )
        for box in [box_of(name)]
    )
    template = Template("membership", "membership.png", WIDTH, HEIGHT, fields)
    (made / "membership.yaml").write_text(template.to_yaml(), "utf-8")
    (made / "towns.txt").write_text("ATHENS\nTHEBES\n", "utf-8")
    cv2.imwrite(str(made / "membership.png"), blank_form())
    cv2.imwrite(str(made / "one.png"), filled_form(postcode="37233", code="AB7", town="THEBES"))
    cv2.imwrite(str(made / "two.jpg"), filled_form(postcode="52272", code="KR5"))
    return made


def read_scans(page: Page, folder: Path, *names: str) -> None:
    """Open the template, and have scans read with it."""
    page.goto("/forms")
    beside = ("membership.yaml", "membership.png", "towns.txt")
    page.locator("[data-template-files]").set_input_files([folder / name for name in beside])
    expect(page.locator("[data-scans-drop]")).to_be_visible()
    page.locator("[data-scan-files]").set_input_files([folder / name for name in names])
    expect(page.locator("[data-progress]")).to_contain_text("read.")


def table(page: Page) -> list[dict[str, str]]:
    """Download the table and return its rows."""
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the table (CSV)").click()
    assert download.value.suggested_filename == "membership.csv"
    return list(csv.DictReader(io.StringIO(download.value.path().read_text("utf-8"), newline="")))


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


def test_a_sure_value_is_opened_from_the_table_and_put_right(page: Page, folder: Path):
    read_scans(page, folder, "one.png")
    page.get_by_role("button", name="postcode: 37233. Look at it").click()
    card = page.locator(DOUBTS).filter(has_text="postcode")
    expect(card.get_by_role("textbox")).to_be_focused()
    page.keyboard.type("37239")
    expect(card).to_contain_text("Corrected; read as 37233")
    expect(page.get_by_role("button", name="postcode: 37239, corrected")).to_be_visible()
    assert table(page)[0]["postcode"] == "37239"


def test_another_form_is_told_beside_the_others_and_read_again(page: Page, folder: Path, samples: Path):
    read_scans(page, folder, "one.png", str(samples / "7-photo.jpg"))
    row = page.locator(ROWS).nth(1)
    expect(row).to_contain_text("This does not look like that form.")
    assert table(page)[1]["error"].startswith("other_form: ")
    row.get_by_role("button", name="Try again").click()
    expect(page.locator("[data-progress]")).to_contain_text("2 scans read.")
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
