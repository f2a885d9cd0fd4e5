"""What the worker shows of a reading's steps: the same pictures as `Inspector` and the trail have."""

import cv2
import numpy as np
import pytest

from inkread.desktop.jobs.drawings import keep_drawing
from inkread.desktop.jobs.inside import look_inside
from inkread.desktop.requests import KeepDrawing, LookInside
from inkread.desktop.workbench import Settings, Workbench
from inkread.errors import ImageError
from inkread.preprocess.strokes import Strokes


@pytest.fixture(scope="module")
def shipped(tmp_path_factory):
    """A workbench with the shipped bundle, which has convolutions."""
    history = tmp_path_factory.mktemp("inside") / "history.db"
    with Workbench(Settings(None, str(history))) as bench:
        yield bench


def pixels(png):
    return cv2.imdecode(np.frombuffer(png, np.uint8), cv2.IMREAD_COLOR)


def test_a_drawing_is_followed_from_the_strokes_to_the_votes(shipped, seven):
    (inside,) = look_inside(shipped, LookInside(seven))
    assert inside.answer.text == "7"
    assert inside.trail[0].name == "strokes"
    assert {"convolution", "dense"} <= {stage.kind for stage in inside.stages}
    assert inside.stages[-1].name == "logits"


def test_every_picture_can_be_shown_in_a_window_of_1024(shipped, seven):
    (inside,) = look_inside(shipped, LookInside(seven))
    assert max(pixels(stage.png).shape[1] for stage in inside.stages) <= 900


def test_dark_windows_get_pictures_on_dark_ground(shipped, seven):
    means = [
        np.mean(
            [
                pixels(stage.png).mean()
                for stage in next(look_inside(shipped, LookInside(seven, dark=dark))).stages
            ]
        )
        for dark in (False, True)
    ]
    assert means[0] > 150 > 100 > means[1]


def test_a_blank_drawing_has_no_layers(shipped):
    (inside,) = look_inside(shipped, LookInside(Strokes((), 280, 280, 16)))
    assert inside.answer.blank
    assert inside.stages == ()


def test_a_kept_reading_is_followed_too(shipped, seven):
    entry_id = next(keep_drawing(shipped, KeepDrawing(seven))).id
    (inside,) = look_inside(shipped, LookInside(entry_id, is_entry=True))
    assert inside.answer.text == "7"


def test_a_file_is_followed_too(shipped, drawing, tmp_path):
    cv2.imwrite(str(tmp_path / "L.png"), drawing("L"))
    (inside,) = look_inside(shipped, LookInside(str(tmp_path / "L.png")))
    assert inside.answer.candidates


def test_a_file_that_is_none_says_why(shipped, tmp_path):
    (tmp_path / "a.png").write_bytes(b"no")
    with pytest.raises(ImageError):
        next(look_inside(shipped, LookInside(str(tmp_path / "a.png"))))
