"""All that is known about a data set before training, and what it means in sentences."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from inkread.datasets.explore.classes import SLIGHTLY, ClassFacts, advice, verdict
from inkread.datasets.explore.ink import InkFacts
from inkread.datasets.explore.pixels import PixelFacts
from inkread.evaluation.duplicates import Duplicates
from inkread.evaluation.overlap import Overlap

SMALL_SIDE = 20  # px; what counts as the same writing was settled on images of 28 px
LOOK_ALIKE = f" Below {SMALL_SIDE} px a side different marks look alike, so near copies may be none."
LEAST_CLASSES = 2  # of one alone nothing can be learnt
SHIFTED = 0.05  # of the class shares in which two splits may differ by chance or care


@dataclass(frozen=True, slots=True)
class PartFacts:
    """The facts of one split.

    Attributes:
        split: its name, or `all`.
        pixels: sizes and values.
        classes: counts.
        ink: where it lies.
        duplicates: copies within the split.
    """

    split: str
    pixels: PixelFacts
    classes: ClassFacts
    ink: InkFacts
    duplicates: Duplicates

    def to_dict(self) -> dict[str, Any]:
        """Return the facts as JSON-ready values."""
        return {
            "split": self.split,
            "pixels": self.pixels.to_dict(),
            "classes": self.classes.to_dict(),
            "ink": self.ink.to_dict(),
            "duplicates": self.duplicates.to_dict(),
        }


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing worth knowing, with what to do about it.

    Attributes:
        kind: `good`, `note` or `warning`.
        text: a sentence or two.
    """

    kind: Literal["good", "note", "warning"]
    text: str


@dataclass(frozen=True, slots=True)
class Exploration:
    """The facts of a source, split by split.

    Attributes:
        source: what was explored, by name.
        parts: its splits.
        overlaps: what each two of them share.
    """

    source: str
    parts: tuple[PartFacts, ...]
    overlaps: tuple[Overlap, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the facts and findings as JSON-ready values."""
        return {
            "source": self.source,
            "parts": [part.to_dict() for part in self.parts],
            "overlaps": [shared.to_dict() for shared in self.overlaps],
            "findings": [{"kind": found.kind, "text": found.text} for found in findings(self)],
        }


def findings(exploration: Exploration) -> tuple[Finding, ...]:
    """Return what the facts mean, warnings first."""
    found = [finding for part in exploration.parts for finding in _of_part(part)]
    small = any(_is_small(part.pixels) for part in exploration.parts)
    found += [finding for shared in exploration.overlaps for finding in _of_overlap(shared, small=small)]
    order = ("warning", "note", "good")
    return tuple(sorted(found, key=lambda finding: order.index(finding.kind)))


def _of_part(part: PartFacts) -> Iterator[Finding]:
    """Yield what is to be said about one split."""
    where = "" if part.split == "all" else f"{part.split}: "
    yield from _of_pixels(part, where)
    alone = len(part.classes.counts) - len(part.classes.empty) < LEAST_CLASSES
    uneven = part.classes.ratio > SLIGHTLY or part.classes.empty or alone
    yield Finding("warning" if uneven else "good", where + verdict(part.classes))
    yield from (Finding("note", where + sentence) for sentence in advice(part.classes))
    yield from _of_duplicates(part, where)


def _of_pixels(part: PartFacts, where: str) -> Iterator[Finding]:
    """Yield what is to be said about values and sizes."""
    pixels = part.pixels
    if pixels.num_unreadable:
        reasons = "; ".join(f"{reason} ({count})" for reason, count in list(pixels.faults.items())[:3])
        text = (
            f"Images missing or out of range, left out: {pixels.num_unreadable:,}. What is wrong: {reasons}."
        )
        yield Finding("warning", where + text)
    else:
        text = f"No value is missing or out of range: all {pixels.num_images:,} images are uint8, 0 to 255."
        yield Finding("good", where + text)
    if part.ink.num_blank:
        text = f"Images of a single grey level: {part.ink.num_blank:,}. There is nothing on them to learn."
        yield Finding("warning", where + text)
    if 0 < part.ink.num_dark_ink < pixels.num_images:
        text = (
            f"Images with dark ink: {part.ink.num_dark_ink:,}; the others have bright ink. Preprocessing"
            " makes all white on black, but whatever skips it would mix the two."
        )
        yield Finding("note", where + text)


def _of_duplicates(part: PartFacts, where: str) -> Iterator[Finding]:
    """Yield what is to be said about copies within a split."""
    copies = part.duplicates
    if len(copies.conflicts):
        text = f"Pairs of the same writing under two labels: {len(copies.conflicts):,}. Look at them first."
        yield Finding("warning", where + text)
    if len(copies.exact) or len(copies.near):
        text = (
            f"Copies within the set: {len(copies.exact):,} exact and {len(copies.near):,} near. Keep each"
            " group of copies on one side of any split."
        )
        text += LOOK_ALIKE if _is_small(part.pixels) else ""
        yield Finding("note", where + text)
    else:
        yield Finding("good", f"{where}No image is there twice.")


def _of_overlap(shared: Overlap, *, small: bool) -> Iterator[Finding]:
    """Yield what is to be said about two splits."""
    pair = f"{shared.first} and {shared.second}"
    if shared.num_images:
        text = (
            f"Images of {shared.first} that show the same writing as one of {shared.second}:"
            f" {shared.num_images:,} ({len(shared.exact):,} byte for byte). A figure on {shared.second} would"
            f" flatter: leave them out of {shared.first}, as inkread train --avoid does."
        )
        # A warning that may be about nothing would teach people to pass over warnings.
        doubtful = small and not len(shared.exact)
        yield Finding("note" if doubtful else "warning", text + (LOOK_ALIKE if small else ""))
    else:
        yield Finding("good", f"{pair} share no image.")
    if shared.shift is not None and shared.shift > SHIFTED:
        text = (
            f"The classes of {pair} are in other proportions: {shared.shift:.1%} of one would have to change."
        )
        yield Finding("note", text)


def _is_small(pixels: PixelFacts) -> bool:
    """Return whether images are too small to tell one writing from another's look-alike."""
    return min(pixels.heights[0], pixels.widths[0]) < SMALL_SIDE
