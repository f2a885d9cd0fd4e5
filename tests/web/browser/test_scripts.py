"""What the scripts work out by themselves is what the package works out: numbers, boxes, limits."""

import base64

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from inkread.preprocess.strokes import Strokes
from inkread.recognition.receptive_field import ReceptiveField

# Zero, least subnormal, greatest subnormal, least normal, usual ones, the greatest, and both infinities.
HALVES = np.array([0, 6e-8, 6.1e-5, 6.104e-5, -1.5, 0.333, 1024.5, 65504, np.inf, -np.inf], np.float16)
SHIFTS = """() => new Promise((done) => new PerformanceObserver((list) =>
    done(list.getEntries().reduce((sum, one) => sum + (one.hadRecentInput ? 0 : one.value), 0))
).observe({ type: "layout-shift", buffered: true }) ?? setTimeout(() => done(0), 100))"""


def in_module(page: Page, module: str, code: str, argument: object = None) -> object:
    """Return what `code`, a function of the module's exports and `argument`, returns on the page."""
    page.goto("/")
    script = f"async (argument) => ({code})(await import('/static/js/{module}.js'), argument)"
    return page.evaluate(script, argument)


def test_half_precision_numbers_are_decoded_as_numpy_wrote_them(page: Page):
    coded = base64.b64encode(HALVES.astype("<f2").tobytes()).decode("ascii")
    # Infinities are no JSON: as text.
    shown = in_module(page, "float16", "({ decode }, coded) => [...decode(coded)].map(String)", coded)
    assert np.array_equal(np.array([float(text) for text in shown], np.float16), HALVES)


@pytest.mark.parametrize("place", [(0, 0), (2, 5), (6, 6)])
def test_the_box_of_a_dot_is_the_one_that_the_package_tells(page: Page, place: tuple[int, int]):
    field = ReceptiveField((11, 11), (4, 4), (2.0, 2.0))
    given = {"field": field.to_dict(), "place": {"row": place[0], "column": place[1]}}
    box = in_module(page, "field_view", "({ boxOf }, { field, place }) => boxOf(field, place)", given)
    assert (box["top"], box["left"], box["height"], box["width"]) == field.box(*place)


def test_a_drawing_without_end_is_still_one_that_the_service_takes(page: Page):
    drawn = """({ Drawing }) => {
        const drawing = new Drawing();
        const point = (t) => ({ x: (t * 7) % 280, y: (t * 3) % 280, t, pressure: (t % 10) / 10 });
        for (let stroke = 0; stroke < 300; stroke += 1) {
            drawing.begin(point(stroke));
            drawing.extend(Array.from({ length: 100 }, (_, t) => point(stroke + t)));
        }
        return drawing.data(16);
    }"""
    strokes = Strokes.from_dict(in_module(page, "strokes", drawn))
    assert len(strokes.strokes) <= 200
    assert strokes.strokes[0].pressure


@pytest.mark.parametrize("path", ["/", "/forms", "/about", "/stages", "/history"])
def test_nothing_moves_while_a_page_loads(page: Page, path: str):
    page.goto(path)
    expect(page.locator("h1")).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert page.evaluate(SHIFTS) < 0.1  # above that, a page counts as restless (web.dev, CLS)
