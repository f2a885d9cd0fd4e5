"""A small form, drawn; its fields filled with the strokes of the tiny bundle; pictures of it."""

import shutil
from pathlib import Path
from types import SimpleNamespace

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from inkread.cli.main import run

WIDTH, HEIGHT = 900, 640
CELLS = (100, 150, 80, 100)  # left and top of the first cell, width and height of each
NUM_CELLS = 4
TEMPLATE = """form: 1
name: Small form
blank: blank.png
width: 900
height: 640
fields:
  - {name: code, left: 94, top: 144, width: 332, height: 112, pattern: "[LTVX]{2,4}"}
  - {name: word, left: 500, top: 150, width: 360, height: 100, lexicon: words.txt}
  - {name: number, left: 94, top: 344, width: 412, height: 112, pattern: "[17]+", review_below: 0.5}
  - {name: note, left: 94, top: 494, width: 712, height: 132, charset: LTVX17, lines: true}
"""


def blank_form():
    """Return the form with nothing written on it, axes (height, width)."""
    page = Image.new("L", (WIDTH, HEIGHT), 255)
    pen = ImageDraw.Draw(page)
    for x, y, text, size in (
        (60, 30, "Request for keys and doors", 44),
        (96, 104, "Code of the building", 26),
        (500, 104, "Word", 26),
        (96, 300, "How many, in figures?", 26),
        (96, 462, "What else we ought to know", 24),
        (560, 300, "Office hours: 8 to 5", 30),
        (560, 350, "Room 24, ground floor", 30),
        (560, 400, "Bring a passport, please", 30),
    ):
        pen.text((x, y), text, fill=40, font=ImageFont.load_default(size))
    left, top, width, height = CELLS
    for place in range(NUM_CELLS):
        pen.rectangle(
            (left + width * place, top, left + width * (place + 1), top + height), outline=40, width=3
        )
    pen.line((500, 250, 860, 250), fill=40, width=3)
    pen.rectangle((100, 350, 500, 450), outline=40, width=3)
    pen.text((440, 380), "pcs", fill=40, font=ImageFont.load_default(28))
    pen.rectangle((100, 500, 800, 620), outline=40, width=2)
    return np.array(page)


def write(page, drawing, text, places, *, size):
    """Draw a text on a page, each character's square at the next of `places`, left and top."""
    for char, (left, top) in zip(text, places, strict=True):
        glyph = cv2.resize(drawing(char), (size, size), interpolation=cv2.INTER_AREA)
        part = page[top : top + size, left : left + size]
        np.minimum(part, glyph, out=part)


@pytest.fixture(scope="session")
def blank():
    """The blank form."""
    return blank_form()


@pytest.fixture(scope="session")
def form_folder(tmp_path_factory, blank) -> Path:
    """A folder with the form's template, its blank picture and its list of words."""
    folder = tmp_path_factory.mktemp("form")
    cv2.imwrite(str(folder / "blank.png"), blank)
    (folder / "form.yaml").write_text(TEMPLATE)
    (folder / "words.txt").write_text("LX\nTLT\nVX T\n")
    return folder


@pytest.fixture(scope="session")
def filled(blank, drawing):
    """Fills in a form: code in its cells, word on its line, number in its box, note in its box."""

    def fill(*, code="", word="", number="", note=""):
        page = blank.copy()
        left, top, width, _ = CELLS
        write(page, drawing, code, [(left + width * place, top + 10) for place in range(len(code))], size=80)
        write(page, drawing, word, [(510 + 72 * place, 160) for place in range(len(word))], size=85)
        write(page, drawing, number, [(110 + 70 * place, 358) for place in range(len(number))], size=85)
        write(page, drawing, note, [(115 + 70 * place, 520) for place in range(len(note))], size=85)
        return page

    return fill


@pytest.fixture(scope="session")
def corners():
    """Where the corners of the sheet lie in a picture of 1100 x 900 px, for each way to take it."""
    flat = np.array([[60, 60], [1040, 60], [1040, 757], [60, 757]], float)
    turn = cv2.getRotationMatrix2D((550, 450), 12, 0.85)
    turned = cv2.transform(flat[None], turn)[0]
    slanted = np.array([[150, 90], [980, 40], [1060, 830], [40, 760]], float)
    small = flat * 0.75
    return {
        "flat": flat,
        "turned": turned,
        "slanted": slanted,
        "small": small,
        "upside down": np.roll(flat, 2, 0),
    }


@pytest.fixture(scope="session")
def seen(corners):
    """Takes a picture of a page: on a dark table, in light that falls off to one side, with a shadow."""

    def take(page, how):
        source = np.array([[0, 0], [WIDTH, 0], [WIDTH, HEIGHT], [0, HEIGHT]], np.float32)
        onto = cv2.getPerspectiveTransform(source, corners[how].astype(np.float32))
        picture = cv2.warpPerspective(page.astype(np.float32), onto, (1100, 900), borderValue=70)
        light = np.linspace(0.95, 0.6, 1100)[None] * np.ones((900, 1))
        light[500:, 300:] *= 0.8
        grain = np.random.default_rng(0).normal(0, 2, picture.shape)
        return np.clip(picture * cv2.GaussianBlur(light, (0, 0), 12) + grain, 0, 255).astype(np.uint8)

    return take


@pytest.fixture(scope="session")
def template(form_folder):
    """The small form's template."""
    from inkread import Template

    return Template.read(form_folder / "form.yaml")


@pytest.fixture(scope="session")
def form_reader(template, tiny_bundle):
    """A reader of the small form by the tiny bundle."""
    from inkread import FormReader

    return FormReader(template, bundle=tiny_bundle)


@pytest.fixture
def inkread(capsys):
    """Calls `inkread` with arguments; returns its exit code, output and error output."""

    def call(*arguments):
        with pytest.raises(SystemExit) as leaving:
            run([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        return SimpleNamespace(code=leaving.value.code, out=out, err=err)

    return call


@pytest.fixture
def folder(form_folder, tmp_path, filled, seen, monkeypatch):
    """The current folder: the form, two pictures of it, and a damaged one between them."""
    folder = tmp_path / "forms"
    shutil.copytree(form_folder, folder)
    cv2.imwrite(str(folder / "1.png"), seen(filled(code="LT", number="17"), "turned"))
    (folder / "2.png").write_bytes(b"\x89PNG\r\n\x1a\nno more")
    cv2.imwrite(str(folder / "3.png"), seen(filled(code="1", word="TLT"), "flat"))
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def form(inkread, folder, tiny_folder):
    """Calls `inkread form` in that folder."""
    assert Path.cwd() == folder
    return lambda *arguments: inkread("form", "form.yaml", *arguments, "--bundle", tiny_folder)


@pytest.fixture
def written():
    """Returns the bytes of all that a command wrote, by path, and removes it."""

    def take():
        files = {
            path: path.read_bytes()
            for path in (Path("out.csv"), Path("page.html"), *Path("crops").rglob("*.png"))
        }
        for path in files:
            path.unlink()
        shutil.rmtree("crops")
        return files

    return take
