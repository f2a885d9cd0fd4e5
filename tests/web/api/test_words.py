"""Words, codes and pages go in over HTTP; texts come out with the place of every character."""

import io

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

PATH = "/api/v1/words"
SEVEN = [[30, 90, 50], [22, 22, 100]]
BESIDE = [[150, 210, 170], [22, 22, 100]]
DRAWING = {"strokes": [SEVEN, BESIDE], "width": 300, "height": 120, "pen_width": 9}


@pytest.fixture(scope="module")
def page(drawing, png_of):
    """A PNG file of two lines, `7L` and `XT`, written apart."""
    rows = [np.hstack([drawing(char) for char in line]) for line in ("7L", "XT")]
    return png_of(np.vstack(rows))


@pytest.fixture(scope="module")
def word(drawing, png_of):
    """A PNG file of `L7`."""
    return png_of(np.hstack([drawing("L"), drawing("7")]))


def ask(client, content, query=""):
    """Return the only reading of the answer to a picture."""
    answer = client.post(f"{PATH}{query}", data=content, content_type="image/png")
    assert answer.status_code == 200, answer.text
    (reading,) = answer.json["readings"]
    return reading


def refused(client, query, content, **form):
    """Return status and code of a refusal, which says what was expected."""
    data = {"image": (io.BytesIO(content), "word.png"), **form}
    answer = client.post(f"{PATH}{query}", data=data)
    assert "expected" in answer.json["error"]["message"]
    return answer.status_code, answer.json["error"]["code"]


def test_a_page_is_read_by_lines_with_the_boxes_of_its_characters(client, page):
    reading = ask(client, page)
    assert reading["text"].replace(" ", "") == "7L\nXT"
    assert [len(line["glyphs"]) for line in reading["lines"]] == [2, 2]
    top, left, height, width = reading["lines"][1]["glyphs"][1]["box"]
    assert reading["height"] / 2 < top < top + height <= reading["height"]
    assert reading["width"] / 2 < left < left + width <= reading["width"]
    assert reading["lines"][0]["glyphs"][0]["candidates"][0]["text"] == "7"


def test_a_drawing_is_one_line_whose_boxes_are_in_its_own_units(client):
    (reading,) = client.post(PATH, json=DRAWING).json["readings"]
    assert reading["text"] == "77"
    assert (reading["width"], reading["height"]) == (300, 120)
    for glyph, (xs, ys) in zip(reading["lines"][0]["glyphs"], (SEVEN, BESIDE), strict=True):
        top, left, height, width = glyph["box"]
        assert [left, top, left + width, top + height] == pytest.approx(
            [min(xs) - 4.5, min(ys) - 4.5, max(xs) + 4.5, max(ys) + 4.5], abs=2
        )


def test_a_drawing_is_read_alike_whatever_its_units(client):
    small = {**DRAWING, "width": 3, "height": 1.2, "pen_width": 0.09}
    small["strokes"] = [[[x / 100 for x in row] for row in stroke] for stroke in DRAWING["strokes"]]
    (reading,) = client.post(PATH, json=small).json["readings"]
    assert reading["text"] == "77"


@pytest.mark.parametrize("pen_width", [1e-6, 0.01, 9, 10_000])
@pytest.mark.parametrize("strokes", [[[[1], [1]]], [[[0, 9999], [0, 1]], [[5], [5]]]])
def test_a_drawing_of_any_proportions_is_answered(client, strokes, pen_width):
    drawn = {"strokes": strokes, "width": 300, "height": 120, "pen_width": pen_width}
    for query in ("", "?lines=1"):
        (reading,) = client.post(f"{PATH}{query}", json=drawn).json["readings"]
        assert reading["width"] == 300


def test_an_empty_drawing_is_blank(client):
    (reading,) = client.post(PATH, json={**DRAWING, "strokes": []}).json["readings"]
    assert (reading["text"], reading["blank"], reading["lines"]) == ("", True, [])
    assert reading["refusal"]["code"] == "blank"


def test_nothing_comes_out_that_breaks_the_pattern(client, word):
    assert ask(client, word, "?pattern=A9&lines=0")["text"] == "L7"
    reading = ask(client, word, "?pattern=99999999")
    assert (reading["text"], reading["refusal"]["code"]) == ("", "breaks_pattern")


@pytest.fixture(scope="module")
def joined(png_of):
    """A PNG file of two words, which the shipped reader of lines knows."""
    image = Image.new("L", (330, 80), 235)
    ImageDraw.Draw(image).text((20, 15), "river stone", font=ImageFont.load_default(size=44), fill=30)
    return png_of(np.asarray(image))


def test_a_line_is_cut_into_characters_or_read_whole_as_asked(client, joined):
    apart, whole = (ask(client, joined, f"?mode={mode}&lines=0") for mode in ("characters", "connected"))
    assert whole["bundle"] == "inkread-lines" != apart["bundle"]
    assert whole["text"].replace(" ", "") == "riverstone"
    assert ask(client, joined, "?mode=connected")["bundle"] == "inkread-lines"  # as a page of one line


def test_a_language_has_a_say_in_lines_read_whole(client, joined):
    plain, english = (ask(client, joined, f"?mode=connected{more}") for more in ("", "&language=english"))
    assert english["text"].replace(" ", "") == "riverstone"
    assert english["lines"][0]["confidence"] != pytest.approx(plain["lines"][0]["confidence"], abs=1e-6)


def test_only_listed_words_come_out(client, word):
    assert ask(client, word, "?lexicon=XT,L7&lines=0")["text"] == "L7"
    assert ask(client, word, "?lexicon=LVTXLVTXLVTX&lines=0")["refusal"]["code"] == "not_in_lexicon"


def test_a_long_list_comes_in_the_body(client, word):
    words = "\n".join(["L7", *(f"V{number}" for number in range(5000))])
    data = {"image": (io.BytesIO(word), "word.png"), "lexicon": words}
    (reading,) = client.post(f"{PATH}?lines=0", data=data).json["readings"]
    assert (reading["text"], reading["name"]) == ("L7", "word.png")
    (drawn,) = client.post(PATH, json={**DRAWING, "lexicon": ["77", "LL"]}).json["readings"]
    assert drawn["text"] == "77"


def test_a_list_may_come_as_a_file_with_the_mark_of_windows(client, word):
    def sent(content):
        """Return the answer to a picture beside a list of words."""
        data = {"image": (io.BytesIO(word), "word.png"), "lexicon": content}
        return client.post(f"{PATH}?lines=0", data=data)

    (reading,) = sent((io.BytesIO("L7\nXT".encode("utf-8-sig")), "words.txt")).json["readings"]
    assert (reading["text"], reading["warnings"]) == ("L7", [])
    assert sent("\ufeffL7\nXT").json["readings"][0]["warnings"] == []
    refused = sent((io.BytesIO("Öse".encode("latin-1")), "words.txt")).json["error"]
    assert refused["code"] == "bad_lexicon"
    assert (
        refused["message"] == "expected a list of words in UTF-8 as lexicon, got another encoding; save it so"
    )
    assert sent((io.BytesIO(b"x" * 66_000), "words.txt")).json["error"]["code"] == "bad_lexicon"


@pytest.mark.parametrize(
    ("query", "status", "code"),
    [
        ("?pattern=(", 400, "bad_pattern"),
        ("?pattern=", 400, "bad_pattern"),
        ("?pattern=()", 400, "bad_pattern"),
        ("?pattern=%5Cs*", 400, "bad_pattern"),
        ("?lexicon=", 400, "bad_lexicon"),
        ("?lexicon=cat", 400, "bad_lexicon"),
        ("?pattern=A9&lexicon=cat", 400, "pattern_and_lexicon"),
        ("?pattern=" + "9" * 101, 422, "bad_field"),
        ("?charset=%C3%A9", 422, "bad_charset"),
        ("?charset=%20", 422, "bad_charset"),
        ("?bundle=other", 404, "unknown_bundle"),
        ("?language=klingon", 400, "unknown_language"),
        ("?language=/etc/passwd", 400, "unknown_language"),
        ("?mode=whole", 422, "bad_field"),
        ("?lines=perhaps", 422, "bad_field"),
    ],
)
def test_what_cannot_be_asked_for_is_refused_in_words(client, word, query, status, code):
    assert refused(client, query, word) == (status, code)


@pytest.mark.parametrize(
    ("form", "status", "code"),
    [
        ({"lexicon": "x" * 65_000}, 200, None),
        ({"lexicon": "x" * 66_000}, 400, "bad_lexicon"),
        ({"lexicon": "x" * 400_000}, 413, "too_large"),
        ({"pattern": "A9"}, 400, "unexpected_field"),
    ],
)
def test_the_texts_of_a_form_have_their_limits(client, word, form, status, code):
    data = {"image": (io.BytesIO(word), "word.png"), **form}
    answer = client.post(PATH, data=data)
    assert (answer.status_code, answer.json.get("error", {}).get("code")) == (status, code)


@pytest.mark.parametrize("words", [7, [7], [["a"]], None, "y" * 70_000])
def test_a_list_that_is_none_is_refused(client, words):
    answer = client.post(PATH, json={**DRAWING, "lexicon": words})
    assert (answer.status_code, answer.json["error"]["code"]) == (400, "bad_lexicon")


def test_more_pictures_than_a_request_may_bring_are_refused(client, word):
    data = {"image": [(io.BytesIO(word), "word.png")] * 9}
    answer = client.post(PATH, data=data)
    assert (answer.status_code, answer.json["error"]["code"]) == (413, "too_many_files")


def test_a_page_of_countless_marks_is_refused_before_it_is_read(client, png_of):
    row = np.pad(np.tile([0, 0, 0, 255, 255, 255], (12, 110)), 9, constant_values=255)
    sheet = np.tile(row, (14, 1)).astype(np.uint8)
    answer = client.post(PATH, data=png_of(sheet), content_type="image/png")
    assert (answer.status_code, answer.json["error"]["code"]) == (422, "too_much_writing")


def test_one_bad_file_among_several_leaves_the_others_their_readings(client, word):
    data = {"image": [(io.BytesIO(word), "a.png"), (io.BytesIO(b"no picture"), "b.txt")]}
    readings = client.post(f"{PATH}?lines=0", data=data).json["readings"]
    assert [one.get("text") for one in readings] == ["L7", None]
    assert readings[1]["error"]["code"] == "not_an_image"


def test_words_are_kept_with_their_boxes_found_and_corrected_by_lines(client, page):
    reading = ask(client, page)
    entry = client.get(f"/api/v1/history/{reading['id']}").json
    assert entry["text"] == reading["text"]
    kept = [glyph["box"] for glyph in entry["glyphs"]]
    assert kept == [glyph["box"] for line in reading["lines"] for glyph in line["glyphs"]]
    assert client.get(reading["image"]).mimetype == "image/png"
    said = client.patch(f"/api/v1/history/{reading['id']}", json={"correction": "7L\nXV"})
    assert said.json["correction"] == "7L\nXV"
    assert client.get("/api/v1/history?search=xv").json["total"] == 1


def test_what_is_not_to_be_kept_is_not(client, word):
    reading = ask(client, word, "?keep=0")
    assert (reading["id"], reading["image"], reading["not_kept"]) == (None, None, None)
    assert client.get("/api/v1/history").json["total"] == 0


def test_words_at_work_leave_room_for_characters(make_app, word, seven, send):
    app = make_app(keep=False, in_flight=4)
    client, behind = app.test_client(), app.extensions["inkread"]
    with behind.words_gate.entered():
        busy = client.post(PATH, data=word, content_type="image/png")
        assert (busy.status_code, busy.json["error"]["code"]) == (503, "busy")
        assert busy.headers["Retry-After"] == "1"
        assert send(client, seven).json["readings"][0]["text"] == "7"


def test_a_file_of_several_pages_is_warned_of(client, word):
    page = Image.open(io.BytesIO(word))
    out = io.BytesIO()
    page.save(out, "TIFF", save_all=True, append_images=[page])
    assert [one["code"] for one in ask(client, out.getvalue())["warnings"]] == ["first_page"]
