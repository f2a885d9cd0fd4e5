"""A tick box is ticked by any mark that goes through it; what is doubtful there is looked at."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from inkread import FormReader
from inkread.errors import ConfigError
from inkread.forms.template import Field

BOXES = {"post": (110, 30), "phone": (190, 40), "visit": (300, 60), "other": (460, 90)}  # left and side, px
TOP = 510
INK = 40
TICK = [[(0.2, 0.5), (0.42, 0.8), (0.85, 0.15)]]
CROSS = [[(0.2, 0.2), (0.8, 0.8)], [(0.8, 0.2), (0.2, 0.8)]]
FILLED = [[(0.02 + 0.96 * (turn % 2), 0.02 + 0.04 * turn) for turn in range(25)]]
TICKS = {
    "tick": TICK,
    "cross": CROSS,
    "stroke": [[(0.2, 0.8), (0.8, 0.2)]],
    "stroke beyond": [[(-0.3, 1.3), (1.3, -0.3)]],
    "filled": FILLED,
    "scribble": [[(0.2 + 0.6 * (turn % 2), 0.2 + 0.1 * turn) for turn in range(7)]],
    "tick beyond": [[(-0.1, 0.4), (0.45, 0.8), (1.35, -0.4)]],
    "cross beyond": [[(-0.3, -0.3), (1.3, 1.3)], [(1.3, -0.3), (-0.3, 1.3)]],
}
CIRCLE = [[(0.5 + 0.82 * np.cos(turn), 0.5 + 0.82 * np.sin(turn)) for turn in np.linspace(0, 6.3, 40)]]
DOT = [[(0.5, 0.5), (0.54, 0.54)]]


@pytest.fixture(scope="module")
def sheet(blank):
    """The small form with four tick boxes in the place of its note."""
    page = blank.copy()
    page[490:] = 255
    for left, side in BOXES.values():
        cv2.rectangle(page, (left, TOP), (left + side, TOP + side), 40, 2)
    return page


@pytest.fixture(scope="module")
def reader_of(template, sheet, tmp_path_factory, tiny_bundle):
    """Makes a reader of the form's tick boxes; what a field says besides is given."""
    folder = tmp_path_factory.mktemp("ticks")
    cv2.imwrite(str(folder / "blank.png"), sheet)

    def make(**more):
        fields = [
            Field(name, left - 6, TOP - 6, side + 12, side + 12, tick=True, **more)
            for name, (left, side) in BOXES.items()
        ]
        return FormReader(replace(template, folder=folder, fields=tuple(fields)), bundle=tiny_bundle)

    return make


@pytest.fixture(scope="module")
def reader(reader_of):
    """A reader of the form's tick boxes."""
    return reader_of()


def marked(page, strokes, *, names=BOXES, grey=INK, wide=0.08):
    """Return a page with strokes in its boxes, in sides of them; `wide` likewise, 2 px at least."""
    page = page.copy()
    for left, side in (BOXES[name] for name in names):
        for points in strokes:
            path = np.rint(16 * (np.array([left, TOP]) + side * np.array(points))).astype(np.int32)
            cv2.polylines(page, [path], False, grey, max(2, round(wide * side)), cv2.LINE_AA, 4)
    return page


def told(reading):
    """Return each value, and why it is refused: empty where it is only doubtful, None where it is sure."""
    return {
        one.field.name: (one.value, (one.refusal.code if one.refusal else "") if one.doubtful else None)
        for one in reading.values
    }


@pytest.mark.parametrize("how", ["flat", "slanted", "upside down"])
@pytest.mark.parametrize("kind", TICKS)
def test_any_mark_that_goes_through_a_box_ticks_it(reader, sheet, seen, kind, how):
    reading = reader.read(seen(marked(sheet, TICKS[kind]), how))
    assert told(reading) == dict.fromkeys(BOXES, ("yes", None))


@pytest.mark.parametrize("how", ["flat", "turned", "small"])
def test_boxes_without_ink_are_not_ticked_and_sure(reader, sheet, seen, how):
    reading = reader.read(seen(sheet, how))
    assert told(reading) == dict.fromkeys(BOXES, ("", None))
    assert {one.confidence for one in reading.values} == {1.0}


def test_a_tick_leaves_the_other_boxes_empty(reader, sheet, seen):
    reading = reader.read(seen(marked(sheet, TICK, names=["phone"]), "turned"))
    assert told(reading) == dict.fromkeys(BOXES, ("", None)) | {"phone": ("yes", None)}


@pytest.mark.parametrize(
    ("names", "sure"), [([], True), (["phone"], True), (["post", "other"], False), (list(BOXES), False)]
)
def test_of_boxes_that_exclude_one_another_two_ticks_are_doubtful(reader_of, sheet, seen, names, sure):
    reading = reader_of(group="contact").read(seen(marked(sheet, TICK, names=names), "turned"))
    expected = dict.fromkeys(names, ("yes", None if sure else "several_ticked"))
    assert told(reading) == dict.fromkeys(BOXES, ("", None)) | expected


def test_a_box_struck_out_says_so_and_not_that_another_is_ticked(reader_of, sheet, seen):
    page = marked(marked(sheet, [[(-0.4, 0.5), (1.4, 0.52)]], names=["post"]), TICK, names=["phone"])
    found = told(reader_of(group="contact").read(seen(page, "flat")))
    assert (found["post"], found["phone"]) == (("yes", "struck_out"), ("yes", "several_ticked"))


def test_a_filled_box_is_dark_however_wide_it_is(reader, sheet, seen):
    page = cv2.resize(seen(marked(sheet, FILLED), "flat"), None, fx=2.5, fy=2.5)  # the widest has 245 px
    assert told(reader.read(page)) == dict.fromkeys(BOXES, ("yes", None))


DOUBTS = {
    "dot": (DOT, {"wide": 0.1}, ("", "")),
    "pale tick": (TICK, {"grey": 218}, ("yes", "faint_writing")),
    "pale filling": (FILLED, {"grey": 225}, ("", "faint_writing")),
    "along the frame": ([[(0.2, 0.17), (0.8, 0.17)]], {"wide": 0.05}, ("", "")),
    "around": (CIRCLE, {"wide": 0.05}, ("", "")),
    "filled and struck out": ([*FILLED, [(-0.4, 0.5), (1.4, 0.5)]], {}, ("yes", "struck_out")),
    "line through": ([[(-0.4, 0.5), (1.4, 0.52)]], {}, ("yes", "struck_out")),
    "thick line through": ([[(-0.4, 0.5), (1.4, 0.52)]], {"wide": 0.3}, ("yes", "struck_out")),
    "line through aslant": ([[(-0.7, 0.95), (1.7, 0.1)]], {}, ("yes", "struck_out")),
    "steep line through": ([[(0.85, -0.6), (0.2, 1.6)]], {}, ("yes", "struck_out")),
}


@pytest.mark.parametrize("kind", DOUBTS)
def test_what_may_be_a_tick_or_none_is_looked_at(reader, sheet, seen, kind):
    strokes, look, expected = DOUBTS[kind]
    reading = reader.read(seen(marked(sheet, strokes, **look), "flat"))
    assert told(reading) == dict.fromkeys(BOXES, expected)


@pytest.mark.parametrize("stroke", [[(0.5, -0.8), (0.4, 0.12)], [(1.8, 0.9), (0.88, 0.5)]])
def test_a_stroke_that_only_comes_in_at_the_edge_is_no_tick(reader, sheet, seen, stroke):
    reading = reader.read(seen(marked(sheet, [stroke], wide=0.05), "flat"))
    assert {one.value for one in reading.values} == {""}


def test_a_mote_is_nothing(reader, sheet, seen):
    page = sheet.copy()
    left, side = BOXES["other"]
    page[TOP + side // 2, left + side // 2] = 0
    assert told(reader.read(seen(page, "flat")))["other"] == ("", None)


def test_a_field_says_from_where_on_its_tick_is_sure(reader_of, sheet, seen):
    picture = seen(marked(sheet, DOT, wide=0.1), "flat")
    assert reader_of(review_below=0.0).read(picture).doubtful == ()
    assert len(reader_of(review_below=1.0).read(seen(marked(sheet, TICK), "flat")).doubtful) == len(BOXES)


def test_a_box_beyond_the_edge_of_the_picture_is_not_taken_for_an_empty_one(reader, sheet, seen):
    reading = reader.read(seen(sheet, "flat")[:668])  # the sheet goes on for 90 px
    beyond = dict.fromkeys(["visit", "other"], ("", "outside_picture"))
    assert told(reading) == dict.fromkeys(BOXES, ("", None)) | beyond
    assert reading.values[-1].confidence == 0.0


def test_a_box_that_something_lies_on_is_not_taken_for_an_empty_one(reader, sheet, seen):
    page = marked(sheet, TICK, names=["post"])
    page[500:600, 280:380] = 255
    assert told(reader.read(seen(page, "flat"))) == {
        "post": ("yes", None),
        "phone": ("", None),
        "visit": ("", "print_not_seen"),
        "other": ("", None),
    }


def test_a_place_without_a_frame_may_be_ticked(template, blank, seen, tmp_path, tiny_bundle):
    page = blank.copy()
    page[490:] = 255
    cv2.imwrite(str(tmp_path / "blank.png"), page)
    fields = (Field("open", 200, 520, 60, 60, tick=True), Field("free", 400, 520, 60, 60, tick=True))
    reader = FormReader(replace(template, folder=tmp_path, fields=fields), bundle=tiny_bundle)
    cv2.polylines(page, [np.array([[210, 550], [226, 570], [252, 530]])], False, INK, 4, cv2.LINE_AA)
    assert told(reader.read(seen(page, "flat"))) == {"open": ("yes", None), "free": ("", None)}


def test_a_round_box_is_one(template, blank, seen, tmp_path, tiny_bundle):
    page = blank.copy()
    page[490:] = 255
    cv2.circle(page, (230, 550), 18, 40, 2, cv2.LINE_AA)
    cv2.imwrite(str(tmp_path / "blank.png"), page)
    field = Field("round", 206, 526, 48, 48, tick=True)
    reader = FormReader(replace(template, folder=tmp_path, fields=(field,)), bundle=tiny_bundle)
    assert told(reader.read(seen(page, "turned"))) == {"round": ("", None)}
    cv2.circle(page, (230, 550), 11, INK, -1, cv2.LINE_AA)
    assert told(reader.read(seen(page, "turned"))) == {"round": ("yes", None)}


def test_a_field_around_two_printed_boxes_is_refused(template, sheet, tmp_path, tiny_bundle):
    cv2.imwrite(str(tmp_path / "blank.png"), sheet)
    field = Field("both", 104, TOP - 6, 132, 52, tick=True)
    with pytest.raises(ConfigError, match=r"field 'both': expected one printed box .* got 2; make a field"):
        FormReader(replace(template, folder=tmp_path, fields=(field,)), bundle=tiny_bundle)


def test_a_crop_shows_the_mark_around_a_box_too(reader, sheet, seen):
    value = reader.read(seen(marked(sheet, CIRCLE, names=["other"]), "flat")).values[-1]
    height, width = value.crop.shape
    assert height == width
    edge = value.crop[: round(0.25 * height)]  # above the field itself
    assert edge.min() < 0.6 * np.median(edge)


def test_a_tick_has_json_of_its_own(reader, sheet, seen):
    one = reader.read(seen(marked(sheet, TICK), "flat")).values[0].to_dict()
    assert (one["field"], one["value"], one["candidates"], one["refusal"]) == ("post", "yes", [], None)
    assert 0.9 < one["confidence"] < 1
