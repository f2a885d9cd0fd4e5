"""The contract `inkread-line-v1`: one line of writing as an image of fixed height, to be read whole.

Training images and a reader's pictures both come here from `writing_of` or `segment`; there is no other road
to a network that reads lines.
"""

from dataclasses import dataclass

import cv2
import numpy as np

from inkread.preprocess.outline import stroke_width
from inkread.preprocess.segment.sheet import Sheet
from inkread.trail import GreyImage

CONTRACT = "inkread-line-v1"
HEIGHT = 32  # px
ROOM = 30.0  # px: the ink of a line is no higher
SPREAD = 5.5  # px: standard deviation of the rows of ink, where that leaves the ink in its room
THICKEST = 5.0  # px: the pen of a line; a dot or a dash would fill the image otherwise
MARGIN = 4  # px of nothing on the left and on the right
LEAST_WIDTH, MOST_WIDTH = 16, 2048  # px


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """One line of writing at the contract's height, and where its columns lie on the sheet.

    Attributes:
        image: axes (32, width), uint8, white ink on black.
        left: the sheet's column at which the ink begins.
        scale: columns of the image for each column of the sheet.
    """

    image: GreyImage
    left: int
    scale: float

    def column_on_sheet(self, column: float) -> int:
        """Return the sheet's column for one of the image's."""
        return self.left + round((column - MARGIN) / self.scale)


def line_image(sheet: Sheet) -> GreyImage:
    """Return the image of `line_of`, axes (32, width), uint8, white ink on black."""
    return line_of(sheet).image


def line_of(sheet: Sheet) -> Line:
    """Return the ink of a sheet with one line of writing.

    Ink is scaled by how far its rows spread, not by its box alone: a long tail makes the box of a word higher
    by half, and hardly changes where most of its ink lies. The rows' mean comes to the middle, as far as all
    ink keeps its room.

    Args:
        sheet: cropped to its ink, upright.
    """
    rows, columns = np.nonzero(sheet.mask)
    if not rows.size:
        return Line(np.zeros((HEIGHT, LEAST_WIDTH), np.uint8), 0, 1.0)
    top, left = int(rows.min()), int(columns.min())
    ink = sheet.share[top : int(rows.max()) + 1, left : int(columns.max()) + 1]
    weights = ink.sum(axis=1, dtype=np.float64)
    places = np.arange(len(weights)) + 0.5
    middle = float(weights @ places / weights.sum())
    spread = float(np.sqrt(weights @ (places - middle) ** 2 / weights.sum()))
    pen = max(1.0, stroke_width(sheet.mask))
    scale = min(ROOM / ink.shape[0], SPREAD / max(spread, 1e-3), THICKEST / pen)
    tall = max(1, round(ink.shape[0] * scale))
    wide = int(np.clip(round(ink.shape[1] * scale), 1, MOST_WIDTH - 2 * MARGIN))
    how = cv2.INTER_AREA if scale < 1.0 else cv2.INTER_LINEAR
    small = cv2.resize(ink, (wide, tall), interpolation=how)
    room = (HEIGHT - int(ROOM)) // 2
    down = int(np.clip(round(HEIGHT / 2 - middle * scale), room, HEIGHT - room - tall))
    width = max(LEAST_WIDTH, wide + 2 * MARGIN)
    image = np.zeros((HEIGHT, width), np.uint8)
    image[down : down + tall, MARGIN : MARGIN + wide] = small
    return Line(image, left, wide / ink.shape[1])
