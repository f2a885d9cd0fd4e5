"""The axes of the curves hold every number, and each epoch has its place."""

import pytest

from inkread.desktop.curve_points import accuracy_axis, loss_axis, places

ROWS = [{"loss": 2.31, "accuracy": 0.6, "validation_accuracy": 0.52}, {"loss": float("inf"), "accuracy": 0.9}]


@pytest.mark.parametrize(("highest", "top"), [(0.001, 0.001), (0.37, 0.4), (2.31, 4.0), (7.9, 8.0), (0, 1)])
def test_the_loss_begins_at_nothing_and_has_room_above(highest, top):
    axis = loss_axis([{"loss": highest}])
    assert (axis.low, axis.high) == (0.0, pytest.approx(top))
    assert axis.ticks[0] == (0.0, "0")


def test_accuracy_shows_only_what_is_reached_in_round_steps():
    axis = accuracy_axis(ROWS)
    assert (axis.low, axis.high) == (0.2, 1.0)
    assert [words for _, words in axis.ticks] == ["20 %", "40 %", "60 %", "80 %", "100 %"]
    assert accuracy_axis([]).low == 0.0
    assert accuracy_axis([{"accuracy": 0.999}]).low == 0.8


def test_epochs_lie_from_left_to_right_and_numbers_from_the_bottom_up():
    axis = accuracy_axis([])
    points = places([(1, 0.0), (2, 0.5), (3, 1.0)], axis, last=5, across=(100, 200), down=(10, 110))
    assert points == [(100, 110), (125, 60), (150, 10)]


def test_one_epoch_alone_has_a_place():
    axis = accuracy_axis([])
    assert places([(1, 1.0)], axis, last=1, across=(0, 10), down=(0, 10)) == [(0, 0)]
