"""Numbers as pictures for the window: a layer's maps side by side, its units as squares, a step as it is."""

import numpy as np
import numpy.typing as npt
from PIL import Image

from inkread.history.png import png_of
from inkread.trail import GreyImage

WIDTH = 900  # px of the widest picture: a window of 1024 shows it whole
SIDE = 53  # px of a map's side: sixteen in a row
UNIT = 12  # px of a unit's square
GAP = 3
PAPER = {False: (255, 255, 255), True: (33, 37, 41)}  # light and dark
FOR, AGAINST = (11, 94, 215), (208, 88, 16)  # told apart by people who see red like green
BRIGHT_FOR, BRIGHT_AGAINST = (110, 168, 254), (254, 154, 86)

Colours = npt.NDArray[np.uint8]
"""A picture, axes (height, width, 3), red, green, blue."""


def stage_picture(values: npt.NDArray[np.float32], *, dark: bool, scale: int = 1) -> bytes:
    """Return the PNG of a layer's numbers: blue above 0, orange below, each layer by its own greatest.

    Args:
        values: axes (height, width, channels), or (units,).
        dark: whether it is shown on dark ground.
        scale: how many times larger than on a usual screen.
    """
    coloured = _coloured(values, dark=dark)
    if values.ndim == 1:
        tiles = [_enlarged(colour[None, None], UNIT * scale) for colour in coloured]
        return _png(_rows(tiles, gap=scale, dark=dark, width=WIDTH * scale))
    side = SIDE * scale
    tiles = [_enlarged(one, side) for one in coloured.transpose(2, 0, 1, 3)]
    return _png(_rows(tiles, gap=GAP * scale, dark=dark, width=WIDTH * scale))


def panel(picture: GreyImage, side: int) -> bytes:
    """Return the PNG of a grey picture with its longest side at `side` px; small ones keep sharp pixels."""
    image = Image.fromarray(picture)
    scale = side / max(image.size)
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    way = Image.Resampling.NEAREST if scale > 1 else Image.Resampling.BOX
    return png_of(np.asarray(image.resize(size, way)))


def _coloured(values: npt.NDArray[np.float32], *, dark: bool) -> Colours:
    """Return a colour for each number, with one more axis: the paper's for 0, full for the greatest."""
    paper = np.array(PAPER[dark], np.float32)
    share = values[..., None] / max(float(np.abs(values).max()), 1e-9)
    pair = (BRIGHT_FOR, BRIGHT_AGAINST) if dark else (FOR, AGAINST)
    full = np.where(share > 0, *(np.array(colour, np.float32) for colour in pair))
    return np.asarray(paper + (full - paper) * np.abs(share), np.uint8)


def _enlarged(picture: Colours, side: int) -> Colours:
    """Return a picture `side` px high and wide, its own pixels sharp."""
    places = [np.arange(side) * length // side for length in picture.shape[:2]]
    return np.asarray(picture[np.ix_(*places)])


def _rows(tiles: list[Colours], *, gap: int, dark: bool, width: int) -> Colours:
    """Return tiles of one size in rows, with lines of a middle grey between them."""
    step = len(tiles[0]) + gap
    across = min(len(tiles), (width + gap) // step)
    down = -(-len(tiles) // across)
    sheet = np.empty((down * step - gap, across * step - gap, 3), np.uint8)
    sheet[:] = PAPER[dark]
    sheet[step - gap :: step] = sheet[:, step - gap :: step] = 128
    for number, tile in enumerate(tiles):
        top, left = number // across * step, number % across * step
        sheet[top : top + len(tile), left : left + len(tile)] = tile
    return sheet


def _png(colours: Colours) -> bytes:
    """Return a picture as the bytes of a PNG."""
    return png_of(colours[..., ::-1])  # OpenCV wants blue first
