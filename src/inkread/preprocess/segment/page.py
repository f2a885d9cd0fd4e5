"""From a picture to its lines, words and pieces of ink, with a trail of what was decided."""

import itertools
from dataclasses import dataclass, replace

import numpy as np

from inkread.preprocess.cautions import BLANK, file_cautions
from inkread.preprocess.decode import DecodedImage
from inkread.preprocess.paper import Mask
from inkread.preprocess.segment.affine import chained, moved, sheared, turned
from inkread.preprocess.segment.drawings import without_drawings
from inkread.preprocess.segment.gaps import word_gaps
from inkread.preprocess.segment.grains import without_grains
from inkread.preprocess.segment.leaf import leaf_of
from inkread.preprocess.segment.lines import Lines, lines_of
from inkread.preprocess.segment.marks_table import MarksTable, Numbers, all_marks, marks_table
from inkread.preprocess.segment.page_cautions import SEVERAL_LINES, TURNED, left_out
from inkread.preprocess.segment.several import is_several_lines
from inkread.preprocess.segment.sheet import Sheet, sheet_of
from inkread.preprocess.segment.slopes import skew_of, slant_of
from inkread.preprocess.segment.strays import without_strays
from inkread.preprocess.segment.strip import Strip, strip_of
from inkread.trail import Caution, GreyImage, Number, Step, Trail

CONTRACT = "inkread-segments-v1"
LEAST_RUN = 2.0  # times its height: shorter writing leans as its letters do; a 7 set upright is a 1
STRAIGHT = 1  # px over the whole width or height: less of a slope is left as it is


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """The writing of a picture.

    Attributes:
        lines: of each line its words, each a strip of pieces, from left to right; lines from top to bottom.
        trail: what was decided, with its figures.
    """

    lines: tuple[tuple[Strip, ...], ...]
    trail: Trail


def segment(
    image: DecodedImage | GreyImage | Sheet, *, lines: bool = False, words: bool = True, turns: int = 0
) -> Page:
    """Return the lines, words and pieces of a picture.

    Args:
        image: a decoded picture, a grey image with axes (height, width), uint8, of any polarity, or a sheet
            that was freed of print already.
        lines: whether there may be several lines; else all marks are taken for one.
        words: whether wide gaps part words; else a line is one word.
        turns: by how many quarters, counterclockwise, a picture is turned first; a sheet stays as it is.
    """
    steps: list[Step] = []
    said: tuple[Caution, ...] = ()
    if isinstance(image, DecodedImage):
        steps.append(Step("decode", image.numbers))
        said = file_cautions(image.numbers)
    if turns:
        steps.append(Step("turn", {"quarters": turns}))
        said = (TURNED, *said)
    sheet = image if isinstance(image, Sheet) else _sheet(image, steps, turns=turns)
    skew = 0.0
    aside: tuple[Caution, ...] = ()
    if lines:
        sheet, aside = _writing(sheet, steps)
        skew = skew_of(sheet.mask)
        sheet = _level(sheet, skew)
    table = marks_table(sheet.mask)
    if not len(table):
        return Page((), Trail(CONTRACT, tuple(steps), (*(aside or (BLANK,)), *said), blank=not aside))
    if not (lines or isinstance(image, Sheet)) and is_several_lines(table):
        said = (SEVERAL_LINES, *said)
    found = lines_of(table) if lines else Lines(table, [np.arange(len(table))])
    steps.append(Step("lines", {"skew": skew, "lines": len(found.rows), "marks": len(found.table)}))
    read = [_words(_only(sheet, found.table, rows), steps, apart=words) for rows in found.rows]
    return Page(tuple(line for line in read if line), Trail(CONTRACT, tuple(steps), (*aside, *said)))


def _sheet(
    image: DecodedImage | GreyImage, steps: list[Step], *, ruled: bool = False, turns: int = 0
) -> Sheet:
    """Return the ink of a picture, or of the leaf that lies in it, and add how it was found to the steps."""
    grey = image.grey if isinstance(image, DecodedImage) else image
    height, width = grey.shape
    upright = np.ascontiguousarray(np.rot90(grey, turns))
    leaf = leaf_of(upright)
    if leaf is not None:
        steps.append(Step("leaf", leaf.numbers))
    sheet, numbers = sheet_of(upright if leaf is None else leaf.grey, ruled=ruled)
    steps.append(Step("paper", numbers))
    onto = sheet.to_source if leaf is None else chained(sheet.to_source, leaf.to_source)
    if turns:
        onto = chained(onto, turned(turns, height=height, width=width))
    return replace(sheet, to_source=onto, source_shape=(height, width))


def _writing(sheet: Sheet, steps: list[Step]) -> tuple[Sheet, tuple[Caution, ...]]:
    """Return the sheet of a page without drawings and photographs, and what a person should know of them."""
    table = all_marks(sheet.mask)
    writing, drawings = without_drawings(table)
    if not drawings.size:
        return sheet, ()
    boxes = []
    for row in drawings.tolist():
        rows = np.array([table.top[row], table.bottom[row] - 1])
        boxes.append(sheet.in_source(rows, np.array([table.left[row], table.right[row] - 1])))
    steps += [Step("drawing", {"box": box}) for box in boxes]
    if writing.size:
        return _only(sheet, table, writing), (left_out(boxes),)
    nothing = np.zeros_like(sheet.mask)
    return replace(sheet, mask=nothing, share=nothing), (left_out(boxes),)


def traced_writing(image: DecodedImage) -> tuple[Sheet | None, Trail]:
    """Return the ink of one line of writing as `writing_of` does, and the trail to it."""
    steps = [Step("decode", image.numbers)]
    said = file_cautions(image.numbers)
    sheet = writing_of(image, steps)
    if sheet is None:
        return None, Trail(CONTRACT, tuple(steps), (BLANK, *said), blank=True)
    if is_several_lines(marks_table(sheet.mask)):
        said = (SEVERAL_LINES, *said)
    return sheet, Trail(CONTRACT, tuple(steps), said)


def writing_of(image: DecodedImage | GreyImage, steps: list[Step] | None = None) -> Sheet | None:
    """Return the ink of one line of writing, upright, cropped and without specks; None without ink.

    It is the sheet of `segment`, but that ruled lines stay where writing touches them: of the real words of
    words-dev, one in ten would lose letters with them, and a network that reads whole words learns to look
    past a line.

    Args:
        image: a decoded picture, or a grey image with axes (height, width), uint8, of any polarity.
        steps: of a trail, to which those of this one are added.
    """
    told: list[Step] = []
    sheet = without_grains(_sheet(image, told, ruled=True))
    table = marks_table(sheet.mask)
    if len(table):
        height, width = sheet.mask.shape
        sheet = _only(sheet, table, without_strays(table, height=height, width=width))
        slant = _slant(sheet)
        sheet = _upright(sheet, slant)
        told.append(Step("line", {"slant": round(slant, 2), "marks": len(table)}))
    if steps is not None:
        steps += told
    return sheet if len(table) else None


def sheets_of(image: DecodedImage | Sheet, page: Page, *, lines: bool) -> list[Sheet]:
    """Return the ink of each line of a page, to be read whole.

    Args:
        image: what the page was made of.
        page: what `segment` made of it.
        lines: whether it was looked for several.
    """
    if lines or isinstance(image, Sheet):
        return [line[0].sheet for line in page.lines]
    sheet = writing_of(image) if page.lines else None
    return [] if sheet is None else [sheet]


def _slant(sheet: Sheet) -> float:
    """Return by how many columns a row the letters of a line lean."""
    height, width = sheet.mask.shape
    return slant_of(sheet.mask) if width >= LEAST_RUN * height else 0.0


def _words(sheet: Sheet, steps: list[Step], *, apart: bool) -> tuple[Strip, ...]:
    """Return the words of a line, their slant undone."""
    slant = _slant(sheet)
    strip = strip_of(_upright(sheet, slant))
    if strip is None:
        return ()
    bounds = [0, *(gap + 1 for gap in word_gaps(strip.gaps, height=strip.height) if apart), len(strip)]
    words = tuple(strip.part(*ends) for ends in itertools.pairwise(bounds))
    numbers: dict[str, Number] = {
        "slant": round(slant, 2),
        "height": round(strip.height, 1),
        "pen": round(strip.pen, 1),
        "words": len(words),
        "pieces": len(strip),
        "cuts": int((strip.cut > 0).sum()),
    }
    steps.append(Step("line", numbers))
    return words


def _level(sheet: Sheet, skew: float) -> Sheet:
    """Return the sheet with its lines level, columns kept."""
    height, width = sheet.mask.shape
    drop = round(abs(skew) * width)
    if drop <= STRAIGHT:
        return sheet
    onto = chained(sheared(down=-skew), moved(0.0, drop if skew > 0 else 0.0))
    return sheet.warped(onto, height=height + drop, width=width)


def _upright(sheet: Sheet, slant: float) -> Sheet:
    """Return the sheet with its letters upright, rows kept."""
    height, width = sheet.mask.shape
    lean = round(abs(slant) * height)
    if lean <= STRAIGHT:
        return sheet
    onto = chained(sheared(across=-slant), moved(lean if slant > 0 else 0.0, 0.0))
    return sheet.warped(onto, height=height, width=width + lean)


def _only(sheet: Sheet, table: MarksTable, rows: Numbers) -> Sheet:
    """Return the part of a sheet that holds some of its marks, and no other ink."""
    top, left = int(table.top[rows].min()), int(table.left[rows].min())
    bottom, right = int(table.bottom[rows].max()), int(table.right[rows].max())
    part = (slice(top, bottom), slice(left, right))
    own: Mask = table.pixels_of(rows, part).view(np.uint8)
    share = np.where(own, sheet.share[part], 0).astype(np.uint8)
    to_source = chained(moved(left, top), sheet.to_source)
    return Sheet(share, own, to_source, sheet.source_shape, sheet.cells[part])
