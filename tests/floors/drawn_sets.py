"""Sets that the project draws itself: letters of its own strokes in every look, and type of many fonts."""

import sys
from pathlib import Path

import cv2
import numpy as np

from inkread.charset import NAMED
from inkread.datasets.samples import Samples
from inkread.preprocess.decode import decode

SAMPLES = Path(__file__).parents[2] / "samples"
LOOKS = ("pen", "pencil", "chalk", "photo", "alpha", "turned")
# Of Matplotlib, so alike on every machine; upright, slanted, with and without serifs.
FONTS = (
    "DejaVuSans.ttf",
    "DejaVuSans-Oblique.ttf",
    "DejaVuSerif-Italic.ttf",
    "STIXGeneral.ttf",
    "cmss10.ttf",
)
TYPE_SIZE = 72  # px
SHEET = 128  # px
MOST_TURN = 8.0  # degrees


def strokes():
    """Return the 26 capitals of samples/capitals.json, written anew in each of the six looks."""
    sys.path.insert(0, str(SAMPLES))
    try:
        from draw_letters import CAPITALS, varied
        from draw_samples import draw
    finally:
        sys.path.remove(str(SAMPLES))
    rng = np.random.default_rng(1)
    images, labels = [], []
    for look in LOOKS:
        for label, lines in enumerate(CAPITALS.values()):
            _, content = draw(varied(lines, rng), look, rng)
            images.append(decode(content).grey)
            labels.append(label)
    return Samples("own strokes", images, np.array(labels), NAMED["upper"])


def type_of_fonts():
    """Return all 62 characters in five fonts, slightly turned, with a pen's or a marker's width."""
    rng = np.random.default_rng(2)
    charset = NAMED["byclass"]
    images = [printed(text, font, rng) for font in FONTS for text in charset.graphemes]
    return Samples("type", images, np.tile(np.arange(len(charset)), len(FONTS)), charset)


def printed(text, font, rng):
    """Return a character of a font in dark grey on light, axes (128, 128)."""
    import matplotlib as mpl
    from PIL import Image, ImageDraw, ImageFont

    path = Path(mpl.get_data_path()) / "fonts" / "ttf" / font
    sheet = Image.new("L", (SHEET, SHEET), 235)
    middle = (SHEET / 2, SHEET / 2)
    ImageDraw.Draw(sheet).text(middle, text, fill=45, font=ImageFont.truetype(path, TYPE_SIZE), anchor="mm")
    turn = cv2.getRotationMatrix2D(middle, rng.uniform(-MOST_TURN, MOST_TURN), 1.0)
    return cv2.warpAffine(np.asarray(sheet), turn, (SHEET, SHEET), borderMode=cv2.BORDER_REPLICATE)
