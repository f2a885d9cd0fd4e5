"""A drawing gives the same pixels whatever the canvas; what the pen does shows."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inkread.predictions import Blank
from inkread.preprocess.contract import preprocess
from inkread.preprocess.decode import decode
from inkread.preprocess.stroke_rendering import MARGIN, render
from inkread.preprocess.strokes import Stroke, Strokes

SEVEN = (Stroke((60, 200, 120), (60, 62, 230)),)
PLACES = st.lists(st.tuples(st.floats(20, 260), st.floats(20, 260)), min_size=1, max_size=6)


def drawing(strokes=SEVEN, *, scale=1.0, shift=(0.0, 0.0), pen=16.0):
    """Return `strokes` on a canvas `scale` times as large, moved by `shift`."""
    moved = tuple(
        Stroke(
            tuple(x * scale + shift[0] for x in stroke.x),
            tuple(y * scale + shift[1] for y in stroke.y),
            stroke.t,
            stroke.pressure,
        )
        for stroke in strokes
    )
    return Strokes(moved, 280 * scale, 280 * scale, pen * scale)


def ink(strokes, **more):
    """Return how dark a drawing is at each pixel, 0 to 1."""
    return 1 - render(drawing(strokes, **more)) / 255


@settings(max_examples=50)
@given(
    st.lists(PLACES, min_size=1, max_size=3),
    st.floats(0.2, 8),
    st.tuples(st.floats(-50, 90), st.floats(-50, 90)),
)
def test_the_canvas_makes_no_difference(lines, scale, shift):
    strokes = tuple(Stroke(*map(tuple, zip(*line, strict=True))) for line in lines)
    usual, other = render(drawing(strokes)), render(drawing(strokes, scale=scale, shift=shift))
    assert np.abs(np.subtract(usual.shape, other.shape)).max() <= 1  # a side of 71.0000001 px is rounded up
    height, width = np.minimum(usual.shape, other.shape)
    apart = np.abs(usual[:height, :width].astype(int) - other[:height, :width])
    assert apart.mean() < 0.5
    assert (apart > 70).mean() < 0.001  # of 255: a place rounded to another sixteenth of a pixel


def test_the_glyph_is_the_same_at_any_density():
    usual = preprocess(render(drawing())).glyph.astype(int)
    for scale in (0.5, 2, 3):
        assert np.abs(preprocess(render(drawing(scale=scale))).glyph - usual).max() <= 16


def test_ink_is_black_on_white_with_paper_all_around():
    page = render(drawing())
    assert (page.min(), page.max(), max(page.shape)) == (0, 255, 280)
    inside = page[MARGIN - 1 : 1 - MARGIN, MARGIN - 1 : 1 - MARGIN]
    assert (page < 255).sum() == (inside < 255).sum()
    assert preprocess(page).trail.warnings == ()


def test_edges_are_smooth():
    greys = np.unique(render(drawing()))
    assert len(greys) > 10


@pytest.mark.parametrize("strokes", [(Stroke((90,), (70,)),), (Stroke((90, 90), (70, 70)),)])
def test_a_tap_leaves_a_round_dot(strokes):
    dot = ink(strokes)
    height, width = dot.shape
    assert height == width == 280
    assert dot.sum() == pytest.approx(np.pi / 4 * 240**2, rel=0.03)


def test_the_dot_of_an_i_is_as_wide_as_its_stem():
    page = ink((Stroke((140, 140), (100, 240)), Stroke((140,), (60,))))
    columns = np.flatnonzero(page.max(axis=0) > 0.5)
    dot = np.flatnonzero(page[: page.shape[0] // 5].max(axis=0) > 0.5)
    assert abs(len(columns) - len(dot)) <= 1


def test_pressure_widens_the_pen():
    line = ((40.0, 140.0, 240.0), (140.0, 140.0, 140.0))
    light, medium, full, plain = (
        ink((Stroke(*line, pressure=pressure),)).sum() / 280
        for pressure in ((0.0,) * 3, (0.5,) * 3, (1.0,) * 3, ())
    )
    assert light < 0.6 * medium < medium < 0.75 * full
    assert medium == plain


def test_a_stroke_may_swell():
    swelling = ink((Stroke((40, 140, 240), (140, 140, 140), pressure=(0.0, 0.5, 1.0)),))
    widths = (swelling > 0.5).sum(axis=0)
    assert widths[60] < widths[220]
    assert (
        preprocess(
            render(drawing((Stroke((40, 140, 240), (140,) * 3, pressure=(0, 1, 0.2)),)))
        ).trail.warnings
        == ()
    )


def test_a_hair_on_a_huge_canvas_is_still_seen():
    hair = Strokes((Stroke((0, 10_000), (0, 10_000)),), 10_000, 10_000, 1)
    assert render(hair).min() == 0


def test_an_empty_canvas_is_blank(tiny_bundle):
    from inkread.recognition.reader import Reader

    assert isinstance(Reader(tiny_bundle).read(Strokes((), 280, 280, 16)), Blank)


def test_a_reader_takes_strokes_as_any_other_source(tiny_bundle):
    from inkread.recognition.reader import Reader

    (reading,) = Reader(tiny_bundle).read_many([drawing((Stroke((30, 90, 50), (22, 22, 100)),), pen=9.0)])
    assert reading.text == "7"
    assert reading.source is None
    step = reading.trail.steps[0]
    assert (step.name, step.numbers["format"], step.numbers["num_points"]) == ("decode", "strokes", 3)


def test_strokes_are_decoded_to_what_render_gives():
    np.testing.assert_array_equal(decode(drawing()).grey, render(drawing()))
