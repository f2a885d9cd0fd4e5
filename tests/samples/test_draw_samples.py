"""The sample images are what the strokes beside them draw, and they are read right."""

import importlib.util
import io
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from PIL import Image, ImageOps

from inkread.recognition.reader import Reader

SAMPLES = Path(__file__).parents[2] / "samples"
PICTURES = sorted(path for path in SAMPLES.iterdir() if path.suffix in {".png", ".jpg"})
MEAN_DIFFERENCE = 1.0  # grey levels; JPEG and resampling may round differently on another system


def drawing() -> ModuleType:
    """Return the module that draws the samples; it lies outside the package, beside its strokes."""
    spec = importlib.util.spec_from_file_location("draw_samples", SAMPLES / "draw_samples.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def pixels(content: bytes) -> np.ndarray:
    """Return the picture as seen upright, axes (height, width, 4), 0-255."""
    with Image.open(io.BytesIO(content)) as image:
        return np.asarray(ImageOps.exif_transpose(image).convert("RGBA"), np.float64)


@pytest.fixture(scope="module")
def drawn() -> dict[str, bytes]:
    return drawing().draw_all()


def test_every_sample_is_drawn_by_the_script(drawn: dict[str, bytes]):
    assert sorted(drawn) == sorted(path.name for path in PICTURES)


@pytest.mark.parametrize("path", PICTURES, ids=lambda path: path.name)
def test_a_sample_is_what_its_strokes_draw(path: Path, drawn: dict[str, bytes]):
    kept, fresh = pixels(path.read_bytes()), pixels(drawn[path.name])
    assert kept.shape == fresh.shape
    assert np.abs(kept - fresh).mean() < MEAN_DIFFERENCE


def test_no_two_samples_differ_in_case_alone():
    assert len({path.name.lower() for path in PICTURES}) == len(PICTURES)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


@pytest.mark.parametrize("path", PICTURES, ids=lambda path: path.name)
def test_a_sample_is_read_as_its_name_says(path: Path, reader: Reader):
    assert reader.read(path).text == path.name.split("-")[0]
