"""What goes wrong is said on the page in plain words, and the page goes on by itself where it can."""

import pytest
from playwright.sync_api import Page, expect

from .pen import PAD, WORDS, draw, expect_answer

LIVE = "**/api/v1/read?keep=0"
KEEP = "**/api/v1/read"
ANSWER = ".desk-answer [data-answer]"
BARS = ".desk-answer .candidate"
ALWAYS = 1000  # times
CARD = "[data-answers] > li"


@pytest.fixture
def failures() -> set[int]:
    return {500, 502, 503, 507}


def refusing(page: Page, path: str, *, times: int, status: int, code: str = "", wait: str = "") -> None:
    """Let the service refuse what is asked for at `path`; without a code as a proxy before it does."""
    body = (
        {"json": {"error": {"code": code, "message": "expected less"}}} if code else {"body": "<h1>No</h1>"}
    )
    headers = {"headers": {"Retry-After": wait}} if wait else {}
    page.route(path, lambda route: route.fulfill(status=status, **body, **headers), times=times)


def test_a_service_that_is_gone_is_told_and_found_again(page: Page):
    page.goto("/")
    page.route(LIVE, lambda route: route.abort(), times=2)
    page.locator(PAD).click()
    expect(page.locator(WORDS)).to_contain_text("The service does not answer.")
    expect(page.locator("[data-spoken]")).to_contain_text("The service does not answer.")
    expect(page.locator(BARS)).to_have_count(5)  # by itself


def test_the_answer_before_stays_paler_until_there_is_a_newer_one(page: Page):
    page.goto("/")
    draw(page, "A")
    expect_answer(page, "the capital letter A")
    page.route(LIVE, lambda route: route.abort(), times=2)
    page.locator(PAD).click()
    stale = page.locator(f"{ANSWER}.stale")
    expect(stale).to_have_count(1)
    expect(page.locator(BARS)).to_have_count(5)
    expect(stale).to_have_count(0)


@pytest.mark.parametrize(
    ("status", "code", "wait", "words"),
    [
        (
            429,
            "rate_limited",
            "2",
            "That was very quick. Wait a moment, then go on. Ready again in 2 seconds.",
        ),
        (503, "busy", "1", "Many people are reading just now."),
        (503, "draining", "1", "The service is about to stop."),
        (413, "", "", "That is too much at once."),
        (502, "", "", "The service does not answer."),
        (422, "bad_charset", "", "The model cannot read that choice of characters."),
        (500, "internal", "", "It is not your fault"),
        (418, "teapot", "", "That did not work: expected less"),
    ],
)
def test_a_refusal_is_told_in_words(page: Page, status: int, code: str, wait: str, words: str):
    refusing(page, LIVE, times=ALWAYS, status=status, code=code, wait=wait)
    page.goto("/")
    page.locator(PAD).click()
    expect(page.locator(WORDS)).to_contain_text(words)


def test_a_service_that_wants_to_be_left_alone_is(page: Page):
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url) if one.url.endswith("keep=0") else None)
    refusing(page, LIVE, times=ALWAYS, status=429, code="rate_limited", wait="4")
    page.goto("/")
    page.locator(PAD).click()  # one question, or two where the second was out before the refusal came
    expect(page.locator(WORDS)).to_contain_text("That was very quick.")
    page.unroute(LIVE)
    refused = len(asked)
    page.mouse.down()
    page.mouse.move(10, 10, steps=5)
    page.mouse.up()
    expect(page.locator(BARS)).to_have_count(5)
    assert refused <= 2
    assert len(asked) - refused <= 2  # none during the wait, and those after it


def test_a_drawing_that_cannot_be_kept_says_why(page: Page):
    refusing(page, KEEP, times=1, status=507, code="full")
    page.goto("/")
    draw(page, "A")
    kept = page.locator(".desk-answer [data-kept]")
    expect(kept).to_have_text("Not kept. The disk is full, so this could not be kept.")
    draw(page, "A")
    expect(kept).to_have_text("Kept in your history")


def test_a_reading_that_was_not_kept_is_shown_all_the_same(page: Page):
    trouble = {"code": "full", "message": "expected room, got none"}
    said = {"readings": [{"id": None, "not_kept": trouble}], "took_ms": 1.0}
    page.route(KEEP, lambda route: route.fulfill(json=said), times=1)
    page.goto("/")
    draw(page, "A")
    expect(page.locator(".desk-answer [data-kept]")).to_have_text(
        "Not kept. The disk is full, so this could not be kept."
    )
    expect(page.locator(WORDS)).to_contain_text("the capital letter A")


def test_a_picture_is_sent_again_where_the_service_had_no_time(page: Page, samples):
    refusing(page, KEEP, times=1, status=503, code="busy", wait="1")
    page.goto("/")
    page.locator("[data-files]").set_input_files(samples / "7-photo.jpg")
    expect(page.locator(CARD)).to_contain_text("Many people are reading just now.")
    expect(page.locator(CARD).locator("[data-answer]")).to_be_hidden()
    page.locator(CARD).get_by_role("button", name="Try again").click()
    expect(page.locator(CARD)).to_contain_text("the digit 7")
    expect(page.locator(CARD)).not_to_contain_text("Many people")


def test_a_history_that_does_not_answer_says_so(page: Page):
    page.route("**/api/v1/history?*", lambda route: route.abort())
    page.goto("/history")
    expect(page.locator("[data-trouble]")).to_contain_text("The service does not answer.")
    expect(page.get_by_role("heading", name="Nothing here yet")).to_be_hidden()
