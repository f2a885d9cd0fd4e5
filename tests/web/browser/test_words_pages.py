"""Each page of a PDF that is sent to the words page is a card of its own."""

from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from .written import LINES, shopping_list

CARDS = "[data-answers] > li"
MOST = 3  # images of a request, as the service of these tests takes them


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two handwritten lines as a picture, and as the second of a PDF's two pages; a broken PDF."""
    made = tmp_path_factory.mktemp("pictures")
    page = Image.open(shopping_list(made / "list.png")).convert("L")
    Image.new("L", page.size, 255).save(made / "notes.pdf", save_all=True, append_images=[page])
    (made / "broken.pdf").write_bytes(b"%PDF-1.7")
    return made


def test_each_page_has_a_card_with_its_own_picture(page: Page, folder: Path):
    page.goto("/words")
    page.locator("[data-files]").set_input_files([folder / "broken.pdf", folder / "notes.pdf"])
    cards = page.locator(CARDS)
    expect(cards.locator("strong")).to_have_text(["notes.pdf#1", "notes.pdf#2", "broken.pdf"])
    expect(cards.nth(0)).to_contain_text("Nothing to read")
    expect(cards.nth(1).locator("[data-text]")).to_have_text("\n".join(LINES))
    expect(cards.nth(2).locator("[data-trouble]")).to_contain_text("A part of this picture is missing.")
    ink = (
        cards.nth(1)
        .locator("[data-view] canvas")
        .evaluate(
            "(canvas) => canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height)"
            ".data.some((value, place) => place % 4 === 0 && value < 100)"
        )
    )
    assert ink


def test_more_pages_than_are_read_at_once_are_said(page: Page, folder: Path):
    blank = Image.new("L", (200, 100), 255)
    blank.save(folder / "long.pdf", save_all=True, append_images=[blank] * MOST)
    page.goto("/words")
    page.locator("[data-files]").set_input_files(folder / "long.pdf")
    expect(page.locator(".toast")).to_contain_text(
        f"long.pdf has {MOST + 1} pages. The first {MOST} are read"
    )
    expect(page.locator(CARDS)).to_have_count(MOST)
    expect(page.locator(CARDS).last.locator("strong")).to_have_text(f"long.pdf#{MOST}")
