"""The review page in a real browser: a value is put right, downloaded, and taken into the table."""

from dataclasses import replace

import numpy as np
import pytest
from playwright.sync_api import expect

from inkread.forms.reading import FieldReading
from inkread.forms.review import ReviewPage
from inkread.forms.table import columns_of, corrected, read_corrections
from inkread.forms.template import Field
from inkread.predictions import Candidate

HOSTILE = '"><img src=x onerror=alert(1)><script>alert(2)</script>.jpg'
CODE, NOTE = Field("code", 0, 0, 80, 20), Field("note <b>", 0, 30, 80, 40, lines=True)


def doubt(field, value, *others):
    """Return a doubtful value."""
    candidates = tuple(Candidate(text, 0.3) for text in (value, *others))
    crop = np.full((40, 160), 200, np.uint8)
    return FieldReading(field, value, 0.3, candidates, np.zeros((4, 2)), crop)


POST, PHONE = Field("post", 0, 80, 20, 20, tick=True), Field("phone", 0, 110, 20, 20, tick=True)


@pytest.fixture(scope="module")
def page_file(tmp_path_factory):
    """A page of four doubtful values of two images, one with a hostile name."""
    page = ReviewPage("A form & more")
    found = [page.head()]
    found += page.items("one.jpg", [doubt(CODE, "AB", "A8", "48"), doubt(NOTE, "one\ntwo")])
    found += page.items(HOSTILE, [doubt(CODE, '"><i>'), doubt(NOTE, "</textarea><script>alert(3)</script>")])
    path = tmp_path_factory.mktemp("review") / "review.html"
    path.write_bytes(b"".join([*found, page.tail()]))
    return path


@pytest.fixture(params=["light", "dark"])
def page(browser, page_file, request):
    """The page on a phone of 360 px, at whose end nothing has erred, and nobody else was asked."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, color_scheme=request.param)
    opened = context.new_page()
    trouble = []
    opened.on("pageerror", lambda error: trouble.append(str(error)))
    opened.on("console", lambda line: trouble.append(line.text))
    opened.on("dialog", lambda dialog: trouble.append(dialog.message) or dialog.dismiss())
    opened.on(
        "request", lambda one: one.url.startswith(("file:", "data:", "blob:")) or trouble.append(one.url)
    )
    opened.goto(page_file.as_uri())
    yield opened
    assert trouble == []
    context.close()


def test_values_are_put_right_by_the_keyboard_and_downloaded(page, tmp_path):
    first = page.locator("li").nth(0).locator("input")
    expect(first).to_be_focused()
    page.keyboard.type("CD")
    page.keyboard.press("Enter")
    expect(page.locator("textarea").first).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.type("=1+1")
    expect(page.get_by_role("status")).to_have_text("3 of 4 looked at")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download corrections.csv").click()
    download.value.save_as(tmp_path / "corrections.csv")
    given = read_corrections(tmp_path / "corrections.csv", ["code", "note <b>"])
    assert given == {
        ("one.jpg", "code"): "CD",
        ("one.jpg", "note <b>"): "one\ntwo",
        (HOSTILE, "code"): "=1+1",
    }
    row = dict.fromkeys(columns_of(["code", "note <b>"]), "") | {
        "file": HOSTILE,
        "doubtful": "code; note <b>",
    }
    after = corrected(row, given, ["code", "note <b>"])
    assert (after["code"], after["doubtful"]) == ("'=1+1", "note <b>")


def test_a_reload_keeps_what_was_typed_until_it_is_begun_anew(page):
    first = page.locator("li").first.locator("input")
    expect(first).to_be_focused()
    page.keyboard.type("CD")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("1 of 4 looked at")
    with page.expect_download():
        page.get_by_role("button", name="Download corrections.csv").click()
    page.reload()
    expect(first).to_have_value("CD")
    expect(page.locator("textarea").first).to_be_focused()
    expect(page.get_by_role("status")).to_have_text("1 of 4 looked at")
    page.get_by_role("button", name="Begin anew").click()
    expect(first).to_have_value("AB")
    page.reload()
    expect(first).to_have_value("AB")
    expect(page.get_by_role("status")).to_have_text("0 of 4 looked at")


def test_shift_and_enter_go_back_and_a_click_takes_another_text(page):
    page.locator(".other").nth(1).click()
    expect(page.locator("li").first.locator("input")).to_have_value("48")
    page.keyboard.press("Shift+Enter")
    expect(page.locator("li").first.locator("input")).to_be_focused()
    expect(page.get_by_role("status")).to_have_text("1 of 4 looked at")


def test_nothing_of_a_name_or_a_value_is_run(page):
    expect(page.locator("li").nth(2)).to_have_attribute("data-file", HOSTILE)
    expect(page.locator("li").nth(2).locator("input")).to_have_value('"><i>')
    expect(page.locator("textarea").nth(1)).to_have_value("</textarea><script>alert(3)</script>")
    assert page.locator("img").count() == 4
    assert page.locator("script").count() == 1


@pytest.fixture
def ticks(browser, tmp_path):
    """A page of two tick boxes, one of them ticked."""
    made = ReviewPage("Ticks")
    found = made.items("one.jpg", [doubt(POST, "yes"), doubt(PHONE, "")])
    (tmp_path / "ticks.html").write_bytes(b"".join([made.head(), *found, made.tail()]))
    opened = browser.new_page()
    opened.goto((tmp_path / "ticks.html").as_uri())
    yield opened
    opened.close()


def test_a_tick_box_is_put_right_by_a_tick(ticks, tmp_path):
    post, phone = ticks.get_by_role("checkbox").all()
    expect(post).to_be_checked()
    expect(post).to_be_focused()
    expect(post).to_have_accessible_name("post one.jpg ticked")
    ticks.keyboard.press("Space")
    expect(post).not_to_be_checked()
    ticks.keyboard.press("Enter")
    expect(phone).to_be_focused()
    ticks.get_by_text("ticked").last.click()
    ticks.reload()
    expect(post).not_to_be_checked()
    expect(phone).to_be_checked()
    with ticks.expect_download() as download:
        ticks.get_by_role("button", name="Download corrections.csv").click()
    download.value.save_as(tmp_path / "corrections.csv")
    given = read_corrections(tmp_path / "corrections.csv", ["post", "phone"])
    assert given == {("one.jpg", "post"): "", ("one.jpg", "phone"): "yes"}
    ticks.get_by_role("button", name="Begin anew").click()
    expect(post).to_be_checked()
    expect(phone).not_to_be_checked()


def test_the_page_fits_a_phone(page):
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    heights = page.locator("button:visible").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect().height)"
    )
    assert min(heights) >= 44


def test_a_page_without_doubts_says_so():
    page = ReviewPage("form")
    text = (page.head() + page.tail()).decode()
    assert "No value is doubtful" in text


def test_a_refused_value_says_why():
    from inkread.words.constraint import BREAKS_PATTERN

    page = ReviewPage("form")
    (item,) = page.items("a.png", [replace(doubt(CODE, ""), refusal=BREAKS_PATTERN)])
    assert "follows the pattern" in item.decode()
