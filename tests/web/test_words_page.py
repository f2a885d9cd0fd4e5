"""The words page reads pictures of writing without JavaScript too, and says what went wrong."""

import io
import re

import numpy as np
import pytest
from markupsafe import escape

from inkread.web import words_doubts
from inkread.web.form_answers import percent
from inkread.web.words_reading import MOST_PICTURES

PERSON = {"Accept": "text/html"}


@pytest.fixture(scope="module")
def word(drawing, png_of):
    """A PNG file of `L7`."""
    return png_of(np.hstack([drawing("L"), drawing("7")]))


def sent(client, *contents, **fields):
    """Return the answer to the page's form."""
    files = [(io.BytesIO(content), f"{number}.png") for number, content in enumerate(contents)]
    return client.post("/words", data={"image": files, **fields}, headers=PERSON)


def test_a_word_is_read_with_its_boxes_on_the_kept_picture(client, word):
    html = sent(client, word, pattern="A9", lexicon="").text
    assert ">L7</p>" in html
    assert html.count("<rect x=") >= 2
    assert 'href="/api/v1/history/' in html
    assert "sure: " in html


def test_lines_are_told_apart_and_each_refusal_names_its_line(client, drawing, png_of):
    nothing = np.full_like(drawing("1"), 255)
    lines = [[drawing(char) for char in "LTLTLT"], [drawing("V"), *[nothing] * 5]]
    html = sent(client, png_of(np.vstack([np.hstack(line) for line in lines])), lexicon="LTLTLT").text
    assert "It reads, line by line" in html
    assert "Line 2: None of the words looks like this." in html


def test_of_several_lines_each_that_is_not_very_sure_is_named(client, drawing, png_of, monkeypatch):
    lines = png_of(np.vstack([np.hstack([drawing(char) for char in line]) for line in ("LTLT", "VLVL")]))
    answer = client.post("/api/v1/words?pattern=AAAA", data={"image": (io.BytesIO(lines), "a.png")}).json
    first, second = (line["confidence"] for line in answer["readings"][0]["lines"])
    assert first < second
    monkeypatch.setattr(words_doubts, "SURE", second)  # the tiny network doubts nothing
    html = sent(client, lines, pattern="AAAA").text
    assert f"Line 1: Fairly sure: {percent(first)}" in html
    assert "Line 2:" not in html


def test_a_page_is_as_sure_as_the_interface_says(client, drawing, png_of):
    lines = png_of(np.vstack([np.hstack([drawing(char) for char in line]) for line in ("LTLT", "VLVL")]))
    html = sent(client, lines, pattern="AAAA").text
    (kept,) = client.get("/api/v1/history").json["entries"]
    assert f"sure that every line is right: {escape(percent(kept['confidence']))}" in html


def test_a_word_that_is_not_listed_is_refused_in_words(client, word):
    html = sent(client, word, lexicon="LVTXLVTXLVTX").text
    assert "It is none of these words" in html
    assert "Is the word in your list?" in html


def test_a_form_and_a_script_tell_their_own_limits(make_app):
    html = make_app(keep=False, max_files=20).test_client().get("/words", headers=PERSON).text
    told = re.findall(r'<p class="note (with-script|without-script)">[^<]* Up to (\d+) at once', html)
    assert told == [("with-script", "20"), ("without-script", str(MOST_PICTURES))]


def test_an_empty_sheet_is_told(client, png_of):
    html = sent(client, png_of(np.full((60, 90), 255, np.uint8))).text
    assert "Nothing to read" in html


def test_one_of_several_that_is_no_picture_is_told_beside_the_others(client, word):
    html = sent(client, word, b"no picture", pattern="A9").text
    assert ">L7</p>" in html
    assert "This file is not a picture" in html


@pytest.mark.parametrize(
    ("fields", "status", "words"),
    [
        ({"pattern": "("}, 400, "This pattern cannot be understood"),
        ({"pattern": "9" * 101}, 400, "This pattern cannot be understood"),
        ({"pattern": "9", "lexicon": "one"}, 400, "Give a pattern or a list of words"),
        ({"stray": "x"}, 400, "That did not work"),
    ],
)
def test_what_cannot_be_asked_for_leaves_the_page_with_what_was_typed(client, word, fields, status, words):
    answer = sent(client, word, **fields)
    assert answer.status_code == status
    assert words in answer.text
    assert "data-pad" in answer.text
    assert f'value="{fields.get("pattern", "")}"' in answer.text


def test_what_is_wrong_with_a_pattern_stands_once_and_at_its_field(client, word):
    html = sent(client, word, pattern="(9|8").text
    assert (
        html.count("This pattern cannot be understood. Close each bracket") == 2
    )  # the scripts' texts have it too
    assert '<p class="wrong" id="pattern-wrong" data-pattern-wrong>This pattern' in html
    assert re.search('name="pattern"[^>]* aria-invalid="true"', html)
    assert "expected" not in html.split('id="texts"')[0]


def test_a_pattern_that_looks_like_html_is_only_text(client, word):
    html = sent(client, word, pattern='"><img src=x onerror=alert(1)>').text
    assert "<img src=x" not in html


def test_one_s_own_model_is_asked_by_the_form(make_app, tiny_folder):
    client = make_app(bundles=("inkread-62", str(tiny_folder)), keep=False).test_client()
    assert 'action="/words?bundle=tiny"' in client.get("/words?bundle=tiny", headers=PERSON).text


@pytest.mark.parametrize(
    ("header", "chosen"),
    [
        ("en-GB,en;q=0.9", ["english"]),
        ("de-CH,de;q=0.9,en;q=0.8", []),
        ("*", []),
        ("", []),
    ],
)
def test_the_language_of_the_browser_is_chosen_before_anything_is_said(client, header, chosen):
    html = client.get("/words", headers={**PERSON, "Accept-Language": header}).text
    assert re.findall('value="([^"]+)" selected', html) == chosen


def test_a_form_that_says_any_language_keeps_that(client, word):
    english = {**PERSON, "Accept-Language": "en"}
    files = {"image": (io.BytesIO(word), "a.png")}
    html = client.post("/words", data={**files, "language": ""}, headers=english).text
    assert ">L7</p>" in html
    assert 'value="english" selected' not in html
