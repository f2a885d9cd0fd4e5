"""The words page: a word is written or a page sent, each character boxed, looked into and put right."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from inkread.web.form_answers import percent

from .pen import write
from .written import LINES, shopping_list

LIVE = ".words-live"
TEXT = "[data-text]"
CARDS = "[data-answers] > li"


@pytest.fixture(scope="module")
def shopping(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A picture of two handwritten lines."""
    return shopping_list(tmp_path_factory.mktemp("pictures") / "shopping.png")


def test_a_word_is_read_while_it_is_written_and_each_character_looked_into(page: Page):
    page.goto("/words")
    live = page.locator(LIVE)
    expect(live).to_contain_text("Write something")
    write(page, "A7B")
    expect(live.locator(TEXT)).to_have_text("A7B")
    expect(live.locator("[data-sure]")).to_contain_text("ure: ")
    live.get_by_role("button", name="Character 3 of 3: the capital letter B").click()
    expect(live).to_contain_text("Read as the capital letter B")
    live.get_by_role("button", name="Look inside").click()
    expect(page.locator(".verdict tbody tr").first).to_contain_text("B")
    page.get_by_role("button", name="Close").first.click()
    expect(live.get_by_role("button", name="Look inside")).to_be_focused()
    live.get_by_role("button", name="Put it in the text below").nth(1).click()
    put = live.get_by_label("It says")
    assert put.input_value()[:2] == "A7"
    put.fill("A7 8")
    put.press("Enter")
    expect(live).to_contain_text("Thank you: noted.")
    page.goto("/history")
    expect(page.locator(".entry [data-text]")).to_have_text("A7 8")


def test_a_slow_service_is_asked_about_a_word_once_at_a_time(page: Page):
    page.add_init_script("""
      const ask = window.fetch;
      Object.assign(window, { asked: 0, out: 0, most: 0 });
      window.fetch = async (...told) => {
        if (!String(told[0].url ?? told[0]).includes("/words")) return ask(...told);
        window.asked += 1;
        window.out += 1;
        window.most = Math.max(window.most, window.out);
        await new Promise((later) => setTimeout(later, 600));
        return ask(...told).finally(() => (window.out -= 1));
      };
    """)
    page.goto("/words")
    write(page, "A7B")
    expect(page.locator(LIVE).locator(TEXT)).to_have_text("A7B")
    assert page.evaluate("window.asked") >= 2
    assert page.evaluate("window.most") == 1


def test_the_language_goes_with_the_writing_and_stays(page: Page):
    page.goto("/words")
    write(page, "A7")
    expect(page.locator(LIVE).locator(TEXT)).to_have_text("A7")
    with page.expect_response(lambda answer: "language=english" in answer.url) as asked:
        page.get_by_label("Language").select_option("English")
    assert asked.value.ok
    page.reload()
    expect(page.get_by_label("Language")).to_have_value("english")


def test_a_key_pressed_on_the_language_is_not_for_the_pad(page: Page):
    page.goto("/words")
    write(page, "A7")
    text = page.locator(LIVE).locator(TEXT)
    expect(text).to_have_text("A7")
    page.get_by_label("Language").press("Delete")
    expect(page.get_by_role("button", name="Clear")).to_be_enabled()
    expect(text).to_have_text("A7")


def test_only_what_follows_the_pattern_comes_out(page: Page):
    page.goto("/words")
    write(page, "A7")
    text = page.locator(LIVE).locator(TEXT)
    expect(text).to_have_text("A7")
    page.get_by_label("Pattern", exact=True).fill("99")
    expect(text).not_to_have_text("A7")
    assert text.text_content().isdigit()
    page.get_by_role("button", name="Anything").click()
    page.get_by_text("Only these words").first.click()
    page.locator("[data-lexicon]").fill("eggs\nR5")
    expect(text).to_have_text("R5")
    page.reload()
    expect(text).to_have_text("R5")
    page.get_by_role("button", name="Clear").click()
    expect(page.locator(LIVE)).to_contain_text("Write something")


def test_a_wrong_pattern_is_said_shortly_at_its_field_and_the_old_answer_goes(page: Page):
    page.goto("/words")
    write(page, "A7")
    live, field = page.locator(LIVE), page.get_by_label("Pattern", exact=True)
    expect(live.locator(TEXT)).to_have_text("A7")
    field.fill("(9|8")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description(
        re.compile("^This pattern cannot be understood[.] Close each")
    )
    expect(live).to_contain_text("Nothing is read before the field that is marked is put right.")
    expect(live.locator(TEXT)).to_have_text("")
    expect(live.locator("[data-view]")).to_be_hidden()
    expect(live.locator("[data-correction]")).to_be_hidden()
    field.fill("A9")
    expect(live.locator(TEXT)).to_have_text("A7")
    expect(field).not_to_have_attribute("aria-invalid", "true")
    expect(page.get_by_text("This pattern cannot be understood")).to_have_count(0)
    field.fill("[9")
    expect(field).to_have_attribute("aria-invalid", "true")
    page.get_by_role("button", name="Clear").click()
    expect(field).not_to_have_attribute("aria-invalid", "true")
    expect(live).to_contain_text("Write something")


def test_enter_follows_a_link_and_on_the_pad_begins_the_next_sheet(page: Page):
    page.goto("/words")
    write(page, "7")
    text = page.locator(LIVE).locator(TEXT)
    expect(text).to_have_text("7")
    page.keyboard.press("Enter")
    expect(page.locator(LIVE)).to_contain_text("Write something")
    write(page, "7")
    expect(text).to_have_text("7")
    page.get_by_role("navigation").get_by_role("link", name="About").press("Enter")
    page.wait_for_url("**/about")


def test_a_page_is_read_by_lines_and_found_again(page: Page, shopping: Path):
    page.goto("/words")
    page.locator("[data-files]").set_input_files(shopping)
    card = page.locator(CARDS)
    expect(card.locator(TEXT)).to_have_text("\n".join(LINES))
    expect(card).to_contain_text("Kept in your history")
    card.locator(".box").first.focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(card).to_contain_text("Read as the digit 3")
    page.goto("/history")
    page.get_by_label("Search").fill("coffee")
    expect(page.get_by_role("heading", name="Nothing fits this search")).to_be_visible()
    page.get_by_label("Search").fill("tea")
    entry = page.locator(".entry")
    expect(entry.locator("[data-text]")).to_have_text("\n".join(LINES))
    entry.get_by_role("button", name="Correct the reading of EGG 37").click()
    entry.get_by_label("The right text").fill("EGGS 37\nTEA 25")
    entry.get_by_role("button", name="Save").click()
    expect(entry.locator("[data-text]")).to_have_text("EGGS 37\nTEA 25")
    entry.get_by_role("link", name="See each character of EGG 37").click()
    expect(page.locator(CARDS).locator(".box")).to_have_count(10)
    expect(page.locator(CARDS).get_by_label("It says")).to_have_value("EGGS 37\nTEA 25")


def test_a_page_has_one_confidence_wherever_it_is_told(page: Page, shopping: Path):
    page.goto("/words")
    with page.expect_response("**/api/v1/words*") as answered:
        page.locator("[data-files]").set_input_files(shopping)
    [reading] = answered.value.json()["readings"]
    assert reading["confidence"] < min(line["confidence"] for line in reading["lines"])
    told = percent(reading["confidence"])
    expect(page.locator(CARDS)).to_contain_text(f"sure that every line is right: {told}")
    expect(page.locator(CARDS)).to_contain_text("Kept in your history")
    page.goto("/history")
    entry = page.locator(".entry")
    expect(entry).to_contain_text(f"{told} sure that every line is right")
    page.get_by_role("button", name="Check the unsure ones").click()
    expect(page.locator("[data-guess]")).to_contain_text(f"{told} sure that every line is right")
    entry.get_by_role("link", name="See each character").click()
    expect(page.locator(CARDS)).to_contain_text(f"sure that every line is right: {told}")


def test_lines_to_be_looked_at_are_told_together(page: Page, shopping: Path):
    page.goto("/words")
    with page.expect_response("**/api/v1/words*") as answered:
        page.locator("[data-files]").set_input_files(shopping)
    body = answered.value.json()
    [reading] = body["readings"]
    line = reading["lines"][0]
    reading["lines"] = [{**line, "confidence": share} for share in (0.3, 0.5, 0.1, 0.95, 0.7)]
    page.route("**/api/v1/words*", lambda route: route.fulfill(json=body))
    page.reload()
    page.locator("[data-files]").set_input_files(shopping)
    told = ["Lines 1 to 3: Not very sure: 10% to 50%", "Line 5: Fairly sure: 70%"]
    expect(page.locator(CARDS).locator("[data-cautions] li")).to_have_text(told)


def test_its_characters_are_in_sight_on_a_phone(page: Page, shopping: Path):
    page.set_viewport_size({"width": 390, "height": 780})
    page.goto("/words")
    page.locator("[data-files]").set_input_files(shopping)
    expect(page.locator(CARDS)).to_contain_text("Kept in your history")
    page.goto("/history")
    page.get_by_role("link", name="See each character").click()
    heading = page.locator(CARDS).locator("strong")
    expect(heading).to_be_focused()
    expect(heading).to_be_in_viewport()
    expect(page.locator(CARDS).locator(".view canvas")).to_be_in_viewport()
    page.goto("/words?id=" + "0" * 32)
    expect(page.locator(CARDS).locator("[data-trouble]")).to_be_focused()


@pytest.mark.parametrize("width", [320, 360, 1440])
def test_nothing_is_wider_than_the_window(page: Page, shopping: Path, width: int):
    page.set_viewport_size({"width": width, "height": 740})
    page.goto("/words")
    page.locator("[data-files]").set_input_files(shopping)
    page.locator(CARDS).locator(".box").first.click()
    expect(page.locator(CARDS).locator("[data-chosen]")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
