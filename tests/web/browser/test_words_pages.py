"""Each page of a PDF that is sent to the words page is a card of its own."""

from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from .written import LINES, shopping_list

CARDS = "[data-answers] > li"
MOST = 3  # images of a request, as the service of these tests takes them
BROKEN = "A part of this picture is missing."


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two handwritten lines as the second of a PDF's two pages; a longer PDF, and a broken one."""
    made = tmp_path_factory.mktemp("pictures")
    page = Image.open(shopping_list(made / "list.png")).convert("L")
    Image.new("L", page.size, 255).save(made / "notes.pdf", save_all=True, append_images=[page])
    blank = Image.new("L", (200, 100), 255)
    blank.save(made / "long.pdf", save_all=True, append_images=[blank] * MOST)
    (made / "broken.pdf").write_bytes(b"%PDF-1.7")
    return made


def send(page: Page, *files: Path) -> Locator:
    """Send files; return their cards."""
    page.goto("/words")
    page.locator("[data-files]").set_input_files(files)
    return page.locator(CARDS)


def has_ink(card: Locator) -> bool:
    """Return whether the picture of a card shows writing."""
    return card.locator("[data-view] canvas").evaluate(
        "(canvas) => canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height)"
        ".data.some((value, place) => place % 4 === 0 && value < 100)"
    )


def test_each_page_has_a_card_with_its_own_picture(page: Page, folder: Path):
    cards = send(page, folder / "broken.pdf", folder / "notes.pdf")
    expect(cards.locator("strong")).to_have_text(["notes.pdf#1", "notes.pdf#2", "broken.pdf"])
    expect(cards.nth(0)).to_contain_text("Nothing to read")
    expect(cards.nth(1).locator("[data-text]")).to_have_text("\n".join(LINES))
    expect(cards.nth(2).locator("[data-trouble]")).to_contain_text(BROKEN)
    assert has_ink(cards.nth(1))


def test_a_page_is_seen_where_nothing_is_kept(page: Page, folder: Path):
    page.route("**/api/v1/words?*", lambda route: route.continue_(url=f"{route.request.url}&keep=0"))
    card = send(page, folder / "notes.pdf").nth(1)
    expect(card.locator("[data-text]")).to_have_text("\n".join(LINES))
    expect(card.locator("[data-kept]")).to_have_text("Not kept")
    assert has_ink(card)


def test_more_pages_than_are_read_at_once_are_said(page: Page, folder: Path):
    cards = send(page, folder / "long.pdf")
    said = f"long.pdf has {MOST + 1} pages. The first {MOST} are read"
    expect(page.locator(".toast")).to_contain_text(said)
    expect(cards).to_have_count(MOST)
    expect(cards.last.locator("strong")).to_have_text(f"long.pdf#{MOST}")


def test_while_pages_are_counted_again_nobody_can_ask_for_it_once_more(page: Page, folder: Path):
    card = send(page, folder / "broken.pdf")
    expect(card.locator("[data-trouble]")).to_contain_text(BROKEN)
    again = card.get_by_role("button", name="Read it again")
    with page.expect_response("**/api/v1/pages"):
        assert again.evaluate("(button) => { button.click(); return button.hidden; }")
    expect(card.locator("[data-trouble]")).to_contain_text(BROKEN)
    expect(again).to_be_visible()
