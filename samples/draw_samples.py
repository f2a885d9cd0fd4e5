"""Draws the sample images from the strokes beside it: pen, pencil, chalk, photo, ink in alpha, turned.

The demo must show own images of every kind that people bring, without a pixel of anyone's data
set in it. Run `python samples/draw_samples.py` after a change of the strokes or the looks.
"""

import io
import json
import sys
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFilter

Ink = npt.NDArray[np.float64]
"""How much ink lies on each pixel, axes (height, width), 0 (paper) to 1."""

Strokes = list[list[list[float]]]
"""Strokes of a character: for each its x and its y, 0-255, y downwards."""

HERE = Path(__file__).parent
SUPERSAMPLING = 4  # drawn this much larger, then averaged down, so that edges are soft as a pen's
STEPS_PER_SEGMENT = 24  # points on the curve between two points of a stroke
EXIF_ORIENTATION = 0x0112
STORED_TURNED_LEFT = 6  # EXIF: turn a quarter to the right to see the picture upright

# Character -> its look. File names tell both, and no two differ in case alone (Windows, macOS).
LOOKS = {
    "3": "pen",
    "7": "photo",
    "A": "pen",
    "g": "photo",
    "R": "chalk",
    "k": "alpha",
    "5": "chalk",
    "Q": "turned",
    "e": "pencil",
    "2": "photo",
    "h": "pen",
    "B": "alpha",
}


def draw_all() -> dict[str, bytes]:
    """Return each sample's file name and its content."""
    characters: dict[str, Strokes] = json.loads((HERE / "strokes.json").read_text("utf-8"))["characters"]
    drawn: dict[str, bytes] = {}
    for seed, (text, look) in enumerate(LOOKS.items()):
        suffix, content = draw(characters[text], look, np.random.default_rng(seed))
        drawn[f"{text}-{look}{suffix}"] = content
    return drawn


def draw(strokes: Strokes, look: str, rng: np.random.Generator) -> tuple[str, bytes]:
    """Return a character in one of the looks, as the ending and the content of an image file."""
    return _DRAWERS[look](strokes, rng)


def _pen(strokes: Strokes, rng: np.random.Generator) -> tuple[str, bytes]:
    """Blue-black ballpoint on white paper, well off the middle of the sheet."""
    ink = _ink(strokes, (300, 360), 175, (30, 120), 6.0, rng)
    return ".png", _png(_mix((252, 252, 250), (24, 32, 92), ink))


def _pencil(strokes: Strokes, rng: np.random.Generator) -> tuple[str, bytes]:
    """Thin grey pencil: little contrast, grain in the line."""
    ink = _ink(strokes, (280, 280), 190, (40, 40), 3.6, rng)
    grain = rng.uniform(0.55, 0.95, ink.shape)
    return ".png", _png(_mix((244, 243, 240), (88, 88, 92), ink * grain))


def _chalk(strokes: Strokes, rng: np.random.Generator) -> tuple[str, bytes]:
    """White chalk on a green board, dusty and broken."""
    ink = _ink(strokes, (260, 280), 180, (45, 38), 11.0, rng)
    dust = _smooth(rng.uniform(0.0, 1.0, ink.shape), 0.7)
    broken = ink * np.clip(0.35 + 1.1 * dust, 0.0, 1.0)
    return ".jpg", _jpeg(_mix((36, 62, 50), (236, 236, 226), np.clip(broken + 0.06 * dust, 0.0, 1.0)))


def _photo(strokes: Strokes, rng: np.random.Generator) -> tuple[str, bytes]:
    """Felt pen on cream paper, photographed by a phone under a lamp, with the hand's shadow."""
    height, width = 420, 340
    ink = _ink(strokes, (height, width), 205, (105, 62), 8.0, rng)
    paper = _mix((238, 228, 200), (40, 36, 44), _smooth(ink, 1.2)).astype(np.float64)
    rows, columns = np.mgrid[0:height, 0:width]
    lamp = 1.0 - 0.45 * np.hypot(rows - 60, columns - 250) / np.hypot(height, width)
    shadow = 1.0 - 0.25 / (1.0 + np.exp((columns - rows * 0.35 - 20) / 14.0))
    noise = rng.normal(0.0, 5.0, paper.shape)
    return ".jpg", _jpeg(np.clip(paper * (lamp * shadow)[..., None] + noise, 0, 255).astype(np.uint8))


def _alpha(strokes: Strokes, rng: np.random.Generator) -> tuple[str, bytes]:
    """A drawing app's transparent PNG: black everywhere, the drawing in the alpha alone."""
    ink = _ink(strokes, (256, 256), 200, (28, 22), 9.0, rng)
    pixels = np.zeros((*ink.shape, 4), np.uint8)
    pixels[..., 3] = np.round(ink * 255)
    return ".png", _png(pixels)


def _turned(strokes: Strokes, rng: np.random.Generator) -> tuple[str, bytes]:
    """A phone held sideways: the pixels lie on their left side and EXIF says so."""
    ink = _ink(strokes, (320, 280), 185, (70, 45), 7.0, rng)
    pixels = _mix((226, 230, 236), (30, 30, 34), _smooth(ink, 0.8))
    exif = Image.Exif()
    exif[EXIF_ORIENTATION] = STORED_TURNED_LEFT
    return ".jpg", _jpeg(np.ascontiguousarray(np.rot90(pixels)), exif)


_DRAWERS = {
    "pen": _pen,
    "pencil": _pencil,
    "chalk": _chalk,
    "photo": _photo,
    "alpha": _alpha,
    "turned": _turned,
}


def _ink(
    strokes: Strokes,
    sheet: tuple[int, int],
    letter_height: int,
    corner: tuple[int, int],
    pen_width: float,
    rng: np.random.Generator,
) -> Ink:
    """Return the strokes as ink on a sheet (height, width), their box's top left at `corner` (y, x)."""
    height, width = sheet
    canvas = Image.new("L", (width * SUPERSAMPLING, height * SUPERSAMPLING))
    pen = ImageDraw.Draw(canvas)
    scale = letter_height / 255 * SUPERSAMPLING
    offset = np.array([corner[1], corner[0]]) * SUPERSAMPLING
    for stroke in strokes:
        path = curve(np.array(stroke, np.float64).T) * scale + offset
        radii = _pressure(len(path), rng) * pen_width * SUPERSAMPLING / 2
        for (x, y), radius in zip(path, radii, strict=True):
            pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=255)
    return np.asarray(canvas.resize((width, height), Image.Resampling.BOX), np.float64) / 255


def _pressure(num_points: int, rng: np.random.Generator) -> npt.NDArray[np.float64]:
    """Return the pen's width along a stroke, about 1: lighter where it lands and lifts, never even."""
    along = np.linspace(0.0, 1.0, num_points)
    wave = 0.08 * np.sin(2 * np.pi * (along * rng.uniform(0.8, 1.6) + rng.uniform()))
    return 1.0 - 0.35 * np.exp(-along * 12) - 0.35 * np.exp(-(1 - along) * 12) + wave


def curve(points: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Return a dense path through points (n, 2), smooth but for the corners, the points given twice."""
    corners = np.flatnonzero((points[1:] == points[:-1]).all(axis=1)) + 1
    return np.concatenate([_catmull_rom(piece) for piece in np.split(points, corners)])


def _catmull_rom(points: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Return a uniform Catmull-Rom spline through points (n, 2) (Catmull and Rom 1974)."""
    padded = np.concatenate([2 * points[:1] - points[1:2], points, 2 * points[-1:] - points[-2:-1]])
    t = np.linspace(0.0, 1.0, STEPS_PER_SEGMENT)[:, None]
    pieces = []
    for a, b, c, d in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        pieces.append(
            0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)
        )
    return np.concatenate(pieces)


def _smooth(image: Ink, radius: float) -> Ink:
    """Return a 0-1 image (height, width) blurred by a Gaussian of `radius` pixels."""
    grey = Image.fromarray(np.round(np.clip(image, 0, 1) * 255).astype(np.uint8))
    return np.asarray(grey.filter(ImageFilter.GaussianBlur(radius)), np.float64) / 255


def _mix(paper: tuple[int, int, int], colour: tuple[int, int, int], ink: Ink) -> npt.NDArray[np.uint8]:
    """Return paper with ink of `colour` on it, axes (height, width, 3), 0-255."""
    amount = ink[..., None]
    return np.round(np.array(paper) * (1 - amount) + np.array(colour) * amount).astype(np.uint8)


def _png(pixels: npt.NDArray[np.uint8]) -> bytes:
    """Return pixels (height, width, 3 or 4) as a PNG file."""
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "PNG", optimize=True)
    return file.getvalue()


def _jpeg(pixels: npt.NDArray[np.uint8], exif: Image.Exif | None = None) -> bytes:
    """Return pixels (height, width, 3) as a JPEG file of a phone's usual quality."""
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "JPEG", quality=82, exif=exif or Image.Exif())
    return file.getvalue()


if __name__ == "__main__":
    for name, content in draw_all().items():
        (HERE / name).write_bytes(content)
        sys.stdout.write(f"{name}: {len(content)} bytes\n")
