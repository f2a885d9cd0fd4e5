"""The picture that words are read from, and in what units its boxes are told."""

from dataclasses import dataclass
from typing import Final

from inkread.preprocess.paper import fit_longest_side
from inkread.preprocess.segment.sheet import LONGEST_SIDE
from inkread.preprocess.strokes import Strokes
from inkread.trail import Caution, GreyImage
from inkread.web.backend import Backend
from inkread.web.reading import page_cautions, sheet_of
from inkread.web.uploads import Upload
from inkread.word_reading import PixelBox

LINE_HEIGHT: Final = 160  # px that a written line is drawn high: a phone's scan of a line has about as many
PAGE_LONGEST: Final = 1600  # px of the longer side of several written lines
LINE_LONGEST: Final = (
    2000  # px of a long line; twice that is the largest square that the network's door takes
)
THICKEST: Final = 24.0  # px of the pen; a dash drawn as high as a line would be a beam
DIGITS: Final = 1  # of a place on a drawing


@dataclass(frozen=True, slots=True, eq=False)
class WordsPicture:
    """What words are read from.

    Attributes:
        grey: its pixels, axes (height, width), uint8.
        width: of what boxes are told in: the picture itself, or the canvas of a drawing.
        height: likewise.
        scale: pixels of `grey` a unit.
        left: units to the left of the pixels' first column.
        top: units above the pixels' first row.
        page: of the file, from 1.
        pages: how many the file has.
        is_page: whether that page was asked for: of a file that no browser shows.
        warnings: what a person should know of the file.
    """

    grey: GreyImage
    width: float
    height: float
    scale: float = 1.0
    left: float = 0.0
    top: float = 0.0
    page: int = 1
    pages: int = 1
    is_page: bool = False
    warnings: tuple[Caution, ...] = ()

    def told(self, box: PixelBox) -> list[float]:
        """Return top, left, height and width of a box of pixels in the units that boxes are told in."""
        if self.scale == 1.0 and not (self.left or self.top):
            return list(box)
        top, left, height, width = (side / self.scale for side in box)
        return [round(side, DIGITS) for side in (top + self.top, left + self.left, height, width)]


def words_picture(behind: Backend, upload: Upload, *, lines: bool, page: int | None = None) -> WordsPicture:
    """Return the picture of an upload: a file's no larger than words are parted at, a drawing's redrawn.

    Args:
        behind: what decodes files.
        upload: a file or a drawing.
        lines: whether there may be several lines.
        page: of a PDF or TIFF, from 1; None for the first, with a warning where there are others.

    Raises:
        ImageError: when it is no picture that can be read, and `no_page` where it has fewer.
    """
    content = upload.content
    if isinstance(content, Strokes):
        return _drawn(content, lines=lines)
    sheet = sheet_of(behind, upload, page)
    grey = fit_longest_side(sheet.image.grey, LONGEST_SIDE)
    height, width = grey.shape
    return WordsPicture(
        grey,
        width,
        height,
        page=page or 1,
        pages=sheet.pages,
        is_page=page is not None,
        warnings=page_cautions(sheet, page),
    )


def _drawn(strokes: Strokes, *, lines: bool) -> WordsPicture:
    """Return a drawing's picture, its ink as large whatever the canvas' units are."""
    from inkread.preprocess.stroke_rendering import MARGIN, ink_box, render

    if not strokes.strokes:
        return WordsPicture(render(strokes), strokes.width, strokes.height)
    left, top, right, bottom = ink_box(strokes)
    longest = max(right - left, bottom - top)
    scale = PAGE_LONGEST / longest if lines else LINE_HEIGHT / (bottom - top)
    scale = min(scale, LINE_LONGEST / longest, THICKEST / strokes.pen_width)
    return WordsPicture(
        render(strokes, longest=longest * scale),
        strokes.width,
        strokes.height,
        scale,
        left - MARGIN / scale,
        top - MARGIN / scale,
    )
