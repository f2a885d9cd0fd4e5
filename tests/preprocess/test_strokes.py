"""Strokes are taken, checked and given back in the form of Quick, Draw!."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inkread.errors import InkreadError, StrokesError
from inkread.preprocess.strokes import MAX_POINTS, MAX_STROKES, Stroke, Strokes

CANVAS = {"width": 280, "height": 280, "pen_width": 16}
PLACE = st.floats(-1e4, 1e4)


def record(*strokes, **changes):
    return {"strokes": list(strokes), **CANVAS, **changes}


@st.composite
def drawings(draw):
    """Any drawing, with times and pressures or without."""
    strokes = []
    for _ in range(draw(st.integers(0, 3))):
        count = draw(st.integers(1, 5))
        rows = [
            draw(st.lists(kind, min_size=count, max_size=count))
            for kind in (PLACE, PLACE, st.floats(0, 1e12))
        ]
        pressure = draw(st.lists(st.floats(0, 1), min_size=count, max_size=count))
        x, y, t = map(tuple, rows)
        strokes.append(
            Stroke(x, y, draw(st.sampled_from([(), t])), draw(st.sampled_from([(), tuple(pressure)])))
        )
    return Strokes(tuple(strokes), draw(st.floats(1, 1e4)), draw(st.floats(1, 1e4)), draw(st.floats(1, 100)))


@given(drawings())
def test_strokes_go_to_json_and_back(drawing):
    assert Strokes.from_dict(json.loads(json.dumps(drawing.to_dict()))) == drawing


@pytest.mark.parametrize(
    "stroke",
    [
        [[1, 2], [3, 4]],
        [[1, 2], [3, 4], [0, 9]],
        [[1, 2], [3, 4], [], [0.5, 1]],
        [[1, 2], [3, 4], None, [0, 1]],
    ],
    ids=["places", "times", "pressures without times", "null for times"],
)
def test_times_and_pressures_may_be_left_out(stroke):
    (made,) = Strokes.from_dict(record(stroke)).strokes
    assert (made.x, made.y) == ((1, 2), (3, 4))
    assert len(made.t) in (0, 2)


def test_a_pen_s_width_that_is_not_told_goes_by_the_canvas():
    assert Strokes.from_dict({"strokes": [], "width": 140, "height": 280}).pen_width == 16


def test_an_empty_canvas_is_a_drawing_too():
    assert Strokes.from_dict(record()).num_points == 0


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (None, "wrong_form"),
        ([1], "wrong_form"),
        ({}, "wrong_form"),
        (record(colour="red"), "wrong_form"),
        (record(stroke=1), "wrong_form"),
        (record("x"), "wrong_form"),
        (record([[1]]), "wrong_form"),
        (record([[1], "2"]), "wrong_form"),
        (record([[True], [1]]), "wrong_form"),
        (record([["1"], [1]]), "wrong_form"),
        (record([[[1]], [1]]), "wrong_form"),
        (record(width="280"), "wrong_form"),
        (record([[], []]), "no_points"),
        (record([[1, 2], [1]]), "uneven_rows"),
        (record([[1, 2], []]), "uneven_rows"),
        (record([[1, 2], [1, 2], [1]]), "uneven_rows"),
        (record([[float("nan")], [1]]), "out_of_range"),
        (record([[float("inf")], [1]]), "out_of_range"),
        (record([[10**400], [1]]), "out_of_range"),
        (record([[10_001], [1]]), "out_of_range"),
        (record([[1], [1], [1e300]]), "out_of_range"),
        (record([[1], [1], [1], [1.5]]), "out_of_range"),
        (record(width=0), "out_of_range"),
        (record(height=float("nan")), "out_of_range"),
        (record(pen_width=-1), "out_of_range"),
        (record(pen_width=1e9), "out_of_range"),
        (record(*[[[1], [1]]] * (MAX_STROKES + 1)), "too_many_points"),
        (record([[1.0] * (MAX_POINTS + 1)] * 2), "too_many_points"),
        (record(*[[[1.0] * MAX_POINTS] * 2] * 2), "too_many_points"),
        (record([[1], [1], [1], [1], [1]]), "too_many_points"),
    ],
)
def test_what_no_canvas_gives_is_refused_in_words(wrong, code):
    with pytest.raises(StrokesError, match=r"^expected .+, got .+; .+") as caught:
        Strokes.from_dict(wrong)
    assert caught.value.code == code
    assert isinstance(caught.value, InkreadError)
