"""One run of writing as pieces of ink from left to right; a character is one piece or some neighbours."""

import itertools
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from inkread.preprocess.outline import stroke_width
from inkread.preprocess.segment.affine import PixelBox
from inkread.preprocess.segment.blobs import blobs_of
from inkread.preprocess.segment.cells import Cells, cell_of_marks
from inkread.preprocess.segment.cuts import cuts_of
from inkread.preprocess.segment.marks_table import MarksTable, Numbers, marks_table, usual_height
from inkread.preprocess.segment.pieces import Floats, PieceOf, boxes_of, moments_of
from inkread.preprocess.segment.sheet import Sheet
from inkread.trail import GreyImage

TALL_RANK = 80.0  # percent of the blobs that are letters are no higher than the usual height
WALLS = 0.75  # of a capital's height: neighbouring cells are no further apart; an empty one is wider
WHOLE = 1e9  # px: where a character is that wide, no blob is cut
LETTER_SHARE = 0.5  # of the highest blob: lower ones are dots, dashes and small letters


@dataclass(frozen=True, slots=True, eq=False)
class Strip:
    """Pieces of ink in reading order.

    Attributes:
        sheet: the straightened ink that the pieces lie on.
        piece_of: number of the piece at each pixel from 1, 0 for none; axes of `sheet`, int32. The words of a
            line share one array.
        before: how many pieces of the line come before the strip's first.
        boxes: top, left, bottom and right of each piece, axes (n, 4), px; bottom and right are exclusive.
        gaps: empty columns before each piece but the first, axes (n - 1,), px; below 0 where they overlap.
        cut: ink cut through before each piece but the first, in pen widths, axes (n - 1,); 0 where none was.
        base: the row that the characters stand on.
        height: of a capital or digit, px.
        pen: the width of the strokes, px.
        cells: the printed cell that each piece fills alone, axes (n,); 0 for a piece in none.
        moments: of each piece's ink, axes (n, 6), as `moments_of` has them.
    """

    sheet: Sheet
    piece_of: PieceOf
    before: int
    boxes: Numbers
    gaps: Floats
    cut: Floats
    base: float
    height: float
    pen: float
    cells: Numbers
    moments: Floats

    def __len__(self) -> int:
        """Return the number of pieces."""
        return len(self.boxes)

    def box(self, first: int, last: int) -> PixelBox:
        """Return top, left, height and width of the pieces from `first` to before `last`."""
        tops, lefts, bottoms, rights = zip(*self.boxes[first:last].tolist(), strict=True)
        top, left = min(tops), min(lefts)
        return top, left, max(bottoms) - top, max(rights) - left

    def in_source(self, first: int, last: int) -> PixelBox:
        """Return the box of some pieces in the picture's own pixels.

        It is that of their ink: the corners of a box around slanted writing lie beyond, once slanted back.
        """
        top, left, _, _ = box = self.box(first, last)
        rows, columns = np.nonzero(self._own(first, last, box))
        return self.sheet.in_source(rows + top, columns + left)

    def ink(self, first: int, last: int) -> GreyImage:
        """Return the ink of some pieces alone, white on black, axes (height, width) of their box."""
        top, left, height, width = box = self.box(first, last)
        share = self.sheet.share[top : top + height, left : left + width]
        return share * self._own(first, last, box)

    def part(self, first: int, last: int) -> "Strip":
        """Return the strip of the pieces from `first` to before `last`."""
        inner = slice(first, max(first, last - 1))
        return replace(
            self,
            before=self.before + first,
            boxes=self.boxes[first:last],
            gaps=self.gaps[inner],
            cut=self.cut[inner],
            cells=self.cells[first:last],
            moments=self.moments[first:last],
        )

    def _own(self, first: int, last: int, box: PixelBox) -> npt.NDArray[np.bool_]:
        """Return which pixels of their box are some pieces' own."""
        top, left, height, width = box
        number = self.piece_of[top : top + height, left : left + width]
        return (number > self.before + first) & (number <= self.before + last)


def strip_of(sheet: Sheet) -> Strip | None:
    """Return the strip of a sheet with one line of writing, or None where it holds no ink."""
    table = marks_table(sheet.mask)
    if not len(table):
        return None
    usual = usual_height(table)
    blobs = _blobs(table, sheet.cells, usual=usual)
    height, base = _letter_lines(table, [rows for rows, _ in blobs])
    pen = max(1.0, stroke_width(sheet.mask))
    piece_of = np.zeros(sheet.mask.shape, dtype=np.int32)
    cut: list[float] = []
    cells: list[int] = []
    for blob, cell in blobs:
        usual = WHOLE if cell else height  # what fills a cell is one character, and never more
        cut += [0.0, *_number(piece_of, table, blob, first=len(cut) + 1, usual=usual, pen=pen)]
        cells += [cell] * (len(cut) - len(cells))
    boxes, filled = boxes_of(piece_of, len(cut)), np.array(cells, np.int64)
    gaps = _gaps(boxes, filled, sheet.cells, height=height)
    moments = moments_of(piece_of, sheet.share, len(cut))
    return Strip(sheet, piece_of, 0, boxes, gaps, np.array(cut[1:]), base, height, pen, filled, moments)


def _blobs(table: MarksTable, cell_of: Cells, *, usual: float) -> list[tuple[Numbers, int]]:
    """Return the blobs from left to right, each with the cell that it fills alone, or 0."""
    cells = cell_of_marks(table.mark_of, cell_of)[table.number]
    free = np.flatnonzero(cells == 0)
    blobs = [(free[rows], 0) for rows in blobs_of(table.take(free), usual=usual)]
    blobs += [(np.flatnonzero(cells == cell), int(cell)) for cell in np.unique(cells[cells > 0])]
    return sorted(blobs, key=lambda blob: table.left[blob[0]].min() + table.right[blob[0]].max())


def _gaps(boxes: Numbers, cells: Numbers, cell_of: Cells, *, height: float) -> Floats:
    """Return the empty columns before each piece but the first; none between those in neighbouring cells.

    Cut-off ends of one blob may reach beyond the next one's: reading order is that of the middles.
    """
    gaps = (boxes[1:, 1] - np.maximum.accumulate(boxes[:-1, 3])).astype(np.float64)
    lefts, rights = _columns(cell_of) if cells.any() else (cells, cells)
    for place, (one, other) in enumerate(itertools.pairwise(cells.tolist())):
        if one and other and lefts[other] - rights[one] < WALLS * height:
            gaps[place] = 0.0
    return gaps


def _columns(cell_of: Cells) -> tuple[Numbers, Numbers]:
    """Return the first and the last column of each cell, by its number, axes (1 + cells,)."""
    rows, columns = np.nonzero(cell_of > 0)
    numbers = cell_of[rows, columns]
    lefts = np.full(int(cell_of.max()) + 1, cell_of.shape[1], np.int64)
    rights = np.full_like(lefts, -1)
    np.minimum.at(lefts, numbers, columns)
    np.maximum.at(rights, numbers, columns)
    return lefts, rights


def _letter_lines(table: MarksTable, blobs: list[Numbers]) -> tuple[float, float]:
    """Return the height of a capital or digit, and the row that characters stand on."""
    tops = np.array([table.top[rows].min() for rows in blobs])
    bottoms = np.array([table.bottom[rows].max() for rows in blobs])
    heights = bottoms - tops
    letters = heights >= LETTER_SHARE * heights.max()
    return float(np.percentile(heights[letters], TALL_RANK)), float(np.median(bottoms[letters]))


def _number(
    piece_of: PieceOf, table: MarksTable, blob: Numbers, *, first: int, usual: float, pen: float
) -> list[float]:
    """Number the pixels of one blob from `first` on; return the ink cut through before each further piece."""
    top, left = int(table.top[blob].min()), int(table.left[blob].min())
    bottom, right = int(table.bottom[blob].max()), int(table.right[blob].max())
    part = (slice(top, bottom), slice(left, right))
    own = table.pixels_of(blob, part)
    cuts = cuts_of(own.view(np.uint8), usual=usual, pen=pen)
    edges = [0, *(column for column, _ in cuts), right - left]
    kept, through = [0], []
    for (column, ink), end in zip(cuts, edges[2:], strict=True):
        if own[:, kept[-1] : column].any() and own[:, column:end].any():
            kept.append(column)
            through.append(ink)
    numbers = first - 1 + np.searchsorted(np.array(kept), np.arange(right - left), side="right")
    piece_of[part] = np.where(own, numbers[None, :], piece_of[part])
    return through
