"""Pictures of what preprocessing did to an image, step by step, for the person who wonders why."""

import io
import json
import re
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

from inkread import atomic
from inkread.errors import ConfigError
from inkread.predictions import GlyphReading
from inkread.recognition.reader import Reader
from inkread.recognition.stage_sheet import StageSheets
from inkread.trail import GreyImage

PANEL = 224  # pixels of a strip's pictures, longest side: eight times the network's input
MARGIN = 12
CAPTION = 20  # pixels above each picture
MAX_STEM = 80  # characters; with `-99-a-step.png` far below the 255 bytes a file name may have
# Up to its first dot no name may be one that Windows keeps for devices: `con.jpg-steps.png` is a device too.
DEVICES = re.compile(
    "(?i)con|prn|aux|nul|(com|lpt)[0-9\N{SUPERSCRIPT ONE}\N{SUPERSCRIPT TWO}\N{SUPERSCRIPT THREE}]"
)


class Explainer:
    """Writes the steps of readings into one folder, each reading under a name of its own.

    For a reading named `photo`: `photo-steps.png`, a strip of all steps with captions;
    `photo-01-decode.png` and so on, each step as it is; `photo-stages.png`, every layer of the network and
    which ink decided, where there is ink; and `photo-trail.json`, the numbers.

    Args:
        folder: where to write; made where it is not there.
        reader: what read the images; without it the network is not shown.
    """

    def __init__(self, folder: Path, *, reader: Reader | None = None) -> None:
        """Keep the folder and the names in use."""
        self._folder = folder
        self._sheets = None if reader is None else StageSheets(reader)
        self._used: set[str] = set()

    def write(self, reading: GlyphReading, *, name: str) -> list[Path]:
        """Write the pictures and numbers of `reading`; return the files, the strip first.

        Args:
            reading: one read with `pictures=True`.
            name: what the files' names begin with, made safe, and numbered where it was used before.

        Raises:
            ConfigError: when the reading's trail has no pictures.
            OSError: when the folder cannot be written.
        """
        pictures = _pictures(reading)
        self._folder.mkdir(parents=True, exist_ok=True)
        stem = self._own_name(name)
        contents = {f"{stem}-steps.png": _png(_strip(pictures, _verdict(reading)))}
        for place, (step, picture) in enumerate(pictures, start=1):
            contents[f"{stem}-{place:02}-{safe_name(step)}.png"] = _png(Image.fromarray(picture))
        if self._sheets is not None and reading.glyph is not None and not reading.blank:
            contents[f"{stem}-stages.png"] = _png(self._sheets.draw(reading.glyph))
        record = json.dumps(reading.to_dict(), indent=2) + "\n"
        contents[f"{stem}-trail.json"] = record.encode("ascii")
        for file, content in contents.items():
            atomic.write_bytes(self._folder / file, content)
        return [self._folder / file for file in contents]

    def _own_name(self, name: str) -> str:
        """Return `name` made safe, with a number where another reading has it already."""
        safe = own = safe_name(name)
        number = 2
        while own.lower() in self._used:  # a folder on Windows or macOS tells no case apart
            own, number = f"{safe}-{number}", number + 1
        self._used.add(own.lower())
        return own


def safe_name(name: str) -> str:
    """Return `name` as every file system takes it.

    >>> safe_name("a/b: ?"), safe_name("con.jpg"), safe_name("-")
    ('a_b_', 'con_.jpg', 'image')
    """
    kept = re.sub(r"[^\w.-]+", "_", name)[:MAX_STEM].strip(".-") or "image"
    stem, dot, rest = kept.partition(".")
    return f"{stem}_{dot}{rest}" if DEVICES.fullmatch(stem) else kept


def _pictures(reading: GlyphReading) -> list[tuple[str, GreyImage]]:
    """Return name and picture of each step that has one, the network's input last."""
    found = [(step.name, step.picture) for step in reading.trail.steps if step.picture is not None]
    if not found:
        raise ConfigError("expected a reading with pictures, got one without; read with pictures=True")
    if reading.glyph is not None and not np.array_equal(found[-1][1], reading.glyph):
        found.append(("glyph", reading.glyph))
    return found


def _verdict(reading: GlyphReading) -> str:
    """Return the strip's last line."""
    read = "blank" if reading.blank else f"read as {reading.text} ({reading.confidence:.1%})"
    return ascii("; ".join([read, *(caution.code for caution in reading.cautions)]))[1:-1]


def _strip(pictures: list[tuple[str, GreyImage]], verdict: str) -> Image.Image:
    """Return the pictures side by side, each under its step's name, the verdict below."""
    width = MARGIN + len(pictures) * (PANEL + MARGIN)
    strip = Image.new("L", (width, CAPTION + PANEL + 2 * CAPTION + MARGIN), 224)
    draw = ImageDraw.Draw(strip)
    for place, (step, picture) in enumerate(pictures):
        left = MARGIN + place * (PANEL + MARGIN)
        draw.text((left, MARGIN // 2), f"{place + 1} {step}", fill=0)
        strip.paste(_panel(picture), (left, CAPTION + MARGIN // 2))
    draw.text((MARGIN, CAPTION + PANEL + CAPTION), verdict, fill=0)
    return strip


def _panel(picture: GreyImage) -> Image.Image:
    """Return `picture` with its longest side at `PANEL` pixels; small ones keep their pixels sharp."""
    image = Image.fromarray(picture)
    scale = PANEL / max(image.size)
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    return image.resize(size, Image.Resampling.NEAREST if scale > 1 else Image.Resampling.BOX)


def _png(image: Image.Image) -> bytes:
    """Return `image` as the bytes of a PNG file."""
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()
