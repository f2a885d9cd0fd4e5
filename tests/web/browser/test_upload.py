"""Pictures by button, paste and drop: each is read, and what cannot be read is told with what to do."""

import base64
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from .conftest import MAX_UPLOAD

CARDS = "[data-answers] > li"
# Hands the page files as a drop does; browsers let no test drop by itself.
DROP = """([target, files]) => {
    const data = new DataTransfer();
    for (const [name, content] of files) {
        const bytes = Uint8Array.from(atob(content), (sign) => sign.charCodeAt(0));
        data.items.add(new File([bytes], name));
    }
    if (files.length === 0) data.setData("text/uri-list", "https://example.org/7.png");
    const event = new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true });
    document.querySelector(target).dispatchEvent(event);
    return event.defaultPrevented;
}"""
COPY = """async (content) => {
    const bytes = Uint8Array.from(atob(content), (sign) => sign.charCodeAt(0));
    const picture = new Blob([bytes], { type: "image/png" });
    await navigator.clipboard.write([new ClipboardItem({ "image/png": picture })]);
}"""
REFUSED_CAMERA = """navigator.mediaDevices.getUserMedia = async () => {
    throw new DOMException("no", "NotAllowedError");
}"""


def test_several_pictures_are_read_each_with_its_answer(page: Page, samples: Path):
    page.goto("/")
    page.locator("[data-files]").set_input_files(
        [samples / "7-photo.jpg", samples / "B-alpha.png", samples / "strokes.json"]
    )
    cards = page.locator(CARDS)
    expect(cards).to_have_count(3)
    photo = cards.filter(has_text="7-photo.jpg")
    expect(photo).to_contain_text("the digit 7")
    expect(photo.locator(".sent img")).to_be_visible()
    expect(cards.filter(has_text="B-alpha.png")).to_contain_text("the capital letter B")
    expect(cards.filter(has_text="strokes.json")).to_contain_text(
        "This file is not a picture. Choose a photo or a scan."
    )


def test_more_pictures_than_are_taken_at_once_are_told(page: Page, samples: Path):
    page.goto("/")
    page.locator("[data-files]").set_input_files([samples / "A-pen.png"] * 4)
    expect(page.locator(CARDS)).to_have_count(3)
    expect(page.get_by_text("That is more than 3 pictures")).to_be_visible()


def test_a_copied_picture_is_pasted(page: Page, samples: Path):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/")
    page.evaluate(COPY, coded(samples / "A-pen.png"))
    page.keyboard.press("Control+v")
    expect(page.locator(CARDS)).to_contain_text("the capital letter A")
    expect(page.locator(CARDS)).to_contain_text("Pasted picture")


@pytest.mark.parametrize("path", ["/", "/words"])
def test_the_answer_to_what_was_pasted_at_the_top_comes_into_sight(page: Page, samples: Path, path: str):
    page.set_viewport_size({"width": 390, "height": 780})
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(path)
    page.evaluate(COPY, coded(samples / "A-pen.png"))
    page.keyboard.press("Control+v")
    expect(page.locator(CARDS).locator("[data-words]")).to_be_in_viewport()
    expect(page.locator(CARDS).locator("[data-kept]")).to_have_text("Kept in your history")
    expect(page.locator(CARDS).locator("strong")).to_be_in_viewport()
    expect(page.locator(CARDS).locator("[data-words]")).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("key", ["", "Home"])
def test_an_answer_is_followed_as_it_grows_unless_the_person_went_on(page: Page, samples: Path, key: str):
    held: list[Route] = []
    page.route("**/api/v1/words*", lambda route: held.append(route), times=1)
    page.goto("/words")
    with page.expect_request("**/api/v1/words*"):
        page.evaluate(DROP, ["h1", [["A-pen.png", coded(samples / "A-pen.png")]]])
    top = page.evaluate("scrollY")
    if key:
        page.keyboard.press(key)
        page.wait_for_function("() => scrollY === 0")
    held[0].continue_()
    expect(page.locator(CARDS).locator("[data-kept]")).to_have_text("Kept in your history")
    page.wait_for_function("([top, gone]) => (gone ? scrollY === 0 : scrollY > top)", arg=[top, bool(key)])


@pytest.mark.parametrize(("motion", "way"), [("reduce", "instant"), ("no-preference", "smooth")])
def test_it_comes_without_motion_for_who_wants_none(page: Page, samples: Path, motion: str, way: str):
    page.emulate_media(reduced_motion=motion)
    page.goto("/words")
    page.evaluate("""() => {
        Element.prototype.scrollIntoView = (options) => (document.body.dataset.scrolled = options.behavior);
    }""")
    page.evaluate(DROP, ["h1", [["A-pen.png", coded(samples / "A-pen.png")]]])
    expect(page.locator("body")).to_have_attribute("data-scrolled", way)


def test_a_card_that_comes_in_sight_moves_nothing(page: Page, samples: Path):
    page.goto("/words")
    kept = page.locator(CARDS).locator("[data-kept]")
    page.locator("[data-files]").set_input_files(samples / "A-pen.png")
    expect(kept).to_have_text("Kept in your history")
    page.locator("[data-answers]").evaluate("(list) => window.scrollTo(0, list.offsetTop - 200)")
    before = page.evaluate("scrollY")
    page.locator("[data-files]").set_input_files(samples / "A-pen.png")
    expect(kept).to_have_text(["Kept in your history"] * 2)
    assert page.evaluate("scrollY") == before > 0


@pytest.mark.parametrize("target", ["[data-drop]", "h1"])
def test_several_pictures_are_dropped_wherever_on_the_page(page: Page, samples: Path, target: str):
    page.goto("/")
    files = [[name, coded(samples / name)] for name in ("3-pen.png", "B-alpha.png")]
    assert page.evaluate(DROP, [target, files])
    expect(page.locator(CARDS)).to_have_count(2)
    expect(page.locator(CARDS).first).to_contain_text("the capital letter B")
    expect(page.locator(CARDS).last).to_contain_text("the digit 3")


def test_a_link_to_a_picture_is_no_picture(page: Page):
    page.goto("/")
    page.evaluate(DROP, ["[data-drop]", []])
    expect(page.get_by_text("That was no picture file.")).to_be_visible()
    expect(page.locator(CARDS)).to_have_count(0)


def test_a_file_that_is_too_big_is_told_before_it_is_sent(page: Page):
    sent: list[str] = []
    page.on("request", lambda one: sent.append(one.url) if "/api/" in one.url else None)
    page.goto("/")
    content = base64.b64encode(b"x" * (MAX_UPLOAD + 1)).decode("ascii")
    page.evaluate(DROP, ["[data-drop]", [["huge.png", content]]])
    expect(page.locator(CARDS)).to_contain_text("This picture file is too big.")
    assert sent == []


def test_a_photo_is_taken_by_the_computer_s_camera(page: Page):
    page.goto("/")
    page.get_by_role("button", name="Take a photo").click()
    take = page.get_by_role("button", name="Take it")
    expect(take).to_be_enabled()
    assert page.evaluate("document.querySelector('video').srcObject.active")
    take.click()
    expect(page.get_by_role("dialog")).to_be_hidden()
    assert not page.evaluate("document.querySelector('video').srcObject.active")  # its light is out
    card = page.locator(CARDS)
    expect(card).to_contain_text("Photo")
    expect(card.locator("[data-glyph]")).to_be_visible()


def test_a_camera_that_the_page_may_not_use_is_told(page: Page):
    page.add_init_script(REFUSED_CAMERA)
    page.goto("/")
    page.get_by_role("button", name="Take a photo").click()
    expect(page.get_by_role("alert").locator("visible=true")).to_contain_text("may not use the camera")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_a_sent_picture_is_looked_into_and_put_right(page: Page, samples: Path):
    page.goto("/")
    page.locator("[data-files]").set_input_files(samples / "h-pen.png")
    card = page.locator(CARDS)
    expect(card).to_contain_text("the small letter h")
    card.get_by_label("It was").fill("n")
    card.get_by_role("button", name="Save").click()
    expect(card).to_contain_text("Thank you: noted as n.")
    card.get_by_role("button", name="Look inside").click()
    expect(page.locator(".trail li").first).to_contain_text("Opened")


def coded(path: Path) -> str:
    """Return a file in base64."""
    return base64.b64encode(path.read_bytes()).decode("ascii")
