"""A box on the glyph for each place of the maps, as the papers compute it."""

import json

import pytest

from inkread.bundle import Bundle
from inkread.recognition.graph import Graph, Node
from inkread.recognition.receptive_field import ReceptiveField, sights


def window(op, out, **attributes):
    return Node(op, (chr(ord(out) - 1),), (out,), {"kernel_shape": (3, 3), **attributes})


def field(*nodes):
    """Return what the last of a chain of nodes sees; the glyph is `a`."""
    return sights(Graph(nodes, (), {}), "a")[nodes[-1].outputs[0]]


def test_convolutions_and_pools_widen_it():
    seen = field(
        window("Conv", "b"), window("MaxPool", "c", kernel_shape=(2, 2), strides=(2, 2)), window("Conv", "d")
    )
    assert seen.field == ReceptiveField((8, 8), (2, 2), (4, 4))
    assert seen.shape == (11, 11)


@pytest.mark.parametrize(
    ("padding", "first"),
    [
        ({"pads": (1, 1, 1, 1)}, 0.5),
        ({"pads": (0, 0, 1, 1)}, 1.5),
        ({"auto_pad": "SAME_UPPER"}, 1.5),
        ({"auto_pad": "SAME_LOWER"}, 0.5),
    ],
)
def test_padding_moves_the_first_place(padding, first):
    seen = field(window("Conv", "b", strides=(2, 2), **padding))
    assert seen.field.first_centre == (first, first)
    assert seen.shape == (14, 14)


def test_rows_and_columns_may_differ():
    seen = field(window("Conv", "b", kernel_shape=(5, 1), strides=(2, 1), dilations=(2, 1)))
    assert seen.field == ReceptiveField((9, 1), (2, 1), (4.5, 0.5))
    assert seen.shape == (10, 28)


def test_a_dense_layer_sees_everything_and_has_none():
    assert "c" not in sights(
        Graph((window("Conv", "b"), Node("MatMul", ("b", "w"), ("c",), {})), (), {}), "a"
    )


def test_maps_of_other_shapes_that_are_joined_have_none():
    nodes = (window("Conv", "b"), Node("Add", ("a", "b"), ("c",), {}))
    assert "c" not in sights(Graph(nodes, (), {}), "a")


def test_a_shortcut_sees_what_either_way_sees():
    nodes = (window("Conv", "b", pads=(1, 1, 1, 1)), Node("Add", ("a", "b"), ("c",), {}))
    assert sights(Graph(nodes, (), {}), "a")["c"].field == ReceptiveField((3, 3), (1, 1), (0.5, 0.5))


def test_a_box_is_cut_off_at_the_glyph_s_sides():
    seen = ReceptiveField((9, 9), (4, 4), (1.5, 1.5))
    assert seen.box(0, 0) == (0, 0, 6, 6)
    assert seen.box(3, 6) == (9, 21, 9, 7)
    assert ReceptiveField((3, 3), (1, 1), (40, 40)).box(0, 0)[2:] == (0, 0)


def test_it_goes_to_json():
    graph = Graph.of(Bundle.open().model, name="shipped")
    (first, *_) = (one.field for one in sights(graph, "glyph").values() if one.field.size != (1, 1))
    assert json.loads(json.dumps(first.to_dict())) == {
        "size": [5, 5],
        "stride": [2, 2],
        "first_centre": [1.5, 1.5],
    }
