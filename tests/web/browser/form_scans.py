"""A template with scans to read, and what the page makes of them."""

import csv
import io
from pathlib import Path

import cv2
from playwright.sync_api import Page, expect

from inkread.forms.template import Field, Template

from .form_sheets import HEIGHT, WIDTH, blank_form, box_of, filled_form

DOUBTS = "[data-doubts] > li"
ROWS = "[data-rows] > tr"


def scans_in(made: Path) -> Path:
    """Make a template with its blank form, and two scans whose codes are always to be looked at."""
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
    return list(csv.DictReader(io.StringIO(download.value.path().read_text("utf-8-sig"), newline="")))
