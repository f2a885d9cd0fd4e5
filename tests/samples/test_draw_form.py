"""The sample form is drawn alike every time, and the filled ones are read right."""

import importlib.util
import sys
from pathlib import Path

import pytest

from inkread import FormReader, Template

SAMPLES = Path(__file__).parents[2] / "samples"


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


def test_the_form_is_drawn_alike_every_time(script):
    assert script.drawn() == script.drawn()


def test_the_filled_forms_are_read(script, tmp_path):
    assert script.main(tmp_path / "order").startswith("form.yaml, towns.txt, blank.png, 1.jpg, 2.jpg in ")
    reader = FormReader(Template.read(tmp_path / "order" / "form.yaml"))
    for name, values in script.FILLED.items():
        reading = reader.read(tmp_path / "order" / name)
        assert {value.field.name: value.value for value in reading.values} == values
