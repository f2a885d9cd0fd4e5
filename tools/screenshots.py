"""Takes the screenshots of the tutorial: the web pages, with characters drawn from samples/strokes.json.

    python tools/screenshots.py

It starts the service on a history of its own and needs a Chromium. The characters are drawn glyphs of this
project; nobody's own writing is shown. Run it after a change of the pages' looks.
"""

from __future__ import annotations

import io
import json
import shutil
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright
from werkzeug.serving import make_server

from inkread.web import create_app
from inkread.web.settings import WebSettings

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "samples"
PICTURES = ROOT / "docs" / "images"
STROKES = json.loads((SAMPLES / "strokes.json").read_text("utf-8"))["characters"]
SIDE = 256  # units a side of the strokes
ADVANCE = 0.7  # of a character's square to the next one's in a word
EVERY = 4  # points of a curve between two movements of the mouse
DESK = {"width": 1200, "height": 880}
PHONE = {"width": 390, "height": 780}
COLOURS = 128  # of a saved picture: flat colours and a few glyphs need no more
PATIENCE = 60_000  # ms
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]


def main() -> None:
    """Write the pictures."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    expect.set_options(timeout=PATIENCE)
    with service() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        on_a_desk(browser, address)
        of_forms(browser, address)
        on_a_phone(browser, address)
        browser.close()


def on_a_desk(browser: Browser, address: str) -> None:
    """Take the pictures of a wide window: drawing, looking inside, the history, a word."""
    page = browser.new_page(viewport=DESK, base_url=address, reduced_motion="reduce", color_scheme="light")
    page.goto("/")
    draw(page, "R")
    expect(page.locator(".desk-answer [data-kept]")).not_to_be_empty()
    save(page, "web-read")
    page.get_by_role("button", name="Look inside").click()
    maps = page.locator(".stage:not(.kernels) canvas.maps").first
    expect(maps).to_be_visible()
    maps.hover(position={"x": 130, "y": 35})
    save(page.locator(".network .stage").nth(1), "web-stage")
    save(page.locator(".outcome"), "web-outcome")
    for name in ("7-photo.jpg", "g-photo.jpg", "B-alpha.png"):
        page.locator("[data-files]").set_input_files(SAMPLES / name)
    expect(page.locator("[data-answers] [data-kept]").filter(has_text="Kept")).to_have_count(3)
    page.goto("/history")
    expect(page.locator("[data-entries] img")).to_have_count(4)
    page.wait_for_load_state("networkidle")  # the pictures of the readings
    save(page, "web-history")
    page.goto("/words")
    word = "R7A5"
    for number, character in enumerate(word):
        draw(page, character, number=number, of=len(word))
    expect(page.locator(".words-live [data-kept]")).not_to_be_empty()  # after the answer to the last stroke
    page.locator(".words-live .box").nth(len(word) - 1).click()
    save(page, "web-words")


def of_forms(browser: Browser, address: str) -> None:
    """Take the pictures of the page for forms: a template drawn, and the values of two scans."""
    sys.path.insert(0, str(SAMPLES))
    from draw_form import drawn

    files = [{"name": name, "mimeType": "", "buffer": content} for name, content in drawn().items()]
    scans = [one for one in files if one["name"].endswith(".jpg")]
    page = browser.new_page(viewport=DESK, base_url=address, reduced_motion="reduce", color_scheme="light")
    page.goto("/forms")
    page.locator("[data-template-files]").set_input_files([one for one in files if one not in scans])
    expect(page.locator("[data-scans-drop]")).to_be_visible()
    page.locator("[data-fields] button").first.click()
    page.locator("[data-board]").evaluate("(board) => scrollTo(0, board.offsetTop - 16)")
    save(page, "web-forms")
    page.locator("[data-scan-files]").set_input_files(scans)
    expect(page.locator("[data-progress]")).to_contain_text("read.")
    for value in ("member: KT537", "town: BERGEN"):
        page.get_by_role("button", name=value).click()
    page.locator("[data-values]").evaluate("(values) => values.scrollIntoView({ block: 'end' })")
    save(page, "web-forms-values")


def on_a_phone(browser: Browser, address: str) -> None:
    """Take the picture of a phone, dark."""
    page = browser.new_page(viewport=PHONE, base_url=address, reduced_motion="reduce", color_scheme="dark")
    page.goto("/")
    draw(page, "3")
    expect(page.locator("[data-spoken]")).to_contain_text("the digit 3")
    save(page, "web-phone")


def draw(page: Page, character: str, *, number: int = 0, of: int = 1) -> None:
    """Draw a character on the pad with the mouse, as smoothly as the samples are drawn; the nth of a word."""
    sys.path.insert(0, str(SAMPLES))
    from draw_samples import curve

    box = page.locator("[data-pad] canvas").bounding_box() or {}
    scale = min(box["width"] / of, box["height"]) / SIDE
    place = (box["x"] + ADVANCE * number * SIDE * scale, box["y"])
    for stroke in STROKES[character]:
        path = curve(np.array(stroke, float).T)[::EVERY] * scale + place
        page.mouse.move(*path[0])
        page.mouse.down()
        for x, y in path[1:].tolist():
            page.mouse.move(x, y)
        page.mouse.up()


def save(shown: Page | Locator, name: str) -> None:
    """Save what is shown as a small PNG file."""
    picture = Image.open(io.BytesIO(shown.screenshot()))
    path = PICTURES / f"{name}.png"
    picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
    print(f"{path.relative_to(ROOT)}: {path.stat().st_size:,} bytes")


@contextmanager
def service() -> Iterator[str]:
    """Serve the pages on a history of their own while the block runs."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        app = create_app(WebSettings(history=str(home / "history.sqlite"), images=home / "images"))
        app.extensions["inkread"].start()
        server = make_server("127.0.0.1", 0, app, threaded=True)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.port}"
        finally:
            server.shutdown()
            thread.join()
            app.extensions["inkread"].stop()


if __name__ == "__main__":
    main()
