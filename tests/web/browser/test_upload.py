"""Pictures by button, paste and drop: each is read, and what cannot be read is told with what to do."""

import base64
from pathlib import Path

from playwright.sync_api import Page, expect

CARDS = "[data-answers] > li"
# Hands the page a file as a paste or a drop does; browsers let no test do either by itself.
HAND_OVER = """async ([kind, target, name, content]) => {
    const bytes = Uint8Array.from(atob(content), (sign) => sign.charCodeAt(0));
    const data = new DataTransfer();
    data.items.add(new File([bytes], name, { type: "image/png" }));
    const event = kind === "paste"
        ? new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true })
        : new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true });
    document.querySelector(target).dispatchEvent(event);
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
    expect(page.locator("[data-upload-spoken]")).to_contain_text("That is more than 3 pictures")


def test_a_picture_is_pasted(page: Page, samples: Path):
    page.goto("/")
    page.evaluate(HAND_OVER, ["paste", "body", "image.png", coded(samples / "A-pen.png")])
    expect(page.locator(CARDS)).to_contain_text("the capital letter A")
    expect(page.locator(CARDS)).to_contain_text("Pasted picture")


def test_a_picture_is_dropped(page: Page, samples: Path):
    page.goto("/")
    page.evaluate(HAND_OVER, ["drop", "[data-drop]", "g.png", coded(samples / "3-pen.png")])
    expect(page.locator(CARDS)).to_contain_text("the digit 3")


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
