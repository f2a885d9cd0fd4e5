"""The right text for words: a character goes to its place in what was typed; what is not saved says so."""

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from .pen import write
from .written import LINES, shopping_list

CARDS = "[data-answers] > li"
LIVE = ".words-live"
READ = "\n".join(LINES)
UNSAVED = "For this answer it is not saved yet."
CORRECTIONS = """async () => {
    const { entries } = await (await fetch("/api/v1/history")).json();
    return entries.map(({ correction }) => correction);
}"""
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
    expect(card.locator("[data-text]")).to_have_text(READ)
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


def test_while_it_is_read_again_that_is_said_and_nothing_can_be_asked(page: Page, shopping: Path):
    card = sent(page, shopping)
    held: list[Route] = []
    page.route("**/api/v1/words*", lambda route: held.append(route), times=1)
    again = card.get_by_role("button", name="Read it again")
    with page.expect_request("**/api/v1/words*"):
        again.press("Enter")
    expect(card.locator("[data-words]")).to_have_text("Reading shopping.png …")
    expect(again).to_be_disabled()
    assert card.locator("[data-answer]").evaluate("(answer) => answer.inert")
    held[0].continue_()
    expect(again).to_be_enabled()
    expect(again).to_be_focused()
    expect(card.locator("[data-words]")).to_have_text("It reads, line by line")
    assert not card.locator("[data-answer]").evaluate("(answer) => answer.inert")


def test_a_correction_of_before_is_not_yet_saved_for_what_was_read_again(page: Page, shopping: Path):
    card = sent(page, shopping)
    field = card.get_by_label("It says")
    field.fill("EGGS 37\nTEA 25")
    card.get_by_role("button", name="Save").click()
    expect(card).to_contain_text("Thank you: noted.")
    card.get_by_role("button", name="Read it again").click()
    expect(card).to_contain_text(UNSAVED)
    expect(field).to_have_value("EGGS 37\nTEA 25")
    expect(card).not_to_contain_text("Thank you: noted.")
    expect(card.get_by_role("button", name="Take it back")).to_be_hidden()
    card.get_by_role("button", name="Save").click()
    expect(card).to_contain_text("Thank you: noted.")
    assert page.evaluate(CORRECTIONS) == ["EGGS 37\nTEA 25"] * 2


def test_what_was_confirmed_makes_room_for_what_is_read_again(page: Page, shopping: Path):
    card = sent(page, shopping)
    card.get_by_role("button", name="Save").click()
    expect(card).to_contain_text("Thank you: noted.")
    page.get_by_label("Pattern", exact=True).fill("AAA AA")
    with page.expect_response("**/api/v1/words*") as answered:
        card.get_by_role("button", name="Read it again").click()
    text = answered.value.json()["readings"][0]["text"]
    assert text != READ
    expect(card.get_by_label("It says")).to_have_value(text)
    expect(card).not_to_contain_text("Thank you: noted.")
    expect(card).not_to_contain_text(UNSAVED)


def test_a_correction_that_is_taken_back_leaves_the_field_to_the_reading(page: Page, shopping: Path):
    card = sent(page, shopping)
    field = card.get_by_label("It says")
    field.fill("EGGS 37\nTEA 25")
    card.get_by_role("button", name="Save").click()
    card.get_by_role("button", name="Take it back").click()
    expect(card).to_contain_text("Taken back.")
    expect(field).to_have_value(READ)
    assert page.evaluate(CORRECTIONS) == [None]


def test_a_correction_stays_saved_only_as_long_as_nothing_is_written_on(page: Page):
    page.goto("/words")
    live = page.locator(LIVE)
    write(page, "A7")
    expect(live.locator("[data-text]")).to_have_text("A7")
    live.get_by_label("It says").fill("A1")
    live.get_by_label("It says").press("Enter")
    expect(live).to_contain_text("Thank you: noted.")
    page.get_by_label("Pattern", exact=True).fill("A9")
    expect(live).to_contain_text(UNSAVED)
    expect(live.get_by_role("button", name="Take it back")).to_be_hidden()
    page.get_by_label("Pattern", exact=True).fill("(9")
    expect(live).to_contain_text("Nothing is read before")
    page.get_by_label("Pattern", exact=True).fill("A9")
    expect(live.get_by_label("It says")).to_have_value("A1")


def test_a_typed_text_that_the_next_sheet_leaves_unsaved_can_still_be_saved(page: Page):
    page.goto("/words")
    live = page.locator(LIVE)
    write(page, "A7")
    expect(live.locator("[data-text]")).to_have_text("A7")
    live.get_by_label("It says").fill("A1")
    page.get_by_role("button", name="Next").click()
    toast = page.locator(".toast")
    expect(toast).to_contain_text("“A1” was not saved as the right text.")
    expect(live).to_contain_text("Write something")
    toast.get_by_role("button", name="Save").click()
    expect(toast).to_contain_text("Thank you: noted.")
    assert page.evaluate(CORRECTIONS) == ["A1"]


def test_the_next_sheet_says_nothing_where_nothing_was_typed(page: Page):
    page.goto("/words")
    write(page, "A7")
    expect(page.locator(LIVE).locator("[data-text]")).to_have_text("A7")
    page.get_by_role("button", name="Next").click()
    expect(page.locator(LIVE)).to_contain_text("Write something")
    expect(page.locator(".toast")).to_be_hidden()
