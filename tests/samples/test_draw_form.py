"""The sample form is what its script draws, and the filled ones are read right."""

import importlib.util
import sys
from pathlib import Path

import cv2
import numpy as np
import pytest

from inkread import FormReader, Template

SAMPLES = Path(__file__).parents[2] / "samples"
FORM = SAMPLES / "form"
MEAN_DIFFERENCE = 1.0  # grey levels; JPEG and resampling may round differently on another system


@pytest.fixture(scope="module")
def script():
    """The module that draws the form; it lies outside the package, beside its strokes."""
    sys.path.insert(0, str(SAMPLES))
    try:
        spec = importlib.util.spec_from_file_location("draw_form", SAMPLES / "draw_form.py")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
    finally:
        sys.path.remove(str(SAMPLES))
    return module


def test_every_file_is_drawn_by_the_script(script):
    drawn = script.drawn()
    assert sorted(drawn) == sorted(path.name for path in FORM.iterdir())
    for name, content in drawn.items():
        held = (FORM / name).read_bytes()
        if name.endswith((".png", ".jpg")):
            pictures = [
                cv2.imdecode(np.frombuffer(one, np.uint8), 0).astype(float) for one in (held, content)
            ]
            assert np.abs(pictures[0] - pictures[1]).mean() < MEAN_DIFFERENCE
        else:
            assert held == content


def test_the_filled_forms_are_read(script):
    reader = FormReader(Template.read(FORM / "form.yaml"))
    for name, values in script.FILLED.items():
        reading = reader.read(FORM / name)
        assert {value.field.name: value.value for value in reading.values} == values
