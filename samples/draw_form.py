"""Draws the sample form: its blank picture, its template, and photographs of two filled ones.

    python samples/draw_form.py order

Everything goes into the folder named; the hand is that of capitals.json and strokes.json.
"""

import json
import sys
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont

from draw_letters import CAPITALS, varied
from draw_samples import HERE, Strokes, curve
from inkread.forms.template import Field, Template

Picture = npt.NDArray[np.uint8]
"""A grey picture, axes (height, width)."""

WIDTH, HEIGHT = 1000, 640  # px of the blank picture
FINE = 3  # times larger than that it is drawn, then averaged down
CELL, TOP = 70, 190  # px: the side of a box, and where the row of them begins
PRINT, INK, DESK = 70, 40, 90  # grey levels
PHOTO = (1200, 860)  # width and height, px
QUALITY = 85
TOWNS = ("Aarhus", "Bergen", "Espoo", "Gothenburg", "Malmo", "Odense", "Oslo", "Tampere", "Turku", "Uppsala")
FIELDS = (
    Field("member", 54, 184, 362, 82, pattern="AA999"),
    Field("town", 54, 350, 520, 90, charset="upper", lexicon="towns.txt"),
    Field("copies", 54, 514, 272, 92, pattern="[1-9][0-9]?"),
    Field("by_post", 614, 534, 52, 52, tick=True),
)
FILLED = {
    "1.jpg": {"member": "KT537", "town": "OSLO", "copies": "23", "by_post": "yes"},
    "2.jpg": {"member": "BM725", "town": "BERGEN", "copies": "", "by_post": ""},
}
TICK_BOX = (620, 540, 660, 580)  # left, top, right and bottom, px
TICK = ((624, 556), (636, 574), (668, 528))
CORNERS = {
    "1.jpg": ((90, 60), (1120, 110), (1080, 790), (50, 740)),
    "2.jpg": ((1110, 800), (80, 770), (130, 70), (1130, 90)),  # upside down
}


def main(folder: Path) -> str:
    """Write the form; return what it is in one sentence."""
    folder.mkdir(parents=True, exist_ok=True)
    files = drawn()
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return f"{', '.join(files)} in {folder}"


def drawn() -> dict[str, bytes]:
    """Return each file's name and its content."""
    page = printed()
    blank = cv2.resize(page, (WIDTH, HEIGHT), interpolation=cv2.INTER_AREA)
    template = Template("book-order", "blank.png", WIDTH, HEIGHT, FIELDS)
    files = {
        "form.yaml": template.to_yaml().encode("utf-8"),
        "towns.txt": ("\n".join(TOWNS) + "\n").encode("utf-8"),
        "blank.png": cv2.imencode(".png", blank)[1].tobytes(),
    }
    for seed, (name, values) in enumerate(FILLED.items()):
        rng = np.random.default_rng(seed)
        files[name] = photographed(written(page, values, rng), CORNERS[name], rng)
    return files


def printed() -> Picture:
    """Return the blank form, larger than its picture."""
    page = Image.new("L", (WIDTH * FINE, HEIGHT * FINE), 255)
    pen = ImageDraw.Draw(page)
    labels = (
        (50, 40, "Order of books for the reading circle", 40),
        (50, 100, "Please write in capitals and figures, and leave empty what you do not want.", 22),
        (56, 154, "Member", 22),
        (56, 320, "Town, where we bring them", 22),
        (56, 480, "Copies", 22),
        (236, 546, "books", 24),
        (680, 546, "Send them by post", 24),
        (620, 200, "One letter or figure in each box.", 22),
        (620, 380, "Returned orders: ask at the desk,", 22),
        (620, 412, "ground floor, room 24.", 22),
    )
    for x, y, text, size in labels:
        font = ImageFont.load_default(size * FINE)
        pen.text((x * FINE, y * FINE), text, fill=PRINT, font=font)
    boxes = [(60 + CELL * place, TOP, 60 + CELL * (place + 1), TOP + CELL) for place in range(5)]
    for box in (*boxes, (60, 520, 320, 600), TICK_BOX):
        pen.rectangle([side * FINE for side in box], outline=PRINT, width=2 * FINE)
    pen.line([side * FINE for side in (60, 430, 560, 430)], fill=PRINT, width=2 * FINE)
    return np.asarray(page)


def written(page: Picture, values: dict[str, str], rng: np.random.Generator) -> Picture:
    """Return the form with values written into its fields."""
    sheet = Image.fromarray(page)
    pen = ImageDraw.Draw(sheet)
    digits = json.loads((HERE / "strokes.json").read_text("utf-8"))["characters"]
    starts = {"member": (70, TOP + 10, CELL), "town": (80, 368, 72), "copies": (80, 534, 66)}
    if values["by_post"]:
        pen.line([side * FINE for place in TICK for side in place], fill=INK, width=4 * FINE, joint="curve")
    for name, (x, y, step) in starts.items():
        text = values[name]
        for place, char in enumerate(text):
            strokes = varied(CAPITALS.get(char) or digits[char], rng)
            _draw(pen, strokes, (x + step * place, y), 50 if name == "member" else 56)
    return np.asarray(sheet)


def photographed(page: Picture, corners: tuple[tuple[int, int], ...], rng: np.random.Generator) -> bytes:
    """Return a JPEG of the form on a desk, under a lamp, with its sheet's corners at `corners`, x and y."""
    height, width = page.shape
    ends = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    onto = cv2.getPerspectiveTransform(ends, np.array(corners, np.float32))
    soft = cv2.GaussianBlur(page.astype(np.float32), (0, 0), 1.5)
    seen = cv2.warpPerspective(soft, onto, PHOTO, flags=cv2.INTER_LINEAR, borderValue=DESK)
    rows, columns = np.mgrid[0 : PHOTO[1], 0 : PHOTO[0]]
    lamp = 1.0 - 0.35 * np.hypot(rows - 200, columns - 900) / np.hypot(*PHOTO)
    shadow = 1.0 - 0.25 / (1.0 + np.exp((columns - 0.4 * rows - 250) / 12.0))
    seen = cv2.GaussianBlur(seen * lamp * shadow, (0, 0), 0.7) + rng.normal(0.0, 3.0, seen.shape)
    picture = np.clip(np.rint(seen), 0, 255).astype(np.uint8)
    return cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])[1].tobytes()


def _draw(pen: ImageDraw.ImageDraw, strokes: Strokes, corner: tuple[float, float], size: float) -> None:
    """Draw a character, `size` px high, its box's left top at `corner`, x and y, px of the blank picture."""
    for stroke in strokes:
        path = (curve(np.array(stroke, np.float64).T) * size / 255 + np.array(corner)) * FINE
        radius = 2.2 * FINE
        for x, y in path:
            pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=INK)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("expected a folder to write the form into, such as: order")
    sys.stdout.write(main(Path(sys.argv[1])) + "\n")
