"""Drawings show what they are given, follow the page's colours, and take odd input."""

import base64
import io
import re
import string

import numpy as np
import pytest
from PIL import Image

from inkread.errors import ConfigError
from inkread.reporting import figures, style
from inkread.reporting.figures import Curve, bars, confusion, curves, heat_map, intervals, scatter
from inkread.reporting.style import Words

WORDS = Words("Caption", "What is to be seen", "epoch", "accuracy")


def texts(figure) -> list[str]:
    """Return what is written in a drawing."""
    return re.findall(r"<text[^>]*>([^<]*)</text>", figure.svg_or_png.decode())


def test_axes_and_legend_are_written_as_text():
    x = np.arange(1, 4)
    written = texts(curves([Curve("training", x, x / 3), Curve("validation", x, x / 4)], WORDS))
    assert {"epoch", "accuracy", "training", "validation", "1", "2", "3"} <= set(written)
    assert "1.5" not in written


def test_a_band_is_drawn_where_there_is_a_spread():
    x = np.arange(3.0)
    plain, banded = curves([Curve("a", x, x)], WORDS), curves([Curve("a", x, x, x - 1, x + 1)], WORDS)
    assert banded.svg_or_png.count(b"fill-opacity") > plain.svg_or_png.count(b"fill-opacity")


def test_a_curve_of_unequal_parts_is_refused():
    with pytest.raises(ConfigError, match=r"lengths \[2, 3\]"):
        Curve("a", np.arange(3), np.arange(2))
    with pytest.raises(ConfigError, match="low and high together"):
        Curve("a", np.arange(3), np.arange(3), low=np.arange(3))


def test_only_colours_of_the_page_are_used():
    x = np.arange(1, 7)
    lines = [Curve(str(place), x, x * place) for place in range(1, 7)]
    drawn = curves(lines, WORDS).svg_or_png.decode()
    bare = re.sub(r"var\([^)]*\)", "", drawn)
    assert re.findall(r"#[0-9a-f]{6}", bare) == []
    assert all(f"--series-{place}" in drawn for place in range(1, 7))
    assert "currentColor" in drawn


@pytest.mark.parametrize("names", [list(string.digits), list(string.ascii_letters), ["a long name", "b"]])
def test_every_bar_has_its_name(names):
    assert set(names) <= set(texts(bars(names, np.arange(len(names)), WORDS)))


def test_a_dollar_is_a_character_and_no_formula():
    assert "$a$" in texts(bars(["$a$", "b"], [1, 2], WORDS))


def test_characters_that_a_font_lacks_raise_no_warning():
    assert "語" in texts(bars(["語", "b"], [1, 2], WORDS))


def test_few_confusions_are_counted_in_their_cells():
    written = texts(confusion([[9, 1], [0, 1234]], ["0", "O"], WORDS))
    assert {"9", "1", "1,234"} <= set(written)


def test_many_classes_are_drawn_without_numbers():
    names = list(string.digits + string.ascii_letters)
    written = texts(confusion(np.full((62, 62), 77), names, WORDS))
    assert "77" not in written
    assert set(names) <= set(written)


def test_cells_below_zero_have_a_colour_of_their_own_and_zero_has_none():
    drawn = heat_map([[1.0, 0.0, -2.0]], ["a"], ["x", "y", "z"], WORDS).svg_or_png.decode()
    png = base64.b64decode(re.search(r"data:image/png;base64,([^\"]+)", drawn)[1])
    cells = np.asarray(Image.open(io.BytesIO(png)))
    colours = {tuple(cell) for cell in cells.reshape(-1, 4).tolist()}
    opaque = {colour[3]: colour[:3] for colour in colours}
    most = round(255 * figures.OPAQUE)
    assert set(opaque) == {0, most // 2, most}
    assert opaque[most][0] > opaque[most][2]  # orange
    assert opaque[most // 2][2] > opaque[most // 2][0]  # blue


def test_a_heat_map_without_a_finite_value_is_drawn():
    assert "a" in texts(heat_map(np.full((1, 1), np.nan), ["a"], ["b"], WORDS))


@pytest.mark.parametrize(
    ("ends", "numbers"),
    [
        ((2100, 8900), ["5,000"]),
        ((2200, 3400), ["2,400", "3,000"]),
        ((200, 1440), ["200", "500", "1,000"]),
        ((1e3, 1e6), ["1,000", "10,000", "100,000"]),
    ],
)
def test_a_logarithmic_axis_of_any_length_has_numbers(ends, numbers):
    line = Curve("a", np.array(ends), np.array([1.0, 2.0]))
    written = texts(curves([line], WORDS, log_x=True))
    assert set(numbers) <= set(written)


def test_points_with_intervals_do_not_begin_at_zero():
    written = texts(intervals(["mlp", "compact"], [98.1, 99.4], [0.2, 0.1], WORDS))
    assert {"mlp", "compact", "accuracy"} <= set(written)
    assert "0" not in written
    assert {"98.0", "99.0"} <= set(written) or {"98", "99"} <= set(written)


def test_a_legend_stands_above_the_lines():
    x = np.arange(1, 5)
    names = [f"a name of some length {place}" for place in range(7)]
    drawn = curves([Curve(name, x, x / 4) for name in names], WORDS).svg_or_png.decode()
    written = [float(y) for y in re.findall(r'y="([\d.]+)"[^>]*>a name', drawn)]
    box = re.search(r'id="patch_2">\s*<path d="([^"]*)"', drawn)[1]  # of the axes
    assert len(written) == 7
    assert max(written) < min(float(y) for y in re.findall(r"[ML] [\d.]+ ([\d.]+)", box))


def test_points_carry_their_names_on_a_logarithmic_axis():
    written = texts(scatter([("g", [1e3, 1e5], [1, 2])], WORDS, names=[["mlp", "compact"]], log_x=True))
    assert {"mlp", "compact", "1,000", "10,000"} <= set(written)


def test_a_drawing_leaves_the_settings_of_matplotlib_alone():
    import matplotlib as mpl

    before = dict(mpl.rcParams)
    bars(["a"], [1], WORDS)
    assert dict(mpl.rcParams) == before
    assert style.SETTINGS["svg.fonttype"] == "none"
