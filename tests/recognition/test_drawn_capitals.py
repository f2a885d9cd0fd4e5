"""Capitals drawn as strokes are read, whatever the pen and wherever on whatever canvas they are drawn."""

import json
from pathlib import Path

import pytest

from inkread.preprocess.strokes import Stroke, Strokes
from inkread.recognition.reader import Reader

CAPITALS = json.loads((Path(__file__).parents[2] / "samples" / "capitals.json").read_text("utf-8"))[
    "characters"
]


@pytest.fixture(scope="module")
def reader():
    return Reader(charset="upper")


def drawing(letter, *, scale, pen):
    """Return the strokes of `letter` in the middle third of a canvas."""
    strokes = tuple(
        Stroke(*(tuple(scale * (255 + number) for number in row) for row in rows))
        for rows in CAPITALS[letter]
    )
    return Strokes(strokes, 765 * scale, 765 * scale, pen * scale)


@pytest.mark.parametrize(("scale", "pen"), [(1.0, 14), (0.4, 6), (3.0, 28)], ids=["usual", "fine", "broad"])
def test_capitals_are_read(reader, scale, pen):
    readings = reader.read_many([drawing(letter, scale=scale, pen=pen) for letter in CAPITALS])
    assert [reading.text for reading in readings] == list(CAPITALS)
    assert [reading.refusal for reading in readings] == [None] * len(CAPITALS)
