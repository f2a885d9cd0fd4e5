"""The page about a data set: what is in it, what it looks like, and what to do before training."""

from collections.abc import Sequence

import numpy as np

from inkread.datasets.explore.classes import advice, verdict
from inkread.datasets.explore.ink import MEASURES, UNITS
from inkread.evaluation.exploration import Exploration, PartFacts, findings
from inkread.reporting.explore_pictures import (
    Pictures,
    framed_blocks,
    portrait_blocks,
    shown_gallery,
    shown_pairs,
)
from inkread.reporting.figures import Curve, bars, curves
from inkread.reporting.page import Block, Callout, Cell, Code, Page, Paragraph, Section, Table
from inkread.reporting.style import Words

LEVELS = np.arange(256)


def explore_page(
    exploration: Exploration, pictures: Pictures, *, command: str, more: Sequence[Section] = ()
) -> Page:
    """Return the page.

    Args:
        exploration: the facts.
        pictures: what goes with them.
        command: what to type for the same page.
        more: sections of other inquiries, such as the scaling experiment.
    """
    num_images = sum(part.pixels.num_images for part in exploration.parts)
    num_classes = len(exploration.parts[0].classes.counts)
    sections = (
        _at_a_glance(exploration),
        _classes(exploration.parts),
        Section("What the classes look like", tuple(portrait_blocks(pictures)), "portraits"),
        Section(
            "Samples", (shown_gallery(pictures.samples, "Images as they are in the set, class by class."),)
        ),
        _pixels(exploration.parts),
        Section("Raw beside normalised", tuple(framed_blocks(pictures)), "normalised"),
        _ink(exploration.parts),
        Section("Copies", tuple(_copies(exploration, pictures)), "copies"),
        *more,
        Section("How to repeat", (Code(command),)),
    )
    warnings = [found.text for found in findings(exploration) if found.kind == "warning"]
    summary = f"{num_images:,} images of {num_classes} classes. " + (
        f"To look at before training, listed first: {len(warnings)}."
        if warnings
        else "Nothing was found that stands in the way of training."
    )
    return Page(f"What is in {exploration.source}", summary, sections)


def _at_a_glance(exploration: Exploration) -> Section:
    """Return findings and the main figures of each split."""
    callouts = tuple(Callout(found.text, found.kind) for found in findings(exploration))
    rows = list(zip(*(_column(part) for part in exploration.parts), strict=True))
    table = Table(
        ("", *(part.split for part in exploration.parts)),
        tuple((title, *cells) for title, cells in zip(TITLES, rows, strict=True)),
        "The set in numbers",
    )
    return Section("At a glance", (*callouts, table))


TITLES = (
    "images",
    "height × width, px",
    "different sizes",
    "type of a pixel",
    "darkest and lightest pixel",
    "mean ± deviation of all pixels",
    "grey levels that occur",
    "missing or out of range",
    "blank images",
    "images with dark ink",
    "classes with images",
    "largest class ÷ smallest",
    "entropy of the classes, 0 to 1",
    "as uneven as … equal classes",
    "exact copies",
    "near copies",
)


def _column(part: PartFacts) -> tuple[Cell, ...]:
    """Return the cells of one split, in the order of TITLES."""
    pixels, classes = part.pixels, part.classes
    sides = [
        f"{low}" if low == high else f"{low} to {high}" for low, _, high in (pixels.heights, pixels.widths)
    ]
    return (
        pixels.num_images,
        " × ".join(sides),
        pixels.num_shapes,
        pixels.dtype,
        f"{pixels.low} and {pixels.high}",
        f"{pixels.mean:.1f} ± {pixels.deviation:.1f}",
        pixels.num_levels,
        pixels.num_unreadable,
        part.ink.num_blank,
        part.ink.num_dark_ink,
        f"{np.count_nonzero(classes.counts)} of {len(classes.counts)}",
        round(classes.ratio, 2),
        round(classes.entropy, 3),
        round(classes.effective, 1),
        len(part.duplicates.exact),
        len(part.duplicates.near),
    )


def _classes(parts: Sequence[PartFacts]) -> Section:
    """Return the counts of each split, as drawings and in words."""
    blocks: list[Block] = []
    for part in parts:
        said = verdict(part.classes)
        name = "" if part.split == "all" else f" in {part.split}"
        words = Words(f"Images of each class{name}. {said}", f"Bars{name}. {said}", "class", "images")
        even = float(part.classes.counts.mean())
        blocks.append(bars(part.classes.graphemes, part.classes.counts, words, line=(even, "an even share")))
        blocks += [Paragraph(sentence) for sentence in advice(part.classes)]
    return Section("Classes", tuple(blocks))


def _pixels(parts: Sequence[PartFacts]) -> Section:
    """Return how often each grey level occurs."""
    lines = []
    for part in parts:
        share = np.cumsum(part.pixels.histogram) / max(int(part.pixels.histogram.sum()), 1)
        lines.append(Curve(part.split, LEVELS, 100.0 * share))
    first = parts[0].pixels
    words = Words(
        "Share of pixels up to each grey level. A step at either end is paper; what rises between is ink and"
        " the grey of its edges.",
        f"{100.0 * first.histogram[first.low] / max(int(first.histogram.sum()), 1):.0f} % of the pixels of"
        f" {parts[0].split} are at the darkest level, {first.low}.",
        "grey level, 0 black to 255 white",
        "% of pixels",
    )
    return Section("Pixel values", (curves(lines, words), *_scales(first.mean, first.deviation)))


def _scales(mean: float, deviation: float) -> tuple[Block, ...]:
    """Return the table of the usual scales of a pixel, each (grey - offset) ÷ divisor."""
    scales = (
        ("raw", 0.0, 1.0),
        ("scaled to [0, 1]: grey ÷ 255", 0.0, 255.0),
        ("standardised: (grey − mean) ÷ deviation", mean, max(deviation, 1e-9)),
    )
    rows = []
    for name, offset, divisor in scales:
        least, most, middle = ((grey - offset) / divisor for grey in (0.0, 255.0, mean))
        rows.append((name, f"{least:.2f} to {most:.2f}", f"{middle:.2f}", f"{deviation / divisor:.2f}"))
    note = "A network learns soonest from small numbers around 0; --scaling shows by how much on this set."
    table = Table(
        ("pixels", "range", "mean", "deviation"), tuple(rows), "The same pixels on three scales", note
    )
    return (table,)


def _ink(parts: Sequence[PartFacts]) -> Section:
    """Return the table of ink measures."""
    rows = tuple(
        (f"{name}, {unit}", *(f"{middle:.1f} ({low:.1f} to {high:.1f})" for low, middle, high in spreads))
        for name, unit, spreads in (
            (name, unit, [part.ink.spread[name] for part in parts])
            for name, unit in zip(MEASURES, UNITS, strict=True)
        )
    )
    note = (
        "Median, with the range that holds the middle 90 % of the images. Ink is what lies on the far side of"
        " the middle between an image's lightest and darkest pixel, seen from its border."
    )
    table = Table(("", *(part.split for part in parts)), rows, "Where the ink lies and how thick it is", note)
    return Section("Ink", (table,))


def _copies(exploration: Exploration, pictures: Pictures) -> list[Block]:
    """Return what was found twice."""
    rows: list[tuple[Cell, ...]] = [
        (
            f"within {part.split}",
            len(part.duplicates.exact),
            len(part.duplicates.near),
            len(part.duplicates.conflicts),
            f"{part.duplicates.num_searched:,} images, {part.duplicates.scope}",
        )
        for part in exploration.parts
    ]
    rows += [
        (
            f"{shared.first} in {shared.second}",
            len(shared.exact),
            len(shared.near),
            None,
            f"{shared.num_searched:,} images",
        )
        for shared in exploration.overlaps
    ]
    note = (
        "Exact copies are alike byte for byte and all found. Near ones show the same writing, moved, scaled"
        " or blurred: correlation from 0.97 once aligned, and closer than any other image."
    )
    blocks: list[Block] = [
        Table(
            ("", "exact", "near", "labels differ", "near ones sought for"),
            tuple(rows),
            "Pairs of images",
            note,
        )
    ]
    shown = (
        (pictures.conflicts, "The same writing under two labels: one of them is wrong."),
        (pictures.shared, "The same writing in two splits."),
        (pictures.copies, "The same writing twice within the first split."),
    )
    return blocks + [shown_pairs(images, caption) for images, caption in shown if images]
