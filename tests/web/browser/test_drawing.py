"""Drawing on the pad: the answer follows the pen, strokes are vectors, and a finished drawing is kept."""

import re
import statistics
import sys

import pytest
from playwright.sync_api import Page, expect

from .pen import PAD, WORDS, draw, expect_answer

KEPT = ".desk-answer [data-kept]"
STROKE_TIMES = "performance.getEntriesByName('inkread:stroke').map((entry) => entry.duration)"


def test_a_drawn_character_is_read_with_what_else_it_could_be(page: Page):
    page.goto("/")
    draw(page, "A")
    expect_answer(page, "the capital letter A")
    bars = page.locator(".desk-answer .candidate")
    expect(bars).to_have_count(5)
    told = re.compile(r"the capital letter A, 9\d\.\d%\. Choose it as the right one")
    expect(bars.first).to_have_accessible_name(told)
    expect(page.locator(".desk-answer [data-glyph]")).to_be_visible()


def test_the_answer_of_a_stroke_is_there_at_once(page: Page):
    page.goto("/")
    for character in "AHT":
        draw(page, character)
        expect_answer(page, f"the capital letter {character}")
        page.get_by_role("button", name="Next").click()
    times = page.evaluate(STROKE_TIMES)
    # The goal is 100 ms on a machine that does nothing else; this one may be busy with other tests.
    shown = f"median {statistics.median(times):.0f} ms, most {max(times):.0f} ms, of {len(times)} strokes"
    sys.stdout.write(f"from the end of a stroke to its answer on the page: {shown}\n")
    assert len(times) >= 5
    assert statistics.median(times) < 2000


def test_the_answer_follows_the_pen_before_it_is_lifted(page: Page):
    page.goto("/")
    box = page.locator(PAD).bounding_box()
    middle = box["x"] + box["width"] / 2
    page.mouse.move(middle, box["y"] + 40)
    page.mouse.down()
    page.mouse.move(middle, box["y"] + box["height"] - 40, steps=8)
    expect(page.locator(".desk-answer .candidate")).to_have_count(5)
    page.mouse.up()


def test_a_stroke_that_the_service_had_no_time_for_is_asked_for_again(page: Page):
    refusal = {"error": {"code": "rate_limited", "message": "expected fewer requests; come again later"}}
    page.route("**/api/v1/read?keep=0", lambda route: route.fulfill(status=429, json=refusal), times=2)
    page.goto("/")
    page.locator(PAD).click()
    expect(page.locator(WORDS)).to_contain_text("That was very quick.")
    expect(page.locator(".desk-answer .candidate")).to_have_count(5)


def test_strokes_are_sent_as_vectors_with_their_times(page: Page):
    page.goto("/")
    with page.expect_request("**/api/v1/read?keep=0") as sent:
        draw(page, "A")
    drawing = sent.value.post_data_json
    assert (drawing["width"], drawing["height"], drawing["pen_width"]) == (280, 280, 16)
    xs, ys, times = drawing["strokes"][0]
    assert len(xs) == len(ys) == len(times)
    assert times[0] == 0
    assert times == sorted(times)


def test_a_tap_leaves_a_dot(page: Page):
    page.goto("/")
    with page.expect_request("**/api/v1/read?keep=0") as sent:
        page.locator(PAD).click()
    [[xs, _, _]] = sent.value.post_data_json["strokes"]
    assert len(xs) == 1
    assert inked(page) > 0


def test_undo_redo_and_clear_by_button_and_key(page: Page):
    page.goto("/")
    draw(page, "A")
    whole = inked(page)
    page.get_by_role("button", name="Undo").click()
    assert_ink(page, "less", whole)
    page.keyboard.press("Control+y")
    assert_ink(page, "equal", whole)
    page.get_by_role("button", name="Clear").click()
    expect(page.locator(WORDS)).to_have_text("Draw something, and see what it looks like to the network.")
    assert_ink(page, "equal", 0)
    page.keyboard.press("Control+z")
    assert_ink(page, "equal", whole)
    expect_answer(page, "the capital letter A")


def test_a_thicker_pen_makes_the_whole_drawing_thicker(page: Page):
    page.goto("/")
    draw(page, "A")
    thin = inked(page)
    page.get_by_role("slider", name="Pen").fill("28")
    assert_ink(page, "more", thin)


def test_only_what_was_asked_for_comes_out(page: Page):
    page.goto("/")
    page.get_by_text("Digits").click()
    draw(page, "B")
    expect(page.locator(".desk-answer .candidate")).to_have_count(5)
    shown = page.locator(".desk-answer .candidate .glyph-text").all_text_contents()
    assert "".join(shown).isdigit()


def test_a_scribble_is_refused_in_words(page: Page):
    page.goto("/")
    draw(page, "A")
    box = page.locator(PAD).bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + 20)
    page.mouse.down()
    for turn in range(14):
        place = 20 + turn * (box["height"] - 40) / 14
        page.mouse.move(box["x"] + (20 if turn % 2 else box["width"] - 20), box["y"] + place)
    page.mouse.up()
    expect_answer(page, "Not sure that this is a character")


def test_a_drawing_is_kept_once_when_it_is_finished(page: Page):
    page.goto("/")
    draw(page, "R")
    expect(page.locator(KEPT)).to_have_text("Kept in your history")
    draw(page, "A")  # over it, on the same sheet: the reading takes the place of the first
    page.get_by_role("button", name="Next").click()
    draw(page, "3")
    expect_answer(page, "the digit 3")
    page.get_by_role("link", name="History").click()  # leaving keeps it too
    expect(page.locator("[data-count]")).to_have_text("2 readings")


@pytest.mark.parametrize("choose", ["typed", "chosen"])
def test_a_wrong_answer_is_put_right_on_the_spot(page: Page, choose: str):
    page.goto("/")
    draw(page, "Q")
    expect_answer(page, "the capital letter Q")
    expect(page.locator(KEPT)).to_have_text("Kept in your history")  # so that no answer is under way
    if choose == "typed":
        page.get_by_label("It was").fill("g")
        page.keyboard.press("Enter")
        right = "g"
    else:
        bar = page.locator(".desk-answer .candidate").nth(1)
        right = bar.locator(".glyph-text").text_content()
        bar.click()
    expect(page.locator("[data-corrected]").first).to_have_text(f"Thank you: noted as {right}.")
    page.goto("/history")
    expect(page.locator(".entry [data-text]")).to_have_text(right)
    expect(page.locator(".entry [data-was]")).to_have_text("read as Q")


def inked(page: Page) -> int:
    """Return how many pixels of the pad carry ink, once it has painted."""
    return page.evaluate(
        """async (pad) => {
            await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
            const { width, height } = document.querySelector(pad);
            const copy = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
            copy.drawImage(document.querySelector(pad), 0, 0);
            const { data } = copy.getImageData(0, 0, width, height);
            return data.filter((value, place) => place % 4 === 3 && value > 128).length;
        }""",
        PAD,
    )


def assert_ink(page: Page, how: str, than: int) -> None:
    """Check how much ink there is now, compared with before."""
    found = inked(page)
    assert {"less": 0 < found < than, "equal": found == than, "more": found > than}[how], (found, than)
