"""What is odd about a picture of writing as a whole, in sentences that tell the person what to do."""

from collections.abc import Sequence

from inkread.preprocess.segment.affine import PixelBox
from inkread.trail import Caution

SEVERAL_LINES = Caution(
    "several_lines", "There are several lines in this picture, and it was read as one: read it with --lines."
)
LEFT_OUT = "left_out"
TURNED = Caution("turned", "The page lay upside down or on a side, and was turned: see whether it is right.")


def left_out(boxes: Sequence[PixelBox]) -> Caution:
    """Return what a person should know of drawings that were left out, given where they lie."""
    named = ", ".join(f"{width} x {height} px at {left}, {top}" for top, left, height, width in boxes)
    return Caution(LEFT_OUT, f"Taken for a drawing or a photo, as it is so large, and left out: {named}.")
