"""A reading explains itself in pictures that anyone can open."""

import json

import numpy as np
import pytest
from PIL import Image

from inkread.errors import ConfigError
from inkread.predictions import Blank, Candidate, GlyphReading
from inkread.recognition.explain import PANEL, Explainer, safe_name
from inkread.trail import Caution, Step, Trail

PICTURE = np.arange(60 * 40, dtype=np.uint8).reshape(60, 40)
GLYPH = np.zeros((28, 28), np.uint8)
READ = (Candidate("é", 0.9),)


def reading(*pictures, kind=GlyphReading, candidates=READ):
    steps = tuple(Step(f"step {place}", {"number": place}, picture) for place, picture in enumerate(pictures))
    return kind(candidates, Trail("inkread-28-v1", steps, (Caution("odd", "It is odd."),)), GLYPH)


def test_each_step_is_a_picture_and_all_are_one_strip(tmp_path):
    strip, *singles, record = Explainer(tmp_path / "new").write(
        reading(PICTURE, None, 255 - PICTURE), name="photo"
    )
    names = [path.name for path in singles]
    assert names == ["photo-01-step_0.png", "photo-02-step_2.png", "photo-03-glyph.png"]
    np.testing.assert_array_equal(np.asarray(Image.open(singles[0])), PICTURE)
    assert strip.name == "photo-steps.png"
    with Image.open(strip) as image:
        assert image.width > 3 * PANEL
    assert json.loads(record.read_text())["trail"]["steps"][1] == {"name": "step 1", "number": 1}


def test_a_glyph_that_is_the_last_step_is_not_shown_twice(tmp_path):
    files = Explainer(tmp_path).write(reading(PICTURE, GLYPH), name="a")
    assert len(files) == 4


def test_readings_of_one_name_get_files_of_their_own(tmp_path):
    explainer = Explainer(tmp_path)
    names = [explainer.write(reading(PICTURE), name=name)[0].name for name in ("1", "1", "A", "a", "../1")]
    assert names == ["1-steps.png", "1-2-steps.png", "A-steps.png", "a-2-steps.png", "_1-steps.png"]


def test_a_blank_image_explains_itself_too(tmp_path):
    assert Explainer(tmp_path).write(reading(PICTURE, kind=Blank, candidates=()), name="b")


def test_a_reading_without_pictures_is_refused(tmp_path):
    with pytest.raises(ConfigError, match="pictures=True"):
        Explainer(tmp_path / "none").write(reading(None), name="a")
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("name", ["", ".", "..", "a/b", "a\\b", "CON", "lpt1", "x" * 300, "\udcff", "a:b?*"])
def test_any_name_becomes_one_that_every_system_takes(name):
    made = safe_name(name)
    assert 0 < len(made) <= 81
    assert not set(made) & set('/\\:*?"<>|')
    assert made not in (".", "..")
    made.encode("utf-8")


@pytest.mark.parametrize("name", ["con", "Con.jpg", "com1.tar.gz", "lpt\N{SUPERSCRIPT TWO}.png", "nul."])
def test_no_file_has_the_name_of_a_device_that_windows_keeps_whatever_follows_its_first_dot(name):
    stem, _, rest = safe_name(name).partition(".")
    assert (stem, rest) == (f"{name.partition('.')[0]}_", name.partition(".")[2])


@pytest.mark.parametrize("name", ["contact.jpg", "com.png", "a.con"])
def test_a_name_that_is_only_like_a_device_s_is_kept(name):
    assert safe_name(name) == name


def test_a_reader_adds_a_sheet_of_the_network_s_stages_but_for_blank_images(tiny_bundle, drawing, tmp_path):
    from inkread.recognition.reader import Reader

    reader = Reader(tiny_bundle)
    explainer = Explainer(tmp_path, reader=reader)
    read, empty = (
        explainer.write(reader.read(image, pictures=True), name=name)
        for name, image in (("T", drawing("T")), ("blank", np.full((50, 50), 255, np.uint8)))
    )
    assert tmp_path / "T-stages.png" in read
    with Image.open(tmp_path / "T-stages.png") as sheet:
        assert sheet.mode == "RGB"
    assert not any("stages" in file.name for file in empty)


def test_the_strip_of_a_real_reading_ends_in_the_network_s_input(tiny_bundle, drawing, tmp_path):
    from inkread.recognition.reader import Reader

    found = Reader(tiny_bundle).read(drawing("T"), pictures=True)
    *_, glyph, _record = Explainer(tmp_path).write(found, name="T")
    np.testing.assert_array_equal(np.asarray(Image.open(glyph)), found.glyph)
