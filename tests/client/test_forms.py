"""The client sends filled forms with their template, and gets records of values."""

import cv2
import numpy as np
import pytest
from PIL import Image

from inkread.client import Client
from inkread.errors import ConfigError, RequestError
from inkread.web import create_app
from inkread.web.settings import WebSettings

WIDTH, HEIGHT = 640, 400
PRINT = [("Order form 2026", 80), ("Name of the thing", 150), ("Send it to the office.", 380)]
TEMPLATE = f"""form: 1
name: order
blank: order.png
width: {WIDTH}
height: {HEIGHT}
fields:
- {{name: thing, left: 60, top: 170, width: 300, height: 120, lexicon: lists/things.txt}}
- {{name: rest, left: 400, top: 170, width: 200, height: 120}}
"""


@pytest.fixture(scope="module")
def client(tiny_folder, serving):
    app = create_app(WebSettings(bundles=(str(tiny_folder),), keep=False))
    with serving(app) as address:
        yield Client(address)
    app.extensions["inkread-close"]()


@pytest.fixture(scope="module")
def sheet():
    """The blank form, axes (height, width)."""
    blank = np.full((HEIGHT, WIDTH), 250, np.uint8)
    for text, bottom in PRINT:
        cv2.putText(blank, text, (60, bottom), cv2.FONT_HERSHEY_DUPLEX, 1.3, 20, 2, cv2.LINE_AA)
    return blank


@pytest.fixture(scope="module")
def filled(sheet, drawing):
    """The form with `L7` written into its first field."""
    scan = sheet.copy()
    for place, char in enumerate("L7"):
        glyph = cv2.resize(drawing(char), (90, 90), interpolation=cv2.INTER_AREA)
        scan[185:275, 80 + 110 * place : 170 + 110 * place] = np.minimum(glyph, 250)
    return scan


@pytest.fixture
def template(tmp_path, sheet):
    """The template's file, with all that it names."""
    path = tmp_path / "order.yaml"
    path.write_text(TEMPLATE, "utf-8")
    cv2.imwrite(str(tmp_path / "order.png"), sheet)
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists" / "things.txt").write_text("XT\nL7\n", "utf-8")
    return path


def test_a_filled_form_comes_back_with_values_places_and_crops(client, template, filled):
    (form,) = client.form(template, filled)
    assert form.texts == {"thing": "L7", "rest": ""}
    thing, rest = form.values
    assert thing.candidates[0].confidence == thing.confidence
    assert np.array(thing.box) == pytest.approx(
        np.array([[60, 170], [360, 170], [360, 290], [60, 290]]), abs=4
    )
    assert cv2.imdecode(np.frombuffer(thing.crop, np.uint8), cv2.IMREAD_GRAYSCALE).shape[1] >= 300
    assert rest not in form.doubtful
    assert (form.width, form.height, form.bundle) == (WIDTH, HEIGHT, "tiny")
    (bare,) = client.form(str(template), [filled], crops=False)
    assert bare.values[0].crop is None


def test_a_value_says_whether_it_is_a_tick_box_s(client, template, filled):
    plain = "width: 200, height: 120}"
    template.write_text(template.read_text("utf-8").replace(plain, plain[:-1] + ", tick: true}"), "utf-8")
    (form,) = client.form(template, filled, crops=False)
    assert [one.tick for one in form.values] == [False, True]


def test_more_forms_than_a_request_takes_come_back_in_order(client, template, filled, sheet):
    forms = client.form(
        template, [filled, sheet, b"no picture", sheet, b"nor this"], on_error="keep", crops=False
    )
    assert [getattr(form, "texts", {}).get("thing") for form in forms] == ["L7", "", None, "", None]
    assert [form.code for form in forms if isinstance(form, RequestError)] == ["not_an_image"] * 2
    with pytest.raises(RequestError, match="expected a picture"):
        client.form(template, [filled, b"no picture"])


def test_a_scan_that_cannot_be_sent_is_an_error_in_its_place(client, template, filled, sheet):
    forms = client.form(template, ["nope.png", filled, sheet], on_error="keep", crops=False)
    assert [getattr(form, "texts", {}).get("thing") for form in forms] == [None, "L7", ""]
    (error,) = client.form(template, ["nope.png"], on_error="keep")
    assert (error.code, str(error)) == (forms[0].code, str(forms[0]))
    assert error.code == "not_found"


def test_each_page_of_a_scan_is_a_form_of_its_own(client, template, filled, sheet):
    for name in ("scan.pdf", "scan.tif"):
        pages = [Image.fromarray(one) for one in (sheet, filled, sheet)]
        pages[0].save(template.parent / name, save_all=True, append_images=pages[1:])
    pages[1].save(template.parent / "single.pdf")
    scans = [template.parent / name for name in ("scan.pdf", "single.pdf", "scan.tif")]
    forms = client.form(template, [filled, scans[0], b"no picture", *scans[1:]], on_error="keep", crops=False)
    names = [form.name for form in forms if not isinstance(form, RequestError)]
    of_pdf, of_tiff = ([f"scan.{kind}#{page}" for page in (1, 2, 3)] for kind in ("pdf", "tif"))
    assert names == ["array", *of_pdf, "single.pdf", *of_tiff]
    texts = [getattr(form, "texts", {}).get("thing") for form in forms]
    assert texts == ["L7", "", "L7", "", None, "L7", "", "L7", ""]
    assert not any(form.warnings for form in forms if not isinstance(form, RequestError))


def test_a_pdf_that_cannot_be_opened_is_an_error_in_its_place(client, template, filled):
    broken = b"%PDF-1.7\nno more"
    first, second = client.form(template, [broken, filled], on_error="keep", crops=False)
    assert (first.code, second.texts["thing"]) == ("truncated", "L7")
    with pytest.raises(RequestError, match="PDF"):
        client.form(template, [broken, filled])


def test_what_the_template_lacks_is_said_before_anything_is_sent(client, template, filled):
    (template.parent / "lists" / "things.txt").unlink()
    with pytest.raises(ConfigError, match=r"things\.txt"):
        client.form(template, filled)
    template.write_text(TEMPLATE.replace("width", "wide", 1), "utf-8")
    with pytest.raises(ConfigError, match="line 4"):
        client.form(template, filled)


def test_a_blank_form_without_print_is_no_scan_s_fault(client, template, filled, sheet):
    cv2.imwrite(str(template.parent / "order.png"), np.full_like(sheet, 255))
    with pytest.raises(RequestError, match="print") as refused:
        client.form(template, [filled], on_error="keep")
    assert refused.value.code == "blank_form"


def test_a_wrong_wish_is_no_scan_s_fault(client, template, filled):
    with pytest.raises(RequestError, match="expected crops") as refused:
        client.form(template, filled, on_error="keep", crops="perhaps")
    assert refused.value.code == "bad_field"
