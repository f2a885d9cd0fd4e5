"""A picture's ink, freed of paper, ruled lines and boxes, and where each pixel lies in the source."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import cv2
import numpy as np

from inkread.preprocess.decode import DecodedImage
from inkread.preprocess.paper import LEAST_CONTRAST, Ink, Mask, fit_longest_side, lift_ink
from inkread.preprocess.polarity import Polarity, find_polarity
from inkread.preprocess.segment.affine import (
    SAME,
    Affine,
    Homography,
    PixelBox,
    Places,
    box_around,
    chained,
    scaled,
)
from inkread.preprocess.segment.cells import Cells, parted
from inkread.preprocess.segment.rulings import Rulings, rulings_of
from inkread.preprocess.segment.squares import without_squares
from inkread.preprocess.tally import histogram
from inkread.trail import GreyImage, Number

LONGEST_SIDE = 2400  # px: a page of 30 lines has characters of some 40 px then
INK_SHARE = 0.4  # of full ink: a pixel above belongs to a stroke; half would break thin blurred ones
STRONG_SHARE = 0.6  # of full ink: every mark has such a pixel, stains and shadows have none
PRINT_SHARE = 0.2  # of full ink: boxes are printed faintly, and found whole only with their faint parts
# Of its strength, and grey levels: ink so little above the paper's grain, and so pale, is grain itself.
BARELY, PALE = 0.7, 40.0
GRAINY = 0.55  # of full ink: where the paper's grain is as strong, it would be taken for ink, and ink for it
SMOOTH = 0.7  # px: a standard deviation that takes half of such grain away, and hardly a thin stroke
FULL = 255


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """Ink on nothing.

    Attributes:
        share: how strong the ink is, axes (height, width), uint8, 255 full ink; 0 outside of `mask`'s marks.
        mask: 1 where there is ink.
        to_source: from pixels here to pixels of the picture.
        source_shape: the picture's height and width.
        cells: of the boxes that characters were written into, axes (height, width).
    """

    share: GreyImage
    mask: Mask
    to_source: Affine | Homography
    source_shape: tuple[int, int]
    cells: Cells

    def in_source(self, rows: Places, columns: Places) -> PixelBox:
        """Return the upright box in the picture around some pixels here, axes (n,) each."""
        return box_around(rows, columns, self.to_source, within=self.source_shape)

    def ink_box(self) -> PixelBox:
        """Return the upright box in the picture around all ink."""
        return self.in_source(*np.nonzero(self.mask))

    def warped(self, onto: Affine, *, height: int, width: int) -> "Sheet":
        """Return the sheet moved by the map `onto`, on a canvas of `height` and `width`."""
        share = cv2.warpAffine(self.share, onto, (width, height), flags=cv2.INTER_LINEAR)
        back = cv2.invertAffineTransform(onto)
        cells = self.cells
        if cells.any():
            # OpenCV warps no int32; a float holds numbers of that size as they are.
            moved = cv2.warpAffine(cells.astype(np.float32), onto, (width, height), flags=cv2.INTER_NEAREST)
            cells = moved.astype(np.int32)
        else:
            cells = np.zeros((height, width), np.int32)
        return replace(
            self,
            share=np.asarray(share, dtype=np.uint8),
            mask=parted((share > INK_SHARE * FULL).astype(np.uint8), cells),
            to_source=chained(back, self.to_source),
            cells=cells,
        )

    def upended(self) -> "Sheet":
        """Return the sheet after half a turn."""
        height, width = self.mask.shape
        half = np.array([[-1.0, 0.0, width - 1.0], [0.0, -1.0, height - 1.0]])
        return self.warped(half, height=height, width=width)


def sheet_of(
    image: DecodedImage | GreyImage, *, ruled: bool = False, printed: Callable[[Mask], Rulings] | None = None
) -> tuple[Sheet, dict[str, Number]]:
    """Return the ink of a picture and the figures of how it was found.

    Paper, polarity and uneven light are told as for a single glyph; only the scale is another one.

    Args:
        image: a decoded picture, or a grey image with axes (height, width), uint8, of any polarity.
        ruled: whether ruled lines and boxes stay: in small writing they are hard to tell from joined letters.
        printed: tells what is print in a mask of all ink, as a form's own template does; None to guess:
            squared paper first, then ruled lines and boxes.
    """
    grey = image.grey if isinstance(image, DecodedImage) else image
    fitted = fit_longest_side(grey, LONGEST_SIDE)
    ink, polarity = _lifted(fitted)
    if ink.floor > max(LEAST_CONTRAST, GRAINY * ink.peak):
        smooth = _lifted(np.asarray(cv2.GaussianBlur(fitted, (0, 0), SMOOTH), dtype=np.uint8))
        # A texture of fine strokes looks like grain, and has no ink left when smooth.
        ink, polarity = smooth if smooth[0].peak > 0.0 else (ink, polarity)
    share, num_squared = without_squares(_share(ink)) if printed is None else (_share(ink), 0)
    num_rulings, cells = 0, np.zeros(share.shape, np.int32)
    if not ruled:
        rulings = (printed or rulings_of)((share > PRINT_SHARE * FULL).view(np.uint8))
        share[rulings.pixels > 0] = 0
        num_rulings, cells = rulings.num_lines, rulings.cells
    mask = parted(_marks(share), cells)
    share = np.where(_around(mask), share, 0).astype(np.uint8)
    (height, width), (tall, wide) = grey.shape, fitted.shape
    to_source = scaled(width / wide, height / tall) if grey.shape != fitted.shape else SAME
    numbers: dict[str, Number] = {
        "ink_is_bright": polarity.ink_is_bright,
        "uneven": round(ink.uneven, 1),
        "contrast": round(ink.peak, 1),
        "rulings": num_rulings + num_squared,
        "boxes": int(cells.max()),
    }
    return Sheet(share, mask, to_source, (height, width), cells), numbers


def _lifted(grey: GreyImage) -> tuple[Ink, Polarity]:
    """Return the ink of a picture, and whether it is bright."""
    counts = histogram(grey)
    polarity = find_polarity(grey, counts)
    bright = lift_ink(grey, counts) if polarity.ink_is_bright else lift_ink(FULL - grey, counts[::-1])
    return bright, polarity


def _share(ink: Ink) -> GreyImage:
    """Return the ink's strength with full ink at 255; nothing where it is no more than the paper's grain."""
    if ink.peak == 0.0 or (ink.peak < PALE and ink.floor >= BARELY * ink.peak):
        return np.zeros(ink.levels.shape, dtype=np.uint8)
    strength = ink.strength()
    strength[strength <= ink.floor] = 0.0
    return np.asarray(np.rint(np.clip(strength / ink.peak, 0.0, 1.0) * FULL), dtype=np.uint8)


def _marks(share: GreyImage) -> Mask:
    """Return 1 on the marks that hold some strong ink."""
    weak = (share > INK_SHARE * FULL).astype(np.uint8)
    count, mark_of = cv2.connectedComponents(weak, connectivity=8)
    holds = np.zeros(count, dtype=np.uint8)
    holds[mark_of[share > STRONG_SHARE * FULL]] = 1
    holds[0] = 0
    return np.asarray(holds[mark_of], dtype=np.uint8)


def _around(mask: Mask) -> Mask:
    """Return the mask with the soft edge of its strokes."""
    return np.asarray(cv2.dilate(mask, np.ones((3, 3), np.uint8)), dtype=np.uint8)
