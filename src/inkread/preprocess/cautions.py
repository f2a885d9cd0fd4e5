"""What is odd about an image, in sentences that tell the person what to do."""

from collections.abc import Mapping
from dataclasses import replace

import cv2
import numpy as np

from inkread.preprocess.marks import Marks
from inkread.preprocess.paper import Ink, Mask
from inkread.trail import Caution, Number

LOW_CONTRAST = 45.0  # grey levels between paper and ink; pencil on paper stays above
# px, mean: strokes of one pixel, which break at every grain. Of 2,858 photographed characters 46 % are
# thinner than 1.5 px, and those are read as well as the others.
THIN_STROKE = 1.1
FEW_PIXELS = 12  # px of the longest side: a glyph smaller than that has lost its corners
UNEVEN_LIGHT = 60.0  # grey levels between the lightest and the darkest paper

BLANK = Caution("blank", "No ink was found: the image is empty, or the ink is as light as the paper.")
BORDER = Caution("touches_border", "The ink touches the edge of the image: leave some paper around it.")
THIN = Caution("thin_strokes", "The strokes are only a pixel thin: scan or photograph it larger.")
FAINT = Caution("low_contrast", "The ink is nearly as light as the paper: use a darker pen or more light.")
SHADE = Caution("uneven_light", "The light is very uneven: a shadow may have been taken for ink.")
SEVERAL = Caution("several_marks", "This looks like more than one character: crop the image to one.")
SMALL = Caution("small", "The character is only a few pixels large: scan or photograph it larger.")

FIRST_PAGE = Caution("first_page", "The first of several pages was read: save each as a file of its own.")


def file_cautions(numbers: Mapping[str, Number]) -> tuple[Caution, ...]:
    """Return what a person should know of a file, by the numbers of its decoding."""
    pages = numbers.get("pages", 1)
    if not isinstance(pages, int) or pages <= 1:  # a decoder in another process may say anything
        return ()
    return (replace(FIRST_PAGE, message=FIRST_PAGE.message.replace("several", f"{pages:,}")),)


def cautions_of(ink: Ink, marks: Marks, *, pen: float) -> tuple[Caution, ...]:
    """Return what is odd about the ink and its marks, of which there is one at least, most serious first.

    Args:
        ink: the ink above the paper.
        marks: those that were kept.
        pen: the mean width of their strokes, px.
    """
    _, _, height, width = marks.box
    found = (
        (marks.second_glyph, SEVERAL),
        (marks.touches_border, BORDER),
        (max(height, width) < FEW_PIXELS, SMALL),
        (pen < THIN_STROKE, THIN),
        (ink.peak < LOW_CONTRAST, FAINT),
        (ink.uneven > UNEVEN_LIGHT, SHADE),
    )
    return tuple(caution for holds, caution in found if holds)


def pen_width(mask: Mask) -> float:
    """Return the mean width of the strokes of `mask`, px: area ÷ what a shift by one pixel takes away.

    `outline.stroke_width` is 2 for strokes of one pixel and of two alike; this tells them apart.
    """
    area = cv2.countNonZero(mask)
    shifted = cv2.erode(mask, np.ones((2, 2), np.uint8), borderType=cv2.BORDER_CONSTANT, borderValue=0)
    return area / max(1, area - cv2.countNonZero(shifted))
