"""Draws docs/images/steps.png: a sample photo on its way to the network, one panel a step."""

from __future__ import annotations

import sys
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from inkread.preprocess.contract import preprocess
from inkread.preprocess.decode import decode

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "samples" / "7-photo.jpg"
PICTURE = ROOT / "docs" / "images" / "steps.png"
PANEL = 200  # px, each side
MARGIN = 12  # px
CAPTION = 30  # px below a panel
BACKGROUND = (255, 255, 255)


def draw() -> Image.Image:
    """Return the photo and every step of its preprocessing, side by side."""
    trail = preprocess(decode(SAMPLE), pictures=True).trail
    panels = [("photo", Image.open(SAMPLE).convert("RGB"))]
    panels += [
        (step.name, Image.fromarray(step.picture)) for step in trail.steps[1:] if step.picture is not None
    ]
    strip = Image.new(
        "RGB", (MARGIN + len(panels) * (PANEL + MARGIN), PANEL + CAPTION + 2 * MARGIN), BACKGROUND
    )
    pen = ImageDraw.Draw(strip)
    for place, (name, picture) in enumerate(panels):
        left = MARGIN + place * (PANEL + MARGIN)
        fitted = _fit(picture)
        strip.paste(fitted, (left + (PANEL - fitted.width) // 2, MARGIN + (PANEL - fitted.height) // 2))
        middle = (left + PANEL // 2, MARGIN + PANEL + CAPTION // 2)
        pen.text(middle, name, fill=(60, 60, 60), anchor="mm", font=ImageFont.load_default(18))
    return strip


def _fit(picture: Image.Image) -> Image.Image:
    """Return the picture as large as its panel; the network's few pixels stay sharp."""
    scale = PANEL / max(picture.size)
    method = Image.Resampling.NEAREST if scale > 1 else Image.Resampling.BOX
    return picture.resize((round(picture.width * scale), round(picture.height * scale)), method)


if __name__ == "__main__":
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    draw().save(PICTURE, optimize=True)
    sys.stdout.write(f"{PICTURE}\n")
