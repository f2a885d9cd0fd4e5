"""One picture of all that a network makes of a glyph: every layer's maps, and which ink decided."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw

from inkread.recognition.occlusion import occlusion_map
from inkread.recognition.reader import Reader
from inkread.recognition.stages import Inspector, Stage
from inkread.trail import GreyImage

Colours = npt.NDArray[np.uint8]
"""A picture, axes (height, width, 3), red, green, blue."""

WIDTH = 1200  # px of the sheet
MARGIN = 16
CAPTION = 22  # px above each part
PANEL = 224  # px of the glyph's side: eight for each of its own
CELL = 42  # px of a map's side, the greatest that shows 224 maps in eight rows
GAP = 2
UNIT = 10  # px of one unit's square
BARS = 60  # px of the highest probability
PAPER = (246, 246, 243)
NOTHING = np.array([255, 255, 255])
FOR, AGAINST = np.array([11, 83, 148]), np.array([196, 78, 16])  # told apart by people who see red like green
INK = (28, 28, 28)


class StageSheets:
    """Draws the sheet of a glyph: what the network saw, what decided, each stage, the probabilities.

    Numbers above 0 are blue, those below 0 orange, each stage by its own greatest number.

    Args:
        reader: what reads the glyphs.

    Raises:
        BundleError: when its network has a graph that cannot be looked into.
    """

    def __init__(self, reader: Reader) -> None:
        """Find the stages of the reader's network."""
        self._reader = reader
        self._inspector = Inspector(reader.bundle)

    def draw(self, glyph: GreyImage) -> Image.Image:
        """Return the sheet of `glyph`, axes (28, 28), uint8, white ink on black, with some ink."""
        found = self._inspector.inspect(glyph)
        graphemes = self._reader.bundle.charset.graphemes
        return _laid_out(
            [
                (
                    "what the network saw, and which ink decided: blue for the answer, orange against it",
                    _top(glyph, occlusion_map(self._reader, glyph)),
                ),
                *((_caption(stage), _picture(stage)) for stage in found.stages),
                ("probabilities", _bars(found.probabilities, graphemes)),
            ]
        )


def _laid_out(parts: list[tuple[str, Colours]]) -> Image.Image:
    """Return pictures one below the other, each under its caption."""
    height = sum(CAPTION + len(picture) + MARGIN for _, picture in parts) + MARGIN
    sheet = Image.new("RGB", (WIDTH, height), PAPER)
    draw, top = ImageDraw.Draw(sheet), MARGIN
    for caption, picture in parts:
        draw.text((MARGIN, top), caption, fill=INK)
        sheet.paste(Image.fromarray(picture), (MARGIN, top + CAPTION))
        top += CAPTION + len(picture) + MARGIN
    return sheet


def _caption(stage: Stage) -> str:
    """Return a stage's name, what it is, its axes, and what a place of its maps sees."""
    # Pillow's own font has no multiplication sign: it draws a box for one.
    axes = " x ".join(str(side) for side in stage.values.shape)
    text = f"{stage.name}: {stage.kind}, {axes}"
    field = stage.receptive_field
    return text if field is None else f"{text}, each place sees {field.size[0]:g} x {field.size[1]:g} px"


def _top(glyph: GreyImage, drops: npt.NDArray[np.float32]) -> Colours:
    """Return the glyph, black on white, and beside it the occlusion map under its ink."""
    ink = np.repeat((255 - glyph)[..., None], 3, axis=2)
    shown = _coloured(drops) * (1 - 0.35 * (glyph[..., None] / 255))  # darker where there is ink
    gap = np.broadcast_to(np.array(PAPER, np.uint8), (PANEL, MARGIN, 3))
    return np.hstack([_enlarged(ink, PANEL), gap, _enlarged(shown.astype(np.uint8), PANEL)])


def _picture(stage: Stage) -> Colours:
    """Return a stage's maps side by side, or its units as squares."""
    values = stage.values
    if values.ndim == 1:
        return _rows([_enlarged(colour[None, None], UNIT) for colour in _coloured(values)], gap=0)
    return _rows(
        [_enlarged(picture, CELL) for picture in _coloured(values).transpose(2, 0, 1, 3)],
        gap=GAP,
    )


def _rows(tiles: list[Colours], *, gap: int) -> Colours:
    """Return tiles of one size in rows as wide as the sheet, all on its paper."""
    side = len(tiles[0]) + gap
    across = min(len(tiles), (WIDTH - 2 * MARGIN) // side)
    down = -(-len(tiles) // across)
    sheet = np.full((down * side - gap, across * side - gap, 3), PAPER, np.uint8)
    for place, tile in enumerate(tiles):
        top, left = place // across * side, place % across * side
        sheet[top : top + len(tile), left : left + len(tile)] = tile
    return sheet


def _bars(probabilities: npt.NDArray[np.float64], graphemes: tuple[str, ...]) -> Colours:
    """Return a bar for each grapheme, over its name; what is no plain letter is named by its number."""
    wide = max(1, min(32, (WIDTH - 2 * MARGIN) // len(graphemes)))
    sheet = Image.new("RGB", (wide * len(graphemes), BARS + CAPTION), PAPER)
    draw = ImageDraw.Draw(sheet)
    for left, top, name in _places(probabilities, graphemes, wide):
        draw.rectangle((left + 1, top, left + wide - 2, BARS), fill=tuple(FOR.tolist()))
        draw.text((left + wide / 2, BARS + 4), name, fill=INK, anchor="ma")
    return np.asarray(sheet)


def _places(
    probabilities: npt.NDArray[np.float64], graphemes: tuple[str, ...], wide: int
) -> Iterator[tuple[int, int, str]]:
    """Yield left and top of each bar, and its name."""
    for number, (share, name) in enumerate(zip(probabilities.tolist(), graphemes, strict=True)):
        yield number * wide, round((1 - share) * BARS), name if name.isascii() else str(number)


def _coloured(values: npt.NDArray[np.float32]) -> npt.NDArray[np.uint8]:
    """Return a colour for each number, with one more axis: white for 0, full for the greatest of them."""
    share = values[..., None] / max(float(np.abs(values).max()), 1e-9)
    full = np.where(share > 0, FOR, AGAINST)
    return np.asarray(NOTHING + (full - NOTHING) * np.abs(share), np.uint8)


def _enlarged(picture: Colours, side: int) -> Colours:
    """Return a picture as `side` × `side` px, its own pixels sharp."""
    height, width = picture.shape[:2]
    rows, columns = np.arange(side) * height // side, np.arange(side) * width // side
    return np.asarray(picture[rows][:, columns])
