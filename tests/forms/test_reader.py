"""Filled forms are read field by field, and nothing that is printed is taken for an answer."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from inkread import FormReader
from inkread.errors import ConfigError, ImageError

FULL = {"code": "XLTV", "word": "TLT", "number": "717", "note": "LX"}


def values_of(reading):
    """Return field name -> value."""
    return {value.field.name: value.value for value in reading.values}


@pytest.mark.parametrize("how", ["flat", "turned", "slanted", "upside down"])
def test_a_filled_form_is_read(form_reader, filled, seen, how):
    assert values_of(form_reader.read(seen(filled(**FULL), how))) == FULL


@pytest.mark.parametrize("how", ["flat", "slanted"])
def test_an_empty_form_has_empty_values_and_no_doubts(form_reader, blank, seen, how):
    reading = form_reader.read(seen(blank, how))
    assert set(values_of(reading).values()) == {""}
    assert reading.doubtful == ()


def test_some_empty_fields_do_not_disturb_the_others(form_reader, filled, seen):
    reading = form_reader.read(seen(filled(number="17"), "turned"))
    assert values_of(reading) == {"code": "", "word": "", "number": "17", "note": ""}


def test_an_entry_of_two_words_comes_back_with_its_space(form_reader, filled, seen):
    reading = form_reader.read(seen(filled(word="VXT"), "flat"))
    assert values_of(reading)["word"] == "VX T"


def test_each_line_of_a_field_comes_back_with_the_space_of_its_entry(template, tiny_bundle, filled, seen):
    field = replace(template.fields[3], charset=None, lexicon="words.txt")
    reader = FormReader(replace(template, fields=(field,)), bundle=tiny_bundle)
    page = filled(note="VXT")
    small = cv2.resize(page[520:606, 110:330], None, fx=0.55, fy=0.55, interpolation=cv2.INTER_AREA)
    page[510:610, 110:330] = 255
    for top in (508, 560):
        page[top : top + small.shape[0], 120 : 120 + small.shape[1]] = small
    assert values_of(reader.read(seen(page, "flat")))["note"] == "VX T\nVX T"


def test_a_word_that_a_line_cannot_be_makes_the_field_doubtful(template, tiny_bundle, filled, seen):
    field = replace(template.fields[3], charset=None, pattern="[17]{9}")
    reader = FormReader(replace(template, fields=(field,)), bundle=tiny_bundle)
    (doubt,) = reader.read(seen(filled(note="LX"), "flat")).doubtful
    assert doubt.refusal.code == "breaks_pattern"


def test_a_stroke_across_the_wall_of_a_cell_stays_whole(form_reader, blank, drawing, seen):
    page = blank.copy()
    glyph = cv2.resize(drawing("T"), (110, 90), interpolation=cv2.INTER_AREA)
    part = page[155:245, 185:295]  # from cell 2 into cells 1 and 3
    np.minimum(part, glyph, out=part)
    page[160:250, 110:160] = np.minimum(page[160:250, 110:160], cv2.resize(drawing("L"), (50, 90)))
    assert values_of(form_reader.read(seen(page, "flat")))["code"] == "LT"


def test_a_bent_sheet_is_read(form_reader, filled, seen):
    rows, columns = np.mgrid[0:640, 0:900].astype(np.float32)
    wave = 8 * np.sin(columns / 250 + rows / 200)  # px, a hundredth of the sheet
    bent = cv2.remap(filled(**FULL), columns + wave, rows + wave, cv2.INTER_LINEAR, borderValue=255)
    found = values_of(form_reader.read(seen(bent, "slanted")))
    assert {**found, "note": ""} == {**FULL, "note": ""}  # few words stand by the note to tell the bend there


def test_what_fits_no_pattern_is_doubtful(form_reader, filled, seen):
    (doubt,) = form_reader.read(seen(filled(code="1"), "flat")).doubtful
    assert (doubt.field.name, doubt.value, doubt.refusal.code) == ("code", "", "breaks_pattern")


def test_a_word_that_the_list_lacks_is_doubtful(form_reader, filled, seen):
    (doubt,) = form_reader.read(seen(filled(word="VVLV"), "flat")).doubtful
    assert doubt.field.name == "word"
    assert doubt.confidence < 0.1


def test_writing_that_is_far_larger_than_the_rest_is_not_lost_without_a_word(
    form_reader, blank, drawing, seen
):
    page = blank.copy()
    small = cv2.resize(drawing("L"), (26, 26), interpolation=cv2.INTER_AREA)
    for place in range(12):
        page[580:606, 250 + 40 * place : 276 + 40 * place] = small
    page[506:616, 120:230] = cv2.resize(drawing("T"), (110, 110), interpolation=cv2.INTER_AREA)
    (doubt,) = form_reader.read(seen(page, "flat")).doubtful
    assert (doubt.field.name, doubt.refusal.code) == ("note", "partly_left_out")
    assert "T" not in doubt.value


def test_each_field_says_from_where_on_it_is_sure(template, tiny_bundle, filled, seen):
    picture = seen(filled(code="LT", number="17"), "flat")

    def doubtful(review_below):
        fields = tuple(replace(field, review_below=review_below) for field in template.fields)
        reader = FormReader(replace(template, fields=fields), bundle=tiny_bundle)
        return [value.field.name for value in reader.read(picture).doubtful]

    assert doubtful(0.0) == []
    assert doubtful(1.0) == ["code", "number"]


def test_crops_show_the_field_upright(form_reader, filled, seen, blank):
    reading = form_reader.read(seen(filled(**FULL), "upside down"))
    crop = cv2.resize(reading.values[0].crop, (332, 112)).astype(float)
    page = filled(**FULL)[144:256, 94:426].astype(float)
    assert np.corrcoef(crop.ravel(), page.ravel())[0, 1] > 0.9


def test_values_have_json_of_their_own(form_reader, filled, seen, corners):
    reading = form_reader.read(seen(filled(**FULL), "flat"))
    told = reading.values[0].to_dict()
    assert (told["field"], told["value"], told["refusal"]) == ("code", "XLTV", None)
    assert told["candidates"][0] == {"text": "XLTV", "confidence": told["confidence"]}
    left, top = told["box"][0]
    assert abs(left - (60 + 94 * 980 / 900)) < 3
    assert abs(top - (60 + 144 * 697 / 640)) < 3


@pytest.mark.parametrize("share", [0.1, 0.14, 0.18])
def test_pale_writing_is_read_and_looked_at(form_reader, filled, blank, seen, share):
    pale = blank - share * (blank.astype(float) - filled(code="XLTV", word="TLT", number="717"))
    reading = form_reader.read(seen(pale, "flat"))
    assert values_of(reading) == {"code": "XLTV", "word": "TLT", "number": "717", "note": ""}
    assert {value.field.name: value.refusal.code for value in reading.doubtful} == dict.fromkeys(
        ["code", "word", "number"], "faint_writing"
    )


def test_a_pale_field_among_dark_ones_is_not_lost(form_reader, filled, blank, seen):
    page = filled(code="LT")
    page[340:460] = blank[340:460] - 0.15 * (blank[340:460].astype(float) - filled(number="717")[340:460])
    (doubt,) = form_reader.read(seen(page, "turned")).doubtful
    assert (doubt.field.name, doubt.value, doubt.refusal.code) == ("number", "717", "faint_writing")


@pytest.mark.parametrize("quality", [60, 90])
@pytest.mark.parametrize("grain", [0, 4])
def test_empty_fields_stay_sure_in_grain_shadow_and_jpeg(form_reader, blank, seen, grain, quality):
    rng = np.random.default_rng(grain)
    picture = seen(blank, "slanted") + rng.normal(0, grain, (900, 1100))
    shadow = np.ones((900, 1100), np.float32)
    shadow[:, 420:] = 0.8
    picture = np.clip(picture * cv2.GaussianBlur(shadow, (0, 0), 10), 0, 255).astype(np.uint8)
    packed = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
    reading = form_reader.read(packed.tobytes())
    assert set(values_of(reading).values()) == {""}
    assert reading.doubtful == ()


def test_a_field_beyond_the_edge_of_the_picture_is_no_empty_field(form_reader, filled, seen):
    picture = seen(filled(code="LT", note="LX"), "flat")[:590]  # the sheet goes on for 170 px
    reading = form_reader.read(picture)
    assert [(one.field.name, one.refusal.code) for one in reading.doubtful] == [("note", "outside_picture")]
    assert reading.values[0].value == "LT"


def test_a_field_that_something_lies_on_is_no_empty_field(form_reader, filled, seen):
    page = filled(code="LT", number="17")
    page[340:456, 60:540] = 255
    (doubt,) = form_reader.read(seen(page, "flat")).doubtful
    assert (doubt.field.name, doubt.value, doubt.confidence) == ("number", "", 0.0)
    assert doubt.refusal.code == "print_not_seen"


def test_a_picture_that_is_no_picture_is_refused(form_reader):
    with pytest.raises(ImageError) as refused:
        form_reader.read(b"no picture")
    assert refused.value.reason == "not_an_image"


def test_a_wrong_pattern_names_its_field(template, tiny_bundle):
    fields = (replace(template.fields[0], pattern="[LT"), *template.fields[1:])
    with pytest.raises(ConfigError, match="field 'code': "):
        FormReader(replace(template, fields=fields), bundle=tiny_bundle)


def test_a_missing_lexicon_names_its_field(template, tiny_bundle):
    fields = (template.fields[0], replace(template.fields[1], lexicon="none.txt"))
    with pytest.raises(ConfigError, match=r"field 'word': .*none\.txt"):
        FormReader(replace(template, fields=fields), bundle=tiny_bundle)


def test_a_blank_picture_of_another_size_is_refused(template, tiny_bundle):
    with pytest.raises(ConfigError, match="expected a picture of 950 x 640 px, got 900 x 640"):
        FormReader(replace(template, width=950), bundle=tiny_bundle)
