"""On a phone: a finger draws and does not scroll, everything fits, and everything can be hit."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from .pen import Finger, draw_with_finger, expect_answer, middle_of
from .written import shopping_list

LEAST_TARGET = 44  # CSS px
MOST_HIGH = 5500  # CSS px of the whole page while one looks inside
PAGES = ("/", "/words", "/forms", "/stages", "/history", "/about", "/openapi")
TARGETS = "main button, main select, nav a, header button, main input[type=text]"
SMALL = f"""() => [...document.querySelectorAll("{TARGETS}")]
    .filter((one) => one.checkVisibility())
    .filter((one) => {{
        const box = one.getBoundingClientRect();
        return box.height < {LEAST_TARGET} || box.width < {LEAST_TARGET};
    }})
    .map((one) => one.outerHTML.slice(0, 120))"""


@pytest.fixture
def options() -> dict:
    return {
        "viewport": {"width": 360, "height": 740},
        "device_scale_factor": 3,
        "has_touch": True,
        "is_mobile": True,
    }


def test_a_finger_draws_and_the_page_does_not_scroll(page: Page):
    page.goto("/")
    draw_with_finger(page, "A")
    expect_answer(page, "the capital letter A")
    assert page.evaluate("scrollY") == 0
    title = page.locator("h1").bounding_box()
    across, below = title["x"] + 20, title["y"] + title["height"] + 20
    Finger(page).move_along(*((across, below - step) for step in range(0, int(below), 8)))
    page.wait_for_function("scrollY > 0")  # so it is the pad that holds the page, not the test


def test_a_tap_leaves_a_dot(page: Page):
    page.goto("/")
    with page.expect_request("**/api/v1/read?keep=0") as sent:
        Finger(page).move_along(middle_of(page))
    [[xs, *_]] = sent.value.post_data_json["strokes"]
    assert len(xs) == 1
    expect(page.locator(".desk-answer .candidate")).to_have_count(5)


@pytest.mark.parametrize("path", PAGES)
def test_everything_fits_and_can_be_hit(page: Page, path: str):
    page.goto(path)
    expect(page.locator("h1")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.evaluate(SMALL) == []


def test_the_small_boxes_of_a_page_are_hit_by_a_finger_and_made_larger(page: Page, tmp_path: Path):
    page.goto("/words")
    page.locator("[data-files]").set_input_files(shopping_list(tmp_path / "shopping.png"))
    card = page.locator("[data-answers] > li")
    box = card.get_by_role("button", name=re.compile("^Character 4 of "))
    box.scroll_into_view_if_needed()
    before = box.bounding_box()
    assert before["width"] < LEAST_TARGET
    page.touchscreen.tap(before["x"] + before["width"] / 2, before["y"] - 8)  # a little beside it
    expect(box).to_have_attribute("aria-pressed", "true")
    larger, smaller = (card.get_by_role("button", name=name, exact=True) for name in ("Larger", "Smaller"))
    for _ in range(4):
        larger.tap()
    expect(card.locator("[data-size]")).to_have_text("400%")
    after, frame = box.bounding_box(), card.locator("[data-frame]").bounding_box()
    assert after["width"] == pytest.approx(4 * before["width"], rel=0.2)
    assert frame["x"] <= after["x"] + after["width"] / 2 <= frame["x"] + frame["width"]
    assert frame["y"] <= after["y"] + after["height"] / 2 <= frame["y"] + frame["height"]
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    box.focus()
    page.keyboard.press("End")
    last = card.locator(".box").last
    expect(last).to_be_focused()
    expect(last).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(last).to_have_attribute("aria-pressed", "true")
    assert page.evaluate(SMALL.replace("main button", "main button:not(.box)")) == []
    for _ in range(4):
        smaller.tap()
    expect(smaller).to_be_disabled()
    assert box.bounding_box()["width"] == pytest.approx(before["width"], abs=1)


def look_inside(page: Page) -> None:
    """Draw an A and look inside."""
    page.goto("/")
    draw_with_finger(page, "A")
    expect_answer(page, "the capital letter A")
    page.get_by_role("button", name="Look inside").tap()
    expect(page.locator(".verdict tbody tr").first).to_be_visible()


def test_the_stages_fit_and_fold(page: Page):
    look_inside(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.evaluate("document.documentElement.scrollHeight") < MOST_HIGH
    open_ones = page.locator("details.stage[open]")
    expect(open_ones).to_have_count(1)
    expect(page.locator("details.stage:not([open]) .strip").first).to_be_visible()
    second = page.locator("details.stage:not(.kernels)").nth(1)
    second.locator("summary").tap()
    expect(open_ones).to_have_count(2)
    page.get_by_role("button", name="Unfold all layers").tap()
    expect(page.locator("details.stage:not([open])")).to_have_count(0)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_an_answer_of_many_words_has_room(page: Page):
    page.goto("/")
    draw_with_finger(page, "O")
    expect(page.locator(".desk-answer [data-words]")).to_contain_text(" or ")
    assert page.locator(".desk-answer [data-words]").bounding_box()["width"] > 250


def test_a_photo_is_taken_by_the_phone_s_own_camera(page: Page, samples: Path):
    page.goto("/")
    expect(page.get_by_text("Take a photo", exact=True).locator("visible=true")).to_have_count(1)
    camera = page.locator("[data-camera]")
    expect(camera).to_have_attribute("capture", "environment")
    camera.set_input_files(samples / "7-photo.jpg")
    expect(page.locator("[data-answers] > li")).to_contain_text("the digit 7")
