"""Writing that is paler than a pen's: told from stains, shadows and the paper's own grain, and made darker.

What is looked at is thinner than a pen stroke may be, stands out from this field's grain, and is as long as
a part of a character. Of 930 empty fields, photographed and scanned with grain, shadows and JPEG at 30 to 92,
the longest such mark had 3 px of the blank picture; of 324 fields drawn in ink a twelfth to a quarter darker
than their paper, the longest of each had 16 at least. All were drawn, on two forms and in one hand.
"""

import cv2
import numpy as np
import numpy.typing as npt

from inkread.preprocess.paper import MAD_TO_SIGMA, Mask
from inkread.trail import Caution

Dark = npt.NDArray[np.float32]
"""How dark each pixel of a field is, 0-1, axes (height, width)."""
FAINT = Caution(
    "faint_writing",
    "The writing is hardly darker than the paper: look whether it is right, or scan it darker.",
)

PALEST = 0.07  # of black: what shows through from the other side of the sheet is paler as a rule
GRAINS = 6.0  # standard deviations of the field's own grain
WIDEST_STROKE = 17  # px of the blank picture: what is wider is a stain or a shadow's edge
LONG_ENOUGH = 10  # px of the blank picture: what is shorter is a speck
SMOOTH = 0.8  # px of the blank picture, standard deviation: takes grain away, and little of a stroke
PRINTED = 0.06  # of black on the blank: pale marks around print are its own blurred edge
LEVEL_RANK = 70.0  # percent of a mark's pixels are no darker than its ink
MOST_PALE = 0.3  # of the marks' area: of more the bound for pens would lose too much
FULL = 0.85  # of black: what pale ink is made


def made_dark(
    dark: Dark, printed: Dark, inside: tuple[slice, slice], *, reach: int, scale: float, pen: float
) -> Dark | None:
    """Return the ink of a field whose writing is too pale, as dark as a pen's; None where it is not.

    Args:
        dark: what is seen.
        printed: the print that lies there.
        inside: rows and columns of the field in the part that is looked at.
        reach: px around print that it may seem to cover.
        scale: px here for each px of the blank picture.
        pen: how dark a pen's ink is at least, of black.
    """
    around = np.ones((4 * reach + 1, 4 * reach + 1), np.uint8)
    zone = cv2.dilate((printed > PRINTED).view(np.uint8), around) > 0
    soft = cv2.GaussianBlur(dark, (0, 0), SMOOTH * scale)
    bound = _bound(soft, zone, round(WIDEST_STROKE * scale) | 1)
    thin = (bound < soft) & ~zone
    mark_of, levels, areas = _marks(thin, dark, inside, longest=LONG_ENOUGH * scale)
    pale = levels < pen
    if areas[pale].sum() <= MOST_PALE * areas.sum():
        return None
    level = float(np.average(levels[pale], weights=areas[pale]))
    joined = cv2.morphologyEx(thin.view(np.uint8), cv2.MORPH_CLOSE, around)
    kept = cv2.dilate((areas[mark_of] > 0).view(np.uint8), np.ones((2 * reach + 1,) * 2, np.uint8)) > 0
    kept |= (joined > 0) & zone & (soft > bound)
    return np.where(kept, np.minimum(soft * np.float32(FULL / level), 1.0), 0.0).astype(np.float32)


def _bound(soft: Dark, zone: npt.NDArray[np.bool_], wide: int) -> Dark:
    """Return from which darkness on each pixel is a stroke's: above wide marks and the field's grain."""
    disc = np.asarray(cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (wide, wide)), np.uint8)
    broad = cv2.morphologyEx(soft, cv2.MORPH_OPEN, disc)
    grain = (soft - broad)[~zone]
    if not grain.size:
        return np.ones_like(soft)
    usual = float(np.median(grain))
    spread = MAD_TO_SIGMA * float(np.median(np.abs(grain - usual)))
    return np.asarray(broad + max(PALEST, usual + GRAINS * spread), np.float32)


def _marks(
    thin: npt.NDArray[np.bool_], dark: Dark, inside: tuple[slice, slice], *, longest: float
) -> tuple[npt.NDArray[np.int32], Dark, npt.NDArray[np.int64]]:
    """Return the number of each pixel's mark, each mark's darkness, and its area, 0 for what is none.

    Args:
        thin: whether a pixel may be of a stroke.
        dark: how dark it is.
        inside: rows and columns of the field.
        longest: px that a mark has at least on its longer side.
    """
    mask: Mask = thin.view(np.uint8)
    count, mark_of, stats, middles = cv2.connectedComponentsWithStats(mask, connectivity=8)
    levels, areas = np.zeros(count, np.float32), np.zeros(count, np.int64)
    rows, columns = inside
    for number in range(1, count):
        left, top, width, height, area = stats[number].tolist()
        x, y = middles[number]
        own = columns.start <= x < columns.stop and rows.start <= y < rows.stop
        if own and max(width, height) >= longest:
            part = slice(top, top + height), slice(left, left + width)
            levels[number] = np.percentile(dark[part][mark_of[part] == number], LEVEL_RANK)
            areas[number] = area
    return mark_of, levels, areas
