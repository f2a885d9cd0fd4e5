"""Drawings of a network: every layer that matters is in them, at its size."""

import xml.etree.ElementTree as ElementTree

import pytest

from inkread.training.recipes import RECIPES, SpinalVgg

pytestmark = [
    pytest.mark.train,
    pytest.mark.filterwarnings("ignore:__array__ implementation"),  # raised by Keras on NumPy 2
]


@pytest.fixture(scope="module")
def facts():
    """The anatomy of the classic network for ten classes."""
    from inkread.training.anatomy import anatomy
    from inkread.training.architectures import build

    return anatomy(build(RECIPES["classic-32-64"].network, 10))


def test_the_text_drawing_has_bars_as_wide_as_the_maps(facts):
    from inkread.training.drawing import draw

    lines = draw(facts).splitlines()
    drawn = {line.split()[2]: line for line in lines}
    assert list(drawn) == [
        *("glyph", "conv_1", "pool_1", "conv_2", "pool_2", "conv_3", "flatten", "dense_1", "logits"),
    ]
    for name, side in {"glyph": 28, "conv_1": 26, "pool_2": 5, "conv_3": 3}.items():
        assert sum(drawn[name][:28].count(shade) for shade in "░▒▓█") == side
    assert drawn["glyph"][:28] == "░" * 28
    assert "5×5×64" in drawn["pool_2"]
    assert "3×3, valid, relu" in drawn["conv_3"]


def test_the_table_has_a_row_a_layer_and_the_totals(facts):
    from inkread.training.drawing import table

    lines = table(facts).splitlines()
    assert len(lines) == len(facts.layers) + 2
    assert lines[0].split()[:2] == ["layer", "output"]
    assert f"{facts.parameters:,}" in lines[-1]
    assert lines[-1].endswith(f"{facts.multiply_adds:,}")


def test_the_svg_shows_each_layer_inside_its_frame_and_says_what_it_is(facts):
    from inkread.training.drawing_svg import draw_svg

    text = draw_svg(facts, title="a <net> & more")
    root = ElementTree.fromstring(text)
    space = "{http://www.w3.org/2000/svg}"
    assert root.find(f"{space}title").text.startswith("a <net> & more: 356,298 parameters")
    named = ["".join(words.itertext()).split()[0] for words in root.iter(f"{space}text")]
    assert named == [
        "glyph",
        "conv_1",
        "pool_1",
        "conv_2",
        "pool_2",
        "conv_3",
        "flatten",
        "dense_1",
        "logits",
    ]
    width, height = (float(side) for side in root.get("viewBox").split()[2:])
    corners = [
        tuple(map(float, pair.split(",")))
        for shape in root.iter(f"{space}polygon")
        for pair in shape.get("points").split()
    ]
    assert all(0 <= x <= width and 0 <= y <= height for x, y in corners)
    assert "http" not in text.replace("http://www.w3.org/2000/svg", "")


def test_a_network_whose_vector_is_taken_apart_is_drawn_too():
    from inkread.training.anatomy import anatomy
    from inkread.training.architectures import build
    from inkread.training.drawing import VECTOR, draw, table
    from inkread.training.drawing_svg import draw_svg

    facts = anatomy(build(SpinalVgg(width=4, spine=8), 10))
    drawn = {line[28:].split()[1]: line[:28] for line in draw(facts).splitlines()}
    assert drawn["in_two"].strip() == drawn["spinal_1"].strip() == VECTOR
    assert facts.receptive_field == 28
    assert "spinal_4" in table(facts)
    assert "spinal_4" in draw_svg(facts, title="spinal")
