"""What may come out of words: lists typed, dropped or chosen as files; and all of it outlives the page."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from .pen import write

CARDS = "[data-answers] > li"
TEXT = ".words-live [data-text]"
LIST = "[data-lexicon]"
TAKEN = "The words of words.txt are in the list."
# Hands the page what is dropped, a file or a text; returns whether it took the dragging, and the dropping.
DROP = """([target, name, content]) => {
    const data = new DataTransfer();
    if (name) data.items.add(new File([content], name));
    else data.setData("text/plain", content);
    return ["dragover", "drop"].map((kind) => {
        const event = new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true });
        document.querySelector(target).dispatchEvent(event);
        return event.defaultPrevented;
    });
}"""


@pytest.mark.parametrize("target", [LIST, "[data-pattern]", "[data-correction] textarea"])
def test_a_text_that_is_dropped_on_a_field_is_left_to_it(page: Page, target: str):
    page.goto("/words")
    assert page.evaluate(DROP, [target, None, "eggs"]) == [False, False]
    assert page.evaluate(DROP, ["h1", None, "eggs"]) == [True, True]


def test_on_the_page_forms_a_text_is_left_to_its_field_too(page: Page):
    page.goto("/forms")
    field = "textarea"
    assert page.evaluate(DROP, [field, None, "eggs"]) == [False, False]
    assert page.evaluate(DROP, [field, "a.txt", "eggs"]) == [True, True]


def test_a_text_file_dropped_on_the_list_fills_it_and_what_was_there_comes_back(page: Page):
    page.goto("/words")
    page.get_by_text("Only these words").first.click()
    page.locator(LIST).fill("ham")
    write(page, "R5")
    assert page.evaluate(DROP, [LIST, "words.txt", "eggs\nR5"]) == [True, True]
    expect(page.locator(LIST)).to_have_value("eggs\nR5")
    expect(page.locator(TEXT)).to_have_text("R5")
    toast = page.locator(".toast")
    expect(toast).to_contain_text(TAKEN)
    toast.get_by_role("button", name="Undo").click()
    expect(page.locator(LIST)).to_have_value("ham")
    expect(page.locator(CARDS)).to_have_count(0)


def test_a_picture_dropped_on_the_list_is_read(page: Page):
    page.goto("/words")
    page.get_by_text("Only these words").first.click()
    assert page.evaluate(DROP, [LIST, "a.png", "no picture"]) == [True, True]
    expect(page.locator(CARDS)).to_contain_text("a.png")
    expect(page.locator(LIST)).to_have_value("")


def test_a_list_is_chosen_as_a_file(page: Page, tmp_path: Path):
    page.goto("/words")
    page.get_by_text("Only these words").first.click()
    path = tmp_path / "words.txt"
    path.write_text("\ufeffeggs\nM\u00fcller\n", "utf-8")
    with page.expect_file_chooser() as asked:
        page.get_by_text("Choose a file").click()
    asked.value.set_files(path)
    expect(page.locator(LIST)).to_have_value("eggs\nM\u00fcller\n")
    expect(page.locator(".toast")).to_contain_text(TAKEN)
    expect(page.locator(".toast").get_by_role("button")).to_be_hidden()


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"\xff\xfee\x00", "This is no text file."), (b"eggs " * 20_000, "This list of words cannot be used.")],
)
def test_a_file_that_is_no_list_leaves_the_list_and_is_told(
    page: Page, tmp_path: Path, content: bytes, said: str
):
    page.goto("/words")
    page.get_by_text("Only these words").first.click()
    page.locator(LIST).fill("ham")
    path = tmp_path / "words.txt"
    path.write_bytes(content)
    page.locator("[data-list-file]").set_input_files(path)
    expect(page.locator("[data-lexicon-wrong]")).to_contain_text(said)
    expect(page.locator(LIST)).to_have_value("ham")


@pytest.mark.parametrize("written", ["", "R5"])
def test_what_may_come_out_outlives_the_page_whatever_is_written(page: Page, written: str):
    page.goto("/words")
    if written:
        write(page, written)
    page.get_by_label("Pattern", exact=True).fill("A9")
    page.get_by_label("Language").select_option("Any")
    page.reload()
    expect(page.get_by_label("Pattern", exact=True)).to_have_value("A9")
    expect(page.get_by_label("Language")).to_have_value("")
    page.get_by_label("Pattern", exact=True).fill("")
    page.get_by_text("Only these words").first.click()
    page.locator(LIST).fill("eggs\nR5, eggs")
    page.reload()
    expect(page.locator(LIST)).to_have_value("eggs\nR5, eggs")
    expect(page.locator(TEXT)).to_have_text(written)


def test_a_list_that_is_in_force_is_told_while_it_is_folded_away(page: Page):
    page.goto("/words")
    head = page.locator("[data-list] summary")
    anything = page.get_by_role("button", name="Anything")
    expect(anything).to_have_attribute("aria-pressed", "true")
    head.click()
    page.locator(LIST).fill("eggs\nR5, eggs")
    expect(head).to_have_text("Only these words (2)")
    page.reload()
    expect(page.locator(LIST)).to_be_hidden()
    expect(head).to_have_text("Only these words (2)")
    expect(anything).to_have_attribute("aria-pressed", "false")


def test_anything_empties_the_list_and_that_can_be_undone(page: Page):
    page.goto("/words")
    head = page.locator("[data-list] summary")
    anything = page.get_by_role("button", name="Anything")
    head.click()
    page.locator(LIST).fill("eggs\nR5")
    anything.click()
    expect(page.locator(LIST)).to_have_value("")
    expect(head).to_have_text("Only these words")
    expect(anything).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="Undo").last.click()
    expect(page.locator(LIST)).to_have_value("eggs\nR5")
    expect(head).to_have_text("Only these words (2)")
