"""The glyph's outline, crisp at a fine scale, whatever blur the camera or the data set added."""

import cv2
import numpy as np

from inkread.preprocess.marks import Marks
from inkread.preprocess.paper import Ink, Mask
from inkread.trail import GreyImage

FINE_SIDE = 120  # px, least longest side of the fine image: 6 px for each of the frame's 20
MARGIN = 2  # px around the marks, so that their soft edge comes along
EDGE_PARTS = 2  # a blurred edge has its true place at half of the ink around
REACH_SHARE = 1 / 8  # of the longest side: how far around to look for the ink's strength
LEAST_LEVEL = 64  # of 255, full ink: fainter than this is no ink even where all around is fainter
SMOOTH = 0.5  # px of the frame: staircases finer than this are rounded off
LEAST_STROKE = 1.0  # px of the frame: thinner strokes are widened, or averaging would wash them out
FRAME_SIDE = 20.0
FULL = 255
CROSSWISE = np.ones((3, 3), np.uint8)


def outline(ink: Ink, marks: Marks) -> GreyImage:
    """Return the glyph as 0 or 255, cropped, its longest side at least 120 px.

    The edge of a stroke lies where the strength falls to half of the ink around it. Comparing with
    the ink around, not with the darkest ink, keeps the thin parts of a blurred stroke: EMNIST's
    images are blurred, and one threshold for the whole glyph opened their thin loops.
    """
    soft = _soft_crop(ink, marks)
    fine = _enlarge(soft, max(marks.box[2:]))
    reach = max(3, round(max(fine.shape) * REACH_SHARE)) | 1
    around = cv2.blur(cv2.dilate(fine, np.ones((reach, reach), np.uint8)), (reach, reach))
    level = cv2.max(around // EDGE_PARTS, LEAST_LEVEL)
    crisp = (fine > level).view(np.uint8)
    return _smooth(_widen(crisp))


def stroke_width(mask: Mask) -> float:
    """Return the mean width of the strokes of `mask` in pixels: 2 × area ÷ length of the outline."""
    area = cv2.countNonZero(mask)
    inner = cv2.countNonZero(cv2.erode(mask, CROSSWISE, borderType=cv2.BORDER_CONSTANT, borderValue=0))
    return 2.0 * area / max(1, area - inner)


def _soft_crop(ink: Ink, marks: Marks) -> GreyImage:
    """Return the kept marks with their soft edges, 0-255 of full ink, with a margin all around."""
    top, left, height, width = marks.box
    rows = slice(max(0, top - MARGIN), top + height + MARGIN)
    columns = slice(max(0, left - MARGIN), left + width + MARGIN)
    near = cv2.dilate(marks.mask[rows, columns], np.ones((2 * MARGIN + 1, 2 * MARGIN + 1), np.uint8))
    share = ink.strength((rows, columns))
    share /= ink.peak
    np.clip(share, 0.0, 1.0, out=share)
    share *= near
    share *= FULL
    return with_margin(np.rint(share, out=share).astype(np.uint8), MARGIN)


def with_margin(image: GreyImage, margin: int) -> GreyImage:
    """Return `image` with `margin` px of nothing on each side."""
    return np.asarray(
        cv2.copyMakeBorder(image, margin, margin, margin, margin, cv2.BORDER_CONSTANT, value=0),
        dtype=np.uint8,
    )


def _enlarge(soft: GreyImage, longest: int) -> GreyImage:
    """Return `soft`, whose ink is `longest` px long, enlarged until that is 120 px; larger ink as it is.

    By the exact factor, not the next whole one: MNIST's 20 px and EMNIST's 24 px would come out at two
    scales, and the steps of their averaged greys told the sets apart (AUC 0.61).
    """
    factor = FINE_SIDE / longest
    if factor <= 1.0:
        return soft
    shape = (round(soft.shape[1] * factor), round(soft.shape[0] * factor))
    return np.asarray(cv2.resize(soft, shape, interpolation=cv2.INTER_CUBIC), dtype=np.uint8)


def _smooth(crisp: Mask) -> GreyImage:
    """Return `crisp` as 0 or 255 with its staircases rounded off.

    An image that already lies on the frame's grid, as MNIST's do, would else come back with its own
    pixels' edges, and a classifier told MNIST from EMNIST by their mid-greys alone (AUC 0.65 on the
    same 1,441 NIST images found in both; 0.52 with this step). Two box blurs stand in for a Gaussian
    of standard deviation `SMOOTH`, whose variance they share: 2 (k² - 1) / 12. Hairs that the blur
    takes away whole are put back: thin strokes of badly binarised capitals fell apart without that.
    """
    sigma = SMOOTH * max(crisp.shape) / FRAME_SIDE
    size = round((6.0 * sigma**2 + 1.0) ** 0.5) | 1
    padded = with_margin(crisp * np.uint8(FULL), size)
    blurred = cv2.blur(cv2.blur(padded, (size, size)), (size, size))
    _, kept = cv2.threshold(blurred, FULL // 2, FULL, cv2.THRESH_BINARY)
    around = np.ones((size // 2, size // 2), np.uint8)
    lost = cv2.subtract(padded, cv2.dilate(kept, around))
    if not cv2.countNonZero(lost):
        return np.asarray(kept, dtype=np.uint8)
    rejoined = cv2.min(padded, cv2.dilate(lost, around))  # up to what was kept, without a gap
    return np.asarray(cv2.max(kept, rejoined), dtype=np.uint8)


def _widen(crisp: Mask) -> Mask:
    """Return `crisp` with strokes of at least one pixel of the frame."""
    scale = FRAME_SIDE / max(crisp.shape)
    missing = LEAST_STROKE / scale - stroke_width(crisp)
    if missing < 1.0:
        return crisp
    size = round(missing) + 1
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size))
    return np.asarray(cv2.dilate(with_margin(crisp, size), kernel), dtype=np.uint8)
