"""On a phone: a finger draws and does not scroll, everything fits, and everything can be hit."""

import pytest
from playwright.sync_api import Page, expect

from .pen import draw_with_finger, expect_answer

LEAST_TARGET = 44  # CSS px
PAGES = ("/", "/stages", "/history", "/about", "/openapi")
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


@pytest.mark.parametrize("path", PAGES)
def test_everything_fits_and_can_be_hit(page: Page, path: str):
    page.goto(path)
    expect(page.locator("h1")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.evaluate(SMALL) == []


def test_the_stages_fit(page: Page):
    page.goto("/")
    draw_with_finger(page, "A")
    expect_answer(page, "the capital letter A")
    page.get_by_role("button", name="Look inside").click()
    expect(page.locator(".verdict tbody tr").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
