"""Templates and scans of forms go in over HTTP; what is wrong with them is said with field and line."""

import io

import cv2
import numpy as np
import pytest
from PIL import Image

from inkread.forms.template import REVIEW_BELOW

from .member_card import HEAD, HEIGHT, READ, WHOLE, WIDTH, files_of, printed, refusal_of

CHECK = "/api/v1/forms/template"
BOXES = "/api/v1/forms/boxes"
YAML = "application/yaml"
FIELD = {"name": "code", "left": 40, "top": 150, "width": 260, "height": 100}
SHEET = {"form": 1, "name": "card", "blank": "card.png", "width": WIDTH, "height": HEIGHT}
TEMPLATE = {**SHEET, "fields": [FIELD]}
NO_TEXT = {"pattern": None, "charset": None, "lexicon": None, "lines": False}
USUAL = {**NO_TEXT, "tick": False, "group": None, "review_below": REVIEW_BELOW}


@pytest.fixture(scope="module")
def app(make_app):
    return make_app(keep=False)


def test_a_template_comes_back_as_yaml_and_as_json(client):
    said = client.post(CHECK, json=TEMPLATE)
    assert said.status_code == 200, said.text
    again = client.post(CHECK, data=said.json["yaml"], content_type=YAML)
    assert again.json == said.json
    (field,) = said.json["template"]["fields"]
    assert field == {**FIELD, **USUAL}


def test_everything_that_a_field_may_say_is_kept(client):
    more = [
        {**FIELD, "pattern": "A9", "lines": True, "review_below": 0.95},
        {**FIELD, "name": "no", "top": 260, "charset": "7L"},
        {**FIELD, "name": "Straße", "top": 10, "lexicon": "towns.txt"},
        {**FIELD, "name": "post", "top": 310, "tick": True},
    ]
    said = client.post(CHECK, json={**TEMPLATE, "fields": more}).json
    for told, asked in zip(said["template"]["fields"], more, strict=True):
        assert told.items() >= asked.items()
    assert "Straße" in said["yaml"]


BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "empty"),
        ("form: [", "line 1"),
        ("just words", "name: value"),
        ("!!python/object/apply:os.system [ls]", "a list"),
        (HEAD + "- !!python/name:os.system {name: a, left: 1}", "top"),
        (BOMB, "'a'"),
        (HEAD + "- &a {name: *a, left: 1}", "name"),
        (WHOLE.replace("left", "lefft"), "did you mean 'left'"),
        (WHOLE.replace("left: 40", "left: 4000"), "field 'code'"),
        (WHOLE.replace("card.png", "../../etc/passwd"), "blank"),
        (WHOLE.replace("100}", "100, lexicon: /etc/passwd}"), "lexicon"),
        (WHOLE.replace("100}", "100, pattern: '(9'}"), "field 'code': pattern"),
        (WHOLE.replace("100}", "100, charset: 'é'}"), "field 'code'"),
        (WHOLE.replace("name: code", "name: '=1+1'"), "begins with"),
        (WHOLE.replace("form: 1", "form: 2"), "form: 1"),
        ("[" * 20_000, "template"),
    ],
    ids=lambda value: value[:24].replace("\n", " "),
)
def test_yaml_that_is_no_template_is_refused_with_what_is_wrong(client, text, words):
    answer = client.post(CHECK, data=text, content_type=YAML)
    assert refusal_of(answer) == (422, "bad_template")
    assert words in answer.json["error"]["message"]


def test_a_field_that_cannot_be_read_is_named_apart_from_the_words(client):
    for wrong in ({"pattern": "(9"}, {"charset": "é"}):
        answer = client.post(CHECK, json={**TEMPLATE, "fields": [FIELD, {**FIELD, **wrong, "name": "two"}]})
        assert answer.json["error"]["field"] == "two"
    assert "field" not in client.post(CHECK, json={**TEMPLATE, "fields": []}).json["error"]


def test_the_limits_of_a_template(client):
    rows = [{**FIELD, "name": f"f{n}", "left": 0, "top": n, "width": 20, "height": 20} for n in range(201)]
    assert client.post(CHECK, json={**TEMPLATE, "fields": rows[:200]}).status_code == 200
    assert refusal_of(client.post(CHECK, json={**TEMPLATE, "fields": rows})) == (422, "too_many_fields")
    whole = {"left": 0, "top": 0, "width": WIDTH, "height": HEIGHT}
    over = [{**whole, "name": f"f{number}"} for number in range(3)]
    assert refusal_of(client.post(CHECK, json={**TEMPLATE, "fields": over})) == (422, "bad_template")
    assert refusal_of(client.post(CHECK, data="#" * 65_537, content_type=YAML)) == (413, "too_large")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"fields": []}, "bad_template"),
        ({"fields": [{**FIELD, "left": "40"}]}, "bad_field"),
        ({"fields": [{**FIELD, "left": 40.5}]}, "bad_field"),
        ({"fields": [{**FIELD, "more": 1}]}, "bad_field"),
        ({"fields": [{**FIELD, "review_below": 1.5}]}, "bad_field"),
        ({"fields": [{**FIELD, "name": "error"}]}, "bad_template"),
        ({"fields": [{**FIELD, "tick": "yes"}]}, "bad_field"),
        ({"fields": [{**FIELD, "tick": True, "charset": "upper"}]}, "bad_template"),
        ({"fields": [FIELD, FIELD]}, "bad_template"),
        ({"form": 2}, "bad_field"),
        ({"width": 10**9}, "bad_template"),
    ],
)
def test_json_that_is_no_template_is_refused(client, change, code):
    assert refusal_of(client.post(CHECK, json={**TEMPLATE, **change})) == (422, code)


@pytest.mark.parametrize("kind", ["text/html", "multipart/form-data; boundary=x", ""])
def test_a_template_of_another_content_type_is_refused(client, kind):
    answer = client.post(CHECK, data=WHOLE, content_type=kind)
    assert refusal_of(answer) == (415, "unsupported_media_type")


def test_a_scan_is_read_with_the_crop_and_place_of_each_field(client, blank, scan):
    answer = client.post(READ, data=files_of(blank, scan))
    assert answer.status_code == 200, answer.text
    (read,) = answer.json["scans"]
    (value,) = read["values"]
    assert (read["name"], value["field"], value["value"]) == ("scan0.png", "code", "L7")
    assert value["candidates"][0] == {"text": "L7", "confidence": value["confidence"]}
    assert read["doubtful"] == (["code"] if value["confidence"] < REVIEW_BELOW else [])
    assert value["crop"].startswith("data:image/jpeg;base64,")
    corners = np.array([[40, 150], [300, 150], [300, 250], [40, 250]])
    assert np.array(value["box"]) == pytest.approx(corners, abs=25)
    (bare,) = client.post(f"{READ}?crops=0", data=files_of(blank, scan)).json["scans"]
    assert bare["values"][0]["crop"] is None


def test_an_empty_form_has_empty_values_and_nothing_to_look_at(client, blank):
    (read,) = client.post(READ, data=files_of(blank, blank)).json["scans"]
    assert (read["values"][0]["value"], read["doubtful"]) == ("", [])


def test_a_pattern_and_a_list_of_words_hold(client, blank, scan):
    text = WHOLE.replace("100}", "100, pattern: A9}")
    (read,) = client.post(READ, data=files_of(blank, scan, template=text)).json["scans"]
    assert read["values"][0]["value"] == "L7"
    text = WHOLE.replace("100}", "100, lexicon: lists/codes.txt}")
    words = {"lexicon": (io.BytesIO("XT\nL7\n".encode("utf-8-sig")), "codes.txt")}
    (read,) = client.post(READ, data=files_of(blank, scan, template=text, **words)).json["scans"]
    assert read["values"][0]["value"] == "L7"
    assert refusal_of(client.post(READ, data=files_of(blank, scan, template=text))) == (422, "missing_list")
    nothing = {"lexicon": (io.BytesIO(b"\n \n"), "codes.txt")}
    answer = client.post(READ, data=files_of(blank, scan, template=text, **nothing))
    assert refusal_of(answer) == (422, "bad_lexicon")
    foreign = {"lexicon": (io.BytesIO("Öse\nL7".encode("latin-1")), "codes.txt")}
    answer = client.post(READ, data=files_of(blank, scan, template=text, **foreign))
    assert refusal_of(answer) == (422, "bad_lexicon")
    answer = client.post(READ, data=files_of(blank, scan, template=text, lexicon="XT"))
    assert refusal_of(answer) == (400, "unexpected_field")
    assert "as text; send it as a file, as in curl -F lexicon=@FILE" in answer.json["error"]["message"]


def test_another_form_and_no_picture_leave_the_others_their_values(client, blank, scan, drawing, png_of):
    other = png_of(np.tile(drawing("X"), (3, 3)))
    scans = client.post(READ, data=files_of(blank, scan, other, b"no picture")).json["scans"]
    assert [one.get("error", {}).get("code") for one in scans] == [None, "other_form", "not_an_image"]
    assert [one["name"] for one in scans] == ["scan0.png", "scan1.png", "scan2.png"]
    answer = client.post(READ, data=files_of(blank, other))
    assert refusal_of(answer) == (422, "other_form")


@pytest.mark.parametrize(
    ("field", "content", "expected"),
    [
        ("image", None, (400, "no_image")),
        ("blank", None, (400, "no_blank")),
        ("template", None, (400, "no_template")),
        ("stray", b"x", (400, "unexpected_field")),
        ("template", b"form: [", (422, "bad_template")),
        ("template", b"\xff\xfe", (422, "bad_template")),
        ("blank", b"no picture", (415, "not_an_image")),
    ],
)
def test_what_is_missing_or_no_form_is_refused(client, blank, scan, field, content, expected):
    change = [] if content is None else (io.BytesIO(content), "a file")
    assert refusal_of(client.post(READ, data={**files_of(blank, scan), field: change})) == expected


def test_more_scans_or_blank_forms_than_a_request_may_bring_are_refused(client, blank, scan):
    assert refusal_of(client.post(READ, data=files_of(blank, *[scan] * 5))) == (413, "too_many_files")
    twice = [(io.BytesIO(blank), "a.png"), (io.BytesIO(blank), "b.png")]
    answer = client.post(READ, data={**files_of(blank, scan), "blank": twice})
    assert refusal_of(answer) == (413, "too_many_files")


def test_a_blank_form_of_another_size_or_without_print_is_refused(client, scan, png_of):
    smaller = png_of(cv2.resize(printed(), (WIDTH // 2, HEIGHT // 2)))
    assert refusal_of(client.post(READ, data=files_of(smaller, scan))) == (422, "bad_template")
    empty = png_of(np.full((HEIGHT, WIDTH), 255, np.uint8))
    assert refusal_of(client.post(READ, data=files_of(empty, scan))) == (422, "blank_form")


def test_a_field_of_countless_marks_is_refused_before_it_is_read(client, blank, png_of):
    sheet = cv2.resize(printed(), None, fx=4, fy=4)
    row = np.pad(np.tile([0, 0, 0, 255, 255, 255], (12, 170)), ((9, 9), (0, 0)), constant_values=255)
    marks = np.tile(row, (12, 1)).astype(np.uint8)
    sheet[620 : 620 + marks.shape[0], 170 : 170 + marks.shape[1]] = marks
    text = WHOLE.replace("100}", "100, lines: true}")
    answer = client.post(READ, data=files_of(blank, png_of(sheet), template=text))
    assert refusal_of(answer) == (422, "too_much_writing"), answer.text


def test_the_printed_boxes_of_a_blank_form_are_found(client, blank, png_of):
    found = client.post(BOXES, data={"image": (io.BytesIO(blank), "card.png")}).json
    assert (found["width"], found["height"]) == (WIDTH, HEIGHT)
    (box,) = found["boxes"]
    assert [box[side] for side in ("left", "top", "width", "height")] == pytest.approx(
        [40, 150, 260, 100], abs=12
    )
    empty = client.post(BOXES, data=png_of(np.full((90, 90), 255, np.uint8)), content_type="image/png")
    assert empty.json["boxes"] == []


def test_boxes_are_looked_for_in_pictures_only(client, blank):
    drawing = {"strokes": [[[1, 2], [3, 4]]], "width": 9, "height": 9}
    assert refusal_of(client.post(BOXES, json=drawing)) == (415, "unsupported_media_type")
    answer = client.post(BOXES, data=b"no picture", content_type="image/png")
    assert refusal_of(answer) == (415, "not_an_image")
    several = {"image": [(io.BytesIO(blank), "a.png"), (io.BytesIO(blank), "b.png")]}
    assert refusal_of(client.post(BOXES, data=several)) == (413, "too_many_files")


def test_nothing_of_a_form_is_kept(make_app, blank, scan):
    client = make_app().test_client()
    assert client.post(READ, data=files_of(blank, scan)).status_code == 200
    assert client.get("/api/v1/history").json["total"] == 0


def test_forms_wait_for_words_and_leave_room_for_characters(make_app, blank, scan, seven, send):
    app = make_app(keep=False, in_flight=4)
    client, behind = app.test_client(), app.extensions["inkread"]
    with behind.words_gate.entered():
        assert refusal_of(client.post(READ, data=files_of(blank, scan))) == (503, "busy")
        assert send(client, seven).json["readings"][0]["text"] == "7"


def test_a_page_of_another_site_may_not_read_forms(client, blank, scan):
    foreign = {"Sec-Fetch-Site": "cross-site"}
    for path, request in ((READ, {"data": files_of(blank, scan)}), (CHECK, {"json": TEMPLATE})):
        assert refusal_of(client.post(path, headers=foreign, **request)) == (403, "foreign_origin")


def test_a_scan_of_several_pages_is_warned_of(client, blank, scan):
    page = Image.open(io.BytesIO(scan))
    out = io.BytesIO()
    page.save(out, "TIFF", save_all=True, append_images=[page], compression="packbits")
    several, one = client.post(READ, data=files_of(blank, out.getvalue(), scan)).json["scans"]
    assert ([one["code"] for one in several["warnings"]], one["warnings"]) == (["first_page"], [])
