"""The preprocessing contract `inkread-28-v2`: one way from any image to what a network reads.

Training images, uploads, canvas strokes and batch files all pass through `preprocess`; there is no
other road to a network. It is idempotent: a glyph that it made comes back unchanged.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from inkread.preprocess.cautions import BLANK, cautions_of, file_cautions, pen_width
from inkread.preprocess.decode import DecodedImage
from inkread.preprocess.frame import SIDE, frame, ink_box, is_framed
from inkread.preprocess.marks import Marks, find_marks
from inkread.preprocess.outline import outline, with_margin
from inkread.preprocess.paper import LONGEST_SIDE, Ink, fit_longest_side, ink_alone, lift_ink
from inkread.preprocess.polarity import Polarity, find_polarity
from inkread.preprocess.rules import without_rules
from inkread.preprocess.tally import histogram
from inkread.trail import Caution, GreyImage, Number, Step, Trail

CONTRACT = "inkread-28-v2"
KEEPS_RULES = "inkread-28-v1"
"""The contract before: the same glyphs, but ruled lines that touch the ink stay in them."""
WHITE = 255
ALONE = 4  # px of nothing around ink that is alone: more than its soft edge takes


@dataclass(frozen=True, slots=True)
class Preprocessed:
    """A glyph ready for the network, and how it came about.

    Attributes:
        glyph: axes (28, 28), uint8, white ink on black; all 0 where there is no ink.
        trail: each decision with its numbers, and the warnings they raise.
    """

    glyph: GreyImage
    trail: Trail


def preprocess(
    image: DecodedImage | GreyImage, *, pictures: bool = False, contract: str = CONTRACT
) -> Preprocessed:
    """Return the glyph in `image` in the contract's frame, with its trail.

    Args:
        image: a decoded picture, or a grey image with axes (height, width), uint8, of any polarity.
        pictures: whether each step of the trail keeps a picture, for people who want to look.
        contract: `CONTRACT`, or `KEEPS_RULES` for a bundle that says so.

    Example:
        >>> page = np.full((90, 60), 230, np.uint8)
        >>> page[20:70, 28:34] = 40
        >>> done = preprocess(page)
        >>> done.glyph.shape, bool(done.glyph.any(axis=1).sum() == 20), done.trail.blank
        ((28, 28), True, False)
    """
    steps = _Steps(pictures=pictures)
    if not isinstance(image, DecodedImage):
        return _prepared(image, steps, contract=contract, pictures=pictures)
    steps.add("decode", image.numbers, image.grey)
    done = _prepared(image.grey, steps, contract=contract, pictures=pictures)
    said = file_cautions(image.numbers)
    return replace(done, trail=replace(done.trail, warnings=(*done.trail.warnings, *said))) if said else done


def preprocess_ink(ink: GreyImage, *, contract: str = CONTRACT) -> Preprocessed:
    """Return the glyph of ink that was lifted off its page already, as `preprocess` would of a picture of it.

    Nothing is left to tell of paper, light and polarity: of a page's many candidates that is half the time.

    Args:
        ink: axes (height, width), uint8, white on black, 255 full ink; nothing else may be in it.
        contract: as for `preprocess`.
    """
    steps = _Steps(pictures=False)
    fitted = fit_longest_side(ink, LONGEST_SIDE // 2)  # a picture of it would be twice as large
    lifted = ink_alone(with_margin(fitted, ALONE))
    return _finished(lifted, steps, contract=contract, pictures=False)


def preprocess_many(images: Iterable[GreyImage]) -> npt.NDArray[np.uint8]:
    """Return the glyphs of grey images, axes (n, 28, 28); a blank image gives a glyph of zeros."""
    glyphs = [preprocess(image).glyph for image in images]
    return np.stack(glyphs) if glyphs else np.zeros((0, SIDE, SIDE), dtype=np.uint8)


def _prepared(grey: GreyImage, steps: "_Steps", *, contract: str, pictures: bool) -> Preprocessed:
    """Return the glyph in a grey image."""
    if is_framed(grey):
        steps.add("frame", {"unchanged": True, "box": ink_box(grey)}, grey)
        return Preprocessed(grey, Trail(contract, tuple(steps.done)))
    counts = histogram(grey)
    polarity = find_polarity(grey, counts)
    bright, counts = (grey, counts) if polarity.ink_is_bright else (WHITE - grey, counts[::-1])
    fitted = fit_longest_side(bright)
    steps.add("polarity", _polarity_numbers(polarity), fitted)
    ink = lift_ink(fitted, counts if fitted is bright else None)
    steps.add("paper", _paper_numbers(ink), _picture_of(ink) if pictures else None)
    return _finished(ink, steps, contract=contract, pictures=pictures)


def _finished(ink: Ink, steps: "_Steps", *, contract: str, pictures: bool) -> Preprocessed:
    """Return the glyph of the ink above the paper."""
    ink, marks = _written(ink, steps, keeps_rules=contract == KEEPS_RULES, pictures=pictures)
    if marks.num_kept == 0:
        trail = Trail(contract, tuple(steps.done), (BLANK,), blank=True)
        return Preprocessed(np.zeros((SIDE, SIDE), dtype=np.uint8), trail)
    glyph, cautions = _framed(ink, marks, steps)
    return Preprocessed(glyph, Trail(contract, tuple(steps.done), cautions))


def _written(ink: Ink, steps: "_Steps", *, keeps_rules: bool, pictures: bool) -> tuple[Ink, Marks]:
    """Return the ink without ruled lines, unless they are kept, and the marks in it."""
    marks = find_marks(ink)
    num_rules = 0
    if not keeps_rules:
        ink, num_rules = without_rules(ink, marks)
    if num_rules:
        steps.add("rules", {"taken": num_rules}, _picture_of(ink) if pictures else None)
        marks = find_marks(ink)
    steps.add("marks", _marks_numbers(marks), marks.mask * np.uint8(WHITE) if pictures else None)
    return ink, marks


def _framed(ink: Ink, marks: Marks, steps: "_Steps") -> tuple[GreyImage, tuple[Caution, ...]]:
    """Return the glyph of the marks in the frame, and what is odd about it."""
    crisp = outline(ink, marks)
    pen = pen_width(marks.cropped())
    steps.add("outline", {"box": marks.box, "stroke_width": round(pen, 2)}, crisp)
    glyph, shift = frame(crisp)
    steps.add("frame", {"unchanged": False, "box": ink_box(glyph), "shift": shift}, glyph)
    return glyph, cautions_of(ink, marks, pen=pen)


class _Steps:
    """The trail's steps as they are made."""

    def __init__(self, *, pictures: bool) -> None:
        """Remember whether pictures are wanted."""
        self.done: list[Step] = []
        self._pictures = pictures

    def add(self, name: str, numbers: dict[str, Number], picture: GreyImage | None) -> None:
        """Append a step."""
        self.done.append(Step(name, numbers, picture if self._pictures else None))


def _polarity_numbers(polarity: Polarity) -> dict[str, Number]:
    """Return the figures of the polarity step."""
    return {
        "ink_is_bright": polarity.ink_is_bright,
        "split": polarity.split,
        "border_bright": round(polarity.ring_bright, 3),
        "decided_by": polarity.decided_by,
    }


def _paper_numbers(ink: Ink) -> dict[str, Number]:
    """Return the figures of the paper step, grey levels."""
    return {
        "uneven": round(ink.uneven, 1),
        "grain_floor": round(ink.floor, 1),
        "contrast": round(ink.peak, 1),
    }


def _marks_numbers(marks: Marks) -> dict[str, Number]:
    """Return the figures of the marks step."""
    return {"kept": marks.num_kept, "dropped": marks.num_dropped, "box": marks.box}


def _picture_of(ink: Ink) -> GreyImage:
    """Return the ink above the paper as a picture, full ink white."""
    share = np.clip(ink.strength() / max(ink.peak, ink.floor), 0.0, 1.0)
    return np.asarray(np.rint(share * WHITE), dtype=np.uint8)
