"""What a form has printed in and around a field, and a filled field freed of it.

The blank picture says what is print: nothing has to be guessed. Print goes as if it were paper, but where a
stroke crosses it; a stroke that hides pale print, such as a hint in a box, stays as it is.
"""

import math
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from inkread.forms.faint import Dark, made_dark
from inkread.forms.registration import Homography, Registration
from inkread.forms.template import Field
from inkread.preprocess.paper import Mask
from inkread.preprocess.segment.cells import Cells
from inkread.preprocess.segment.rulings import rulings_of
from inkread.trail import GreyImage

AROUND = 0.15  # of a field's height: ink that much outside of it is looked at too, for strokes reach over
AROUND_TICK = 0.5  # likewise of a tick box: whether a mark goes on beyond it says what it is
MOST_SCALE = 3.0  # px of a cut for each px of the blank picture; more shows nothing that is read
MOST_CUT = 2**22  # px of a cut: more is not looked at, and each is held some times over
PRINTED = 0.12  # of black: what is darker on the blank is print
RULED = 0.3  # of black: the part of the print in which lines and boxes are looked for
SHARPLY = 1.5  # px of the blank picture around print that it may seem to cover, blurred and a little off
BLUR = 0.5  # of that, standard deviation
DARKER = 0.5  # of the way from the print to the pen: what is darker is the pen's
PEN = 0.2  # of black: paler marks are stains and the other side's print
PEN_RANK = 70.0  # percent of the ink beside the print are no darker than the pen
USUAL_PEN = 0.85  # of black, where nothing is written beside the print
WIDEST_CELL = 1.6  # times its height: a wider box holds a text, not one character
STRAY = 4  # px of the blank picture: print may lie so far from where the whole form's map says
GAIN = 0.03  # of correlation that a shift must bring
SEEN = 0.12  # of black: print is seen where the picture is as dark
LEAST_PRINT = 60  # px of the blank picture: less print tells nothing of what lies over it


@dataclass(frozen=True, slots=True, eq=False)
class FieldPrint:
    """The print around one field.

    Attributes:
        left: of the region looked at, px of the blank picture.
        top: of it.
        dark: how dark its print is, 0-1, axes (height, width).
        cells: of its boxes, axes of `dark`.
        inside: the field's own box in the region: left, top, right and bottom.
        keeps_all: whether marks most of which lie outside of the field are looked at too.
    """

    left: int
    top: int
    dark: Dark
    cells: Cells
    inside: tuple[int, int, int, int]
    keeps_all: bool = False

    @classmethod
    def of(cls, blank: GreyImage, field: Field) -> "FieldPrint":
        """Return the print of a field on the blank form without light, axes (height, width)."""
        around = round((AROUND_TICK if field.tick else AROUND) * field.height)
        left, top = max(0, field.left - around), max(0, field.top - around)
        right = min(blank.shape[1], field.left + field.width + around)
        bottom = min(blank.shape[0], field.top + field.height + around)
        dark = (1.0 - blank[top:bottom, left:right] / 255.0).astype(np.float32)
        cells = _narrow(rulings_of((dark > RULED).view(np.uint8)).cells)
        box = field.left - left, field.top - top
        inside = (*box, box[0] + field.width, box[1] + field.height)
        return cls(left, top, dark, cells, inside, keeps_all=field.tick)


@dataclass(frozen=True, slots=True, eq=False)
class Freed:
    """A filled field without its print.

    Attributes:
        grey: ink on paper of one tone, axes (height, width), uint8.
        seen: how dark the picture is there, print and all, 0-1, axes of `grey`.
        cells: of its boxes, axes of `grey`.
        scale: px here for each px of the blank picture.
        faint: whether the ink is too pale for a pen's, and was made darker.
        print_seen: how much of the field's print is seen in the picture, 0-1; 1 where it has hardly any.
    """

    grey: GreyImage
    seen: Dark
    cells: Cells
    scale: float
    faint: bool
    print_seen: float


def freed(level: GreyImage, print_: FieldPrint, where: Registration) -> Freed:
    """Return a field of a picture without light, axes (height, width), freed of its print.

    Args:
        level: the picture.
        print_: what is printed there.
        where: the form lies in the picture.
    """
    height, width = print_.dark.shape
    scale = _scale(where.to_image, print_.left + width / 2, print_.top + height / 2)
    scale = min(scale, math.sqrt(MOST_CUT / (height * width)))
    tall, wide = round(height * scale), round(width * scale)
    printed = cv2.resize(print_.dark, (wide, tall), interpolation=cv2.INTER_LINEAR)
    reach = round(STRAY * scale)
    wider = tall + 2 * reach, wide + 2 * reach
    corner = print_.left - reach / scale, print_.top - reach / scale
    seen = np.asarray(1.0 - where.part(level, *corner, wider, scale=scale) / 255.0, np.float32)
    down, across = _shift(seen, printed, reach=reach)
    dark = seen[down : down + tall, across : across + wide]
    cells = cv2.resize(print_.cells.astype(np.float32), (wide, tall), interpolation=cv2.INTER_NEAREST)
    reach = max(1, round(SHARPLY * scale))
    inside = [round(side * scale) for side in print_.inside]
    field = slice(inside[1], inside[3]), slice(inside[0], inside[2])
    pale = made_dark(dark, printed, field, reach=reach, scale=scale, pen=PEN)
    ink = _without(dark, printed, reach=reach) if pale is None else pale
    ink = ink if print_.keeps_all else _own(ink, inside)
    grey = np.asarray(np.rint(255.0 * (1.0 - ink)), dtype=np.uint8)
    seen_print = _print_seen(dark, printed, least=LEAST_PRINT * scale**2, reach=reach)
    return Freed(grey, dark, cells.astype(np.int32), scale, pale is not None, seen_print)


def _print_seen(dark: Dark, printed: Dark, *, least: float, reach: int) -> float:
    """Return how much of the print is dark in the picture that it lies on; 1 where it has few pixels."""
    print_ = printed > RULED
    if np.count_nonzero(print_) < least:
        return 1.0
    around = cv2.dilate(dark, np.ones((2 * reach + 1, 2 * reach + 1), np.uint8))
    return float((around[print_] > SEEN).mean())


def _narrow(cells: Cells) -> Cells:
    """Return the cells that one character fills each; wider ones are no cells."""
    kept = np.where(cells > 0, cells, 0)
    for number in range(1, int(cells.max()) + 1):
        _, _, width, height = cv2.boundingRect((cells == number).view(np.uint8))
        if width > WIDEST_CELL * height:
            kept[cells == number] = 0
    numbers, flat = np.unique(kept, return_inverse=True)
    renumbered = np.arange(len(numbers))[flat].reshape(cells.shape)
    walls = (cells < 0) & (renumbered.max() > 0)
    return np.where(walls, -1, renumbered).astype(np.int32)


def _scale(to_image: Homography, x: float, y: float) -> float:
    """Return px of the picture for each px of the blank around a place, 1 to 3."""
    corners = np.array([[[x, y], [x + 1, y], [x, y + 1]]], np.float64)
    here, right, below = cv2.perspectiveTransform(corners, to_image)[0]
    area = abs(np.linalg.det(np.array([right - here, below - here])))
    return float(np.clip(np.sqrt(area), 1.0, MOST_SCALE))


def _shift(seen: Dark, printed: Dark, *, reach: int) -> tuple[int, int]:
    """Return the rows and columns of `seen` from which on the print lies best on what is seen.

    Args:
        seen: how dark a part of the picture is, `reach` px larger on each side than the print.
        printed: how dark the print is.
        reach: px from which on it should lie.
    """
    if printed.std() == 0 or seen.std() == 0:
        return reach, reach
    scores = cv2.matchTemplate(seen, printed, cv2.TM_CCOEFF_NORMED)
    row, column = np.unravel_index(int(scores.argmax()), scores.shape)
    clear = scores[row, column] > scores[reach, reach] + GAIN
    return (int(row), int(column)) if clear else (reach, reach)


def _without(dark: Dark, printed: Dark, *, reach: int) -> Dark:
    """Return how dark the ink is without the print, 0-1.

    Args:
        dark: what is seen.
        printed: the print that lies there.
        reach: px around print that it may cover.
    """
    square = np.ones((2 * reach + 1, 2 * reach + 1), np.uint8)
    near = cv2.GaussianBlur(cv2.dilate(printed, np.ones((3, 3), np.uint8)), (0, 0), BLUR * reach)
    zone = cv2.dilate(printed, square) > PRINTED
    beside = dark[~zone & (dark > PEN)]
    pen = float(np.percentile(beside, PEN_RANK)) if beside.size > reach * reach else USUAL_PEN
    hidden = dark > near + DARKER * np.maximum(pen - near, 0.25)
    rest: Mask = (~zone & (dark > PEN)).view(np.uint8)
    crossing = cv2.morphologyEx(rest, cv2.MORPH_CLOSE, _disc(2 * reach + 1)) > 0
    kept = ~zone | hidden | crossing
    kept &= cv2.dilate((kept & (dark > PEN)).view(np.uint8), square) > 0  # what else there is, is shadow
    kept[[*range(reach), *range(-reach, 0)]] = False  # print beyond the region may reach in
    kept[:, [*range(reach), *range(-reach, 0)]] = False
    return np.where(kept, dark, 0.0).astype(np.float32)


def _disc(radius: int) -> Mask:
    """Return a disc, axes (2 * radius + 1, 2 * radius + 1)."""
    return np.asarray(
        cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * radius + 1, 2 * radius + 1)), np.uint8
    )


def _own(ink: Dark, inside: list[int]) -> Dark:
    """Return the ink without marks most of which lies outside of the field: they are the neighbours'."""
    count, mark_of = cv2.connectedComponents((ink > PEN).view(np.uint8), connectivity=8)
    left, top, right, bottom = inside
    whole = np.bincount(mark_of.ravel(), minlength=count)
    within = np.bincount(mark_of[top:bottom, left:right].ravel(), minlength=count)
    return _without_marks(ink, mark_of, within * 2 < whole)


def _without_marks(ink: Dark, mark_of: npt.NDArray[np.int32], gone: npt.NDArray[np.bool_]) -> Dark:
    """Return the ink without the marks whose numbers are `gone`, with the soft edge around them."""
    gone[0] = False
    around = cv2.dilate(gone[mark_of].view(np.uint8), np.ones((3, 3), np.uint8))
    return np.where(around > 0, 0.0, ink).astype(np.float32)
