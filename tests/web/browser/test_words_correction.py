"""The right text for words: a character chosen in its place, whatever was typed; and what is not saved says so."""

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from .written import LINES, shopping_list

CARDS = "[data-answers] > li"
PLACE = """async ([read, typed, place]) => {
    const { placeIn } = await import("/static/js/words_places.js");
    return placeIn([...typed], [...read], place);
}"""


@pytest.fixture(scope="module")
def shopping(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A picture of two handwritten lines."""
    return shopping_list(tmp_path_factory.mktemp("pictures") / "shopping.png")


def sent(page: Page, path: Path) -> Locator:
    """Send a picture; return its card, once it is read and kept."""
    page.goto("/words")
    page.locator("[data-files]").set_input_files(path)
    card = page.locator(CARDS)
    expect(card.locator("[data-text]")).to_have_text("\n".join(LINES))
    expect(card).to_contain_text("Kept in your history")
    return card


def choose(card: Locator, number: int, place: int) -> str:
    """Choose the candidate at a place of a list instead of a character; return what it is."""
    card.locator(".box").nth(number).click()
    candidate = card.locator("[data-glyph-candidates] button").nth(place)
    text = candidate.locator(".glyph-text").text_content()
    candidate.click()
    return text


def test_a_character_is_put_in_its_place_of_the_text_as_it_was_typed(page: Page, shopping: Path):
    card = sent(page, shopping)
    field = card.get_by_label("It says")
    field.fill("EGGS 37\nA TEA 25")
    other = choose(card, number=7, place=1)  # the A of TEA
    expect(field).to_have_value(f"EGGS 37\nA TE{other} 25")
    expect(card).to_contain_text("Changed below.")


def test_a_character_that_was_left_out_has_no_place_and_that_is_said(page: Page, shopping: Path):
    card = sent(page, shopping)
    field = card.get_by_label("It says")
    field.fill("EGG 37\nTE 25")
    choose(card, number=7, place=1)
    expect(field).to_have_value("EGG 37\nTE 25")
    expect(card).to_contain_text("Nothing is changed: where this character stands")
    expect(field).to_be_focused()


@pytest.mark.parametrize(
    ("read", "typed", "place", "found"),
    [
        ("TEA 25", "TEA 25", 2, 2),
        ("TEA 25", "A TEA 25", 2, 4),
        ("TEA 25", "T3A 25", 1, 1),
        ("TEA 25", "25", 4, 0),
        ("AB", "BA", 0, 0),  # both were changed, one after the other
        ("EGG", "EG", 2, None),
        ("TEA", "TXYA", 1, None),
        ("TEA", "T A", 1, None),
        ("TEA", "T", 2, None),
        ("A", "", 0, None),
    ],
)
def test_a_place_is_that_of_the_alignment_or_none(page: Page, read: str, typed: str, place: int, found: int):
    page.goto("/words")
    assert page.evaluate(PLACE, [read, typed, place]) == found
