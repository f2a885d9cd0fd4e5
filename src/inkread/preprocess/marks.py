"""Which marks are the glyph: its strokes and dots are kept, specks and the edge's leavings are not."""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from inkread.preprocess.paper import Box, Ink, Mask

WEAK_SHARE = 0.3  # of full ink: a pixel may belong to a stroke
STRONG_SHARE = 0.55  # of full ink: a mark must have such a pixel, so that grain and blur make none
SPECK_SHARE = 0.02  # of the largest mark's area: smaller ones are dust
DOT_SHARE = 0.01  # likewise for a mark right above another, which may be the dot of an i or a j
EDGE_DEPTH = 0.12  # of the image: how wide the strip along the border is
EDGE_SHARE = 0.7  # of a mark's ink in that strip: it is a ruled line's, a box's or a neighbour's
EDGE_AREA = 0.1  # of the largest mark's area: larger ones may be cut-off parts of a glyph at the border
ONE_BLOB = 2  # OpenCV counts the background
SECOND_GLYPH = 0.35  # of the largest mark's area: a mark beside it that large may be another glyph


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks kept and what was said about the others.

    Attributes:
        mask: 1 on the kept marks, axes (height, width), uint8.
        box: top, left, height, width of the kept marks; all 0 where none were kept.
        num_kept: marks kept.
        num_dropped: marks dropped as specks or as leavings at the edge.
        touches_border: whether a kept mark runs into the image's border.
        second_glyph: whether a kept mark stands beside the largest and is nearly its size.
    """

    mask: Mask
    box: tuple[int, int, int, int]
    num_kept: int
    num_dropped: int
    touches_border: bool
    second_glyph: bool

    def cropped(self) -> Mask:
        """Return the mask within the box."""
        top, left, height, width = self.box
        return self.mask[top : top + height, left : left + width]


@dataclass(frozen=True, slots=True)
class _Blobs:
    """Connected marks as columns, axes (n,); the background is left out."""

    left: npt.NDArray[np.int64]
    top: npt.NDArray[np.int64]
    width: npt.NDArray[np.int64]
    height: npt.NDArray[np.int64]
    area: npt.NDArray[np.int64]
    along_edge: npt.NDArray[np.float64]
    at_border: npt.NDArray[np.bool_]


def find_marks(ink: Ink) -> Marks:
    """Return the marks of `ink` that make up the glyph."""
    if ink.peak == 0.0:
        nothing = np.zeros(ink.levels.shape, dtype=np.uint8)
        return Marks(nothing, (0, 0, 0, 0), 0, 0, touches_border=False, second_glyph=False)
    weak = ink.stronger_than(max(ink.floor, WEAK_SHARE * ink.peak))
    near = _even_box(weak)
    # With the table of blobs, OpenCV's default algorithm takes nearly three times as long as this one.
    count, blob_of, stats, _ = cv2.connectedComponentsWithStatsWithAlgorithm(
        weak[near], connectivity=8, ltype=cv2.CV_32S, ccltype=cv2.CCL_BBDT
    )
    stats[:, (cv2.CC_STAT_LEFT, cv2.CC_STAT_TOP)] += near[1].start, near[0].start
    if count == ONE_BLOB:
        return _only_blob(weak, stats[1])
    strong = ink.stronger_than(STRONG_SHARE * ink.peak)[near].view(np.bool_)
    rows = _strong_rows(blob_of, strong, count)
    blobs = _measure(stats[rows], _num_inner(blob_of, near, weak.shape, count)[rows], weak.shape)
    keep = _choose(blobs)
    lookup = np.zeros(count, dtype=np.uint8)
    lookup[rows[keep]] = 1
    mask = np.zeros_like(weak)
    mask[near] = lookup[blob_of]
    return _describe(mask, blobs, keep)


def _even_box(mask: Mask) -> Box:
    """Return the part of `mask` that holds all its ink, its corner at an even row and column.

    To look for blobs costs as much as the part is large. OpenCV looks at two rows and two columns at once:
    from an odd corner it would name the blobs in another order.
    """
    left, top, width, height = cv2.boundingRect(mask)
    return slice(top & ~1, top + height), slice(left & ~1, left + width)


def _only_blob(mask: Mask, row: npt.NDArray[np.int32]) -> Marks:
    """Return the record of a glyph in one piece, as most are: there is nothing to choose."""
    left, top, width, height, _ = row.tolist()
    touches = not (top and left) or top + height == mask.shape[0] or left + width == mask.shape[1]
    return Marks(mask, (top, left, height, width), 1, 0, touches_border=touches, second_glyph=False)


def _strong_rows(
    blob_of: npt.NDArray[np.int32], strong: npt.NDArray[np.bool_], count: int
) -> npt.NDArray[np.int64]:
    """Return the rows of the blobs that hold a strong pixel; there is one, for a pixel is at the peak."""
    holds = np.zeros(count, dtype=np.bool_)
    holds[blob_of[strong]] = True
    return np.flatnonzero(holds[1:]) + 1


def _num_inner(
    blob_of: npt.NDArray[np.int32], near: Box, shape: tuple[int, int], count: int
) -> npt.NDArray[np.int64]:
    """Return each blob's pixels that are not in the strip along the image's border, axes (count,)."""
    inner = []
    for part, length in zip(near, shape, strict=True):
        depth = max(1, round(EDGE_DEPTH * length))
        inner.append(slice(max(0, depth - part.start), max(0, length - depth - part.start)))
    return np.bincount(blob_of[tuple(inner)].ravel(), minlength=count)


def _measure(
    stats: npt.NDArray[np.int32], num_inner: npt.NDArray[np.int64], shape: tuple[int, int]
) -> _Blobs:
    """Return the blobs of OpenCV's table, in an image of `shape`."""
    left, top, width, height, area = (stats[:, column].astype(np.int64) for column in range(5))
    at_border = (top == 0) | (left == 0) | (top + height == shape[0]) | (left + width == shape[1])
    return _Blobs(left, top, width, height, area, 1.0 - num_inner / area, at_border)


def _choose(blobs: _Blobs) -> npt.NDArray[np.bool_]:
    """Return which blobs belong to the glyph, axes (n,)."""
    largest = _largest(blobs)
    share = blobs.area / blobs.area[largest]
    keep = (share >= SPECK_SHARE) | ((share >= DOT_SHARE) & _is_above(blobs, largest))
    keep &= ~(_hugs_edge(blobs) & ((share < EDGE_AREA) | ~blobs.at_border[largest]))
    keep[largest] = True
    return np.asarray(keep, dtype=np.bool_)


def _largest(blobs: _Blobs) -> int:
    """Return the blob with most ink, one along the edge only where there is no other."""
    inside = ~_hugs_edge(blobs)
    area = np.where(inside, blobs.area, 0) if inside.any() else blobs.area
    return int(np.argmax(area))


def _hugs_edge(blobs: _Blobs) -> npt.NDArray[np.bool_]:
    """Return which blobs touch the border and lie along it, axes (n,)."""
    return np.asarray(blobs.at_border & (blobs.along_edge >= EDGE_SHARE), dtype=np.bool_)


def _is_above(blobs: _Blobs, largest: int) -> npt.NDArray[np.bool_]:
    """Return which blobs stand right above the largest, as the dot of an i does, axes (n,)."""
    middle = blobs.left + blobs.width / 2
    slack = blobs.height[largest] / 2
    left, right = blobs.left[largest] - slack, blobs.left[largest] + blobs.width[largest] + slack
    bottom = blobs.top + blobs.height
    over = bottom <= blobs.top[largest] + blobs.height[largest] / 4
    return np.asarray(over & (middle >= left) & (middle <= right), dtype=np.bool_)


def _describe(mask: Mask, blobs: _Blobs, keep: npt.NDArray[np.bool_]) -> Marks:
    """Return the record of the kept blobs."""
    left, top = int(blobs.left[keep].min()), int(blobs.top[keep].min())
    right = int((blobs.left + blobs.width)[keep].max())
    bottom = int((blobs.top + blobs.height)[keep].max())
    touches = top == 0 or left == 0 or bottom == mask.shape[0] or right == mask.shape[1]
    largest = int(np.argmax(np.where(keep, blobs.area, 0)))
    beside = (blobs.left >= blobs.left[largest] + blobs.width[largest]) | (
        blobs.left + blobs.width <= blobs.left[largest]
    )
    rivals = keep & beside & (blobs.area >= SECOND_GLYPH * blobs.area[largest])
    return Marks(
        mask,
        (top, left, bottom - top, right - left),
        int(keep.sum()),
        int((~keep).sum()),
        touches_border=touches,
        second_glyph=bool(rivals.any()),
    )
