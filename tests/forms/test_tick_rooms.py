"""The printed box is found in its field, whatever is printed in it; a tick beside it is seen."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from inkread import FormReader
from inkread.errors import ConfigError
from inkread.forms.printed import FieldPrint, Freed
from inkread.forms.template import Field
from inkread.forms.ticks import MOST_SURE, TickBox

BOXES = {"post": (110, 30), "phone": (250, 34), "visit": (400, 60)}  # left and side, px
TOP = 530
INK = 40
TICK = [(0.2, 0.5), (0.42, 0.8), (0.85, 0.15)]
PRINTS = {
    "digit": lambda page, left, side: _lettered(page, "4", left, side),
    "letter": lambda page, left, side: _lettered(page, "B", left, side),
    "grey": lambda page, left, side: page[TOP : TOP + side, left : left + side].fill(215),
}
BESIDE = {
    "left": [(-0.9, 0.5), (-0.65, 0.8), (-0.22, 0.1)],
    "right": [(1.22, 0.5), (1.4, 0.8), (1.9, 0.1)],
    "above": [(0.3, -0.7), (0.45, -0.25), (0.8, -0.85)],
}


def _lettered(page, text, left, side):
    """Print a character half as high as its box in the middle of it."""
    (wide, high), _ = cv2.getTextSize(text, cv2.FONT_HERSHEY_SIMPLEX, 1.0, 1)
    size = 0.5 * side / high
    corner = round(left + (side - size * wide) / 2), round(TOP + 0.75 * side)
    cv2.putText(page, text, corner, cv2.FONT_HERSHEY_SIMPLEX, size, 60, max(1, side // 20), cv2.LINE_AA)


@pytest.fixture
def form_of(template, blank, tmp_path, tiny_bundle):
    """Makes the page of a form with tick boxes, and its reader; what is printed in them is given."""

    def make(fields, print_=None):
        page = blank.copy()
        page[490:] = 255
        for left, side in BOXES.values():
            if print_:
                PRINTS[print_](page, left, side)
            cv2.rectangle(page, (left, TOP), (left + side, TOP + side), 40, 2)
        cv2.imwrite(str(tmp_path / "blank.png"), page)
        form = replace(template, folder=tmp_path, fields=tuple(fields))
        return page, FormReader(form, bundle=tiny_bundle)

    return make


def around(margin):
    """Return a field around each box, px beyond its frame."""
    return [
        Field(name, left - margin, TOP - margin, side + 2 * margin, side + 2 * margin, tick=True)
        for name, (left, side) in BOXES.items()
    ]


def marked(page, points, *, grey=INK):
    """Return a page with a stroke in each box, in sides of them."""
    page = page.copy()
    for left, side in BOXES.values():
        path = np.rint(16 * (np.array([left, TOP]) + side * np.array(points))).astype(np.int32)
        ink = np.full_like(page, 255)
        cv2.polylines(ink, [path], False, grey, max(2, round(0.08 * side)), cv2.LINE_AA, 4)
        np.minimum(page, ink, out=page)
    return page


def told(reading):
    """Return the value of each field, how sure it is, and whether it is looked at."""
    return [(one.value, one.confidence, one.doubtful) for one in reading.values]


@pytest.mark.parametrize("how", ["flat", "turned"])
@pytest.mark.parametrize("print_", PRINTS)
def test_what_is_printed_in_a_box_is_no_mark(form_of, seen, print_, how):
    page, reader = form_of(around(6), print_)
    assert reader.warnings == ()
    assert told(reader.read(seen(page, how))) == [("", 1.0, False)] * len(BOXES)


@pytest.mark.parametrize("print_", PRINTS)
def test_a_tick_over_what_is_printed_in_a_box_counts(form_of, seen, print_):
    page, reader = form_of(around(6), print_)
    values = reader.read(seen(marked(page, TICK), "flat")).values
    assert [one.value for one in values] == ["yes"] * len(BOXES)


@pytest.mark.parametrize("print_", PRINTS)
def test_a_pale_tick_over_what_is_printed_in_a_box_is_looked_at(form_of, seen, print_):
    page, reader = form_of(around(6), print_)
    grey = 175 if print_ == "grey" else 218
    picture = seen(marked(page, TICK, grey=grey), "flat")
    assert all(one.doubtful for one in reader.read(picture).values)


def test_a_field_may_be_far_larger_than_its_box(form_of, seen):
    page, reader = form_of(around(35))
    assert reader.warnings == ()
    assert told(reader.read(seen(page, "flat"))) == [("", 1.0, False)] * len(BOXES)
    ticked = reader.read(seen(marked(page, TICK), "flat")).values
    assert [(one.value, one.doubtful) for one in ticked] == [("yes", False)] * len(BOXES)


@pytest.mark.parametrize("box", [(95, 500, 200, 100), (100, 494, 310, 132), (0, 0, 900, 640)])
def test_a_field_around_several_boxes_is_refused_however_wide_it_is(form_of, box):
    with pytest.raises(ConfigError, match=r"field 'all': expected one printed box .* make a field for each"):
        form_of([Field("all", *box, tick=True)])


def test_a_field_with_print_and_no_box_is_told_of(form_of):
    _, reader = form_of(
        [Field("label", 90, 100, 300, 40, tick=True), Field("free", 700, 530, 60, 60, tick=True)]
    )
    ((field, caution),) = reader.warnings
    assert (field.name, caution.code) == ("label", "no_box")


@pytest.mark.parametrize("place", BESIDE)
def test_a_tick_beside_its_box_is_looked_at(form_of, seen, place):
    page, reader = form_of(around(6))
    assert told(reader.read(seen(marked(page, BESIDE[place]), "flat"))) == [("", MOST_SURE, True)] * len(
        BOXES
    )


def test_what_is_written_in_a_field_beside_is_not_the_box_s(form_of, seen):
    texts = [Field(f"beside {left}", left - 40, TOP - 6, 34, 60) for left, _ in BOXES.values()]
    page, reader = form_of([*around(6), *texts])
    reading = reader.read(seen(marked(page, BESIDE["left"]), "flat"))
    assert told(reading)[: len(BOXES)] == [("", 1.0, False)] * len(BOXES)


def test_a_box_without_a_middle_is_never_empty_for_sure():
    none = np.zeros((40, 40), np.float32)
    cells = np.zeros((40, 40), np.int32)
    box = TickBox.of(FieldPrint(0, 0, none, cells, (10, 10, 30, 30), keeps_all=True))
    thin = np.zeros_like(box.room)
    thin[10:30, 20] = 1
    empty = Freed(np.full((40, 40), 255, np.uint8), none, cells, 1.0, faint=False, print_seen=1.0)
    assert box.read(empty).confidence == 1.0
    assert replace(box, room=thin).read(empty).confidence == MOST_SURE
