"""The table of values while scans are read: cleared, taken back, and walked through by keyboard."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from .form_scans import DOUBTS, ROWS, read_scans, scans_in, table

READ = "**/api/v1/forms/read*"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A template, and two scans to read with it."""
    return scans_in(tmp_path_factory.mktemp("forms"))


def read_and_hold(page: Page, folder: Path, held: list[Route], *names: str) -> None:
    """Read a first scan, and have the service hold back what it says of the further ones."""
    read_scans(page, folder, "one.png")
    page.route(READ, lambda route: held.append(route))
    with page.expect_request(READ):
        page.locator("[data-scan-files]").set_input_files([folder / name for name in names])


def test_a_table_cleared_during_a_reading_stays_empty(page: Page, folder: Path):
    held: list[Route] = []
    read_and_hold(page, folder, held, "two.jpg", "one.png")
    expect(page.locator("[data-progress]")).to_have_text("2 scans to go …")
    page.get_by_role("button", name="Clear the table").press("Enter")
    expect(page.locator("[data-scan-files]")).to_be_focused()
    held[0].continue_()
    page.unroute(READ)
    with page.expect_response(READ):  # of a scan that is chosen now, and read after what was given up
        page.locator("[data-scan-files]").set_input_files([folder / "one.png"])
    expect(page.locator("[data-progress]")).to_have_text("1 scan read.")
    expect(page.locator("[data-doubts-left]")).to_have_text("1 value left")
    expect(page.locator(ROWS)).to_have_count(1)


def test_a_cleared_table_comes_back_and_what_was_being_read_is_read(page: Page, folder: Path):
    held: list[Route] = []
    read_and_hold(page, folder, held, "two.jpg")
    page.locator(DOUBTS).get_by_role("textbox").fill("AB9")
    page.get_by_role("button", name="Clear the table").press("Enter")
    expect(page.locator("[data-values]")).to_be_hidden()
    expect(page.locator("[data-review]")).to_be_hidden()
    page.unroute(READ)
    page.locator("[data-toast]").get_by_role("button", name="Undo").press("Enter")
    expect(page.get_by_role("button", name="Clear the table")).to_be_focused()
    expect(page.locator("[data-progress]")).to_have_text("2 scans read.")
    expect(page.locator("[data-doubts-left]")).to_have_text("1 value left")
    one, two = table(page)
    assert (one["file"], one["code"], one["doubtful"]) == ("one.png", "AB9", "")
    assert (two["file"], two["postcode"], two["doubtful"]) == ("two.jpg", "52272", "code")


def test_scans_chosen_together_are_read_with_the_template_as_it_was_then(page: Page, folder: Path):
    held: list[Route] = []
    read_and_hold(page, folder, held, "two.jpg", "one.png")
    page.locator("[data-fields] button").first.click()
    page.get_by_label("Name", exact=True).fill("postal code")
    page.get_by_role("button", name="Add a box").click()  # it has no name: the template is not finished
    held[0].continue_()
    page.unroute(READ)
    expect(page.locator("[data-progress]")).to_have_text("3 scans read.")
    assert [row["postcode"] for row in table(page)] == ["37233", "52272", "37233"]


def test_a_value_keeps_the_focus_while_further_scans_are_read(page: Page, folder: Path):
    held: list[Route] = []
    read_and_hold(page, folder, held, "two.jpg")
    value = page.locator(ROWS).first.get_by_role("button", name="town: ")
    value.focus()
    held[0].continue_()
    expect(page.locator("[data-progress]")).to_have_text("2 scans read.")
    expect(value).to_be_focused()


def test_the_focus_stays_in_the_row_of_a_scan_that_is_read_again(page: Page, folder: Path):
    page.route(READ, lambda route: route.abort())
    read_scans(page, folder, "two.jpg")
    again = page.locator(ROWS).get_by_role("button", name="Try again")
    again.press("Enter")
    expect(page.locator("[data-progress]")).to_contain_text("1 not read")
    expect(again).to_be_focused()
    page.unroute(READ)
    again.press("Enter")
    expect(page.locator(ROWS).get_by_role("button", name="town: ")).to_be_visible()
    expect(page.locator(ROWS).get_by_role("button").first).to_be_focused()
