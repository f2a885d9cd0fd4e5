"""The pages' style can be read by everyone: contrast as computed, narrow screens, paper."""

import re
from importlib.resources import files

import pytest

from inkread.reporting import figures, style

CSS = (files("inkread.reporting") / "templates" / "page.css").read_text("utf-8")
TEXT = 4.5  # Web Content Accessibility Guidelines 2.2, 1.4.3: least contrast of text
DRAWN = 3.0  # 1.4.11: of what has to be seen in a drawing
PHONE = 390 / 16 - 2  # rem between the margins of a common phone


def colours(block: str) -> dict[str, tuple[float, ...]]:
    """Return the colours that a block of the style sheet names, red, green and blue 0 to 1."""
    found = {}
    for name, value in re.findall(r"--([\w-]+): #([0-9a-f]{3,6});", block):
        digits = "".join(2 * sign for sign in value) if len(value) == 3 else value
        found[name] = tuple(int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4))
    return found


def root(after: str) -> str:
    """Return what the first `:root` behind `after` holds."""
    return re.search(r":root \{([^}]*)\}", CSS[CSS.index(after) :])[1]


LOOKS = {
    "light": colours(root(":root")),
    "dark": colours(root("prefers-color-scheme: dark")),
    "paper": colours(root("@media print")),
}


def luminance(colour: tuple[float, ...]) -> float:
    """Return the relative luminance as the guidelines define it."""
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    """Return the contrast of two colours, 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def over(top: tuple[float, ...], below: tuple[float, ...], opacity: float) -> tuple[float, ...]:
    """Return what is seen of a colour that lets another shine through."""
    return tuple(opacity * a + (1 - opacity) * b for a, b in zip(top, below, strict=True))


def test_contrast_is_that_of_the_guidelines():
    assert contrast((0, 0, 0), (1, 1, 1)) == pytest.approx(21)
    assert contrast((0x76 / 255,) * 3, (1, 1, 1)) == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("text", ["ink", "soft", "link", "good", "note", "warning"])
@pytest.mark.parametrize("ground", ["paper", "panel"])
def test_text_can_be_read(look, text, ground):
    assert contrast(LOOKS[look][text], LOOKS[look][ground]) >= TEXT


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("number", range(1, len(style.SERIES) + 1))
def test_every_line_of_a_drawing_can_be_seen(look, number):
    assert contrast(LOOKS[look][f"series-{number}"], LOOKS[look]["paper"]) >= DRAWN


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("share", [0.0, 0.5, 1.0])
@pytest.mark.parametrize("shade", [style.SHADE, style.SHADE_BELOW])
def test_the_numbers_of_a_table_of_cells_can_be_read(look, share, shade):
    paper = LOOKS[look]["paper"]
    cell = over(shade, paper, share * figures.OPAQUE)
    assert contrast(LOOKS[look]["ink"], cell) >= TEXT


def test_the_colours_of_a_drawing_on_its_own_can_be_seen_on_white():
    given = re.findall(r"#([0-9a-f]{6})\)", " ".join(style.PAGE_COLOURS[name] for name in style.SERIES))
    assert len(given) == len(style.SERIES)
    for value in given:
        colour = tuple(int(value[place : place + 2], 16) / 255 for place in (0, 2, 4))
        assert contrast(colour, (1, 1, 1)) >= DRAWN


def test_nothing_is_wider_than_a_phone():
    fixed = re.findall(r"[{;\s](?:min-)?width: ([\d.]+)(rem|px)", CSS)
    assert fixed
    assert all(float(size) / (16 if unit == "px" else 1) <= PHONE for size, unit in fixed)
    assert re.search(r"\.wide \{[^}]*overflow-x: auto", CSS)


def test_the_text_of_a_drawing_is_of_10_px_on_a_phone():
    points = style.SETTINGS["font.size"]
    assert points * 16 * PHONE / (72 * style.WIDTH) >= 10


def test_no_page_break_cuts_a_figure_a_row_or_a_box():
    printed = CSS.partition("@media print")[2]
    kept = re.search(r"([^\n{}]*) \{ break-inside: avoid; \}", printed)[1]
    assert all(name in kept for name in ("figure", "table", "tr", ".callout", ".steps li", ".gallery li"))
    assert "h2 { break-after: avoid; }" in printed


def test_the_focus_of_the_keyboard_is_seen():
    assert re.search(r":focus-visible \{ outline: \d+px solid var\(--link\)", CSS)
    assert "outline: none" not in CSS
