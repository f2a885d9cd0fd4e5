"""The look at a data set before training: every fact of it, and the pictures that go with them."""

from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from itertools import combinations
from pathlib import Path

import numpy as np

from inkread.datasets.explore.classes import class_facts
from inkread.datasets.explore.ink import ink_facts
from inkread.datasets.explore.opened import Part, open_parts
from inkread.datasets.explore.pixels import pixel_facts
from inkread.datasets.explore.portraits import portraits
from inkread.datasets.explore.survey import Survey, survey
from inkread.datasets.samples import Labels
from inkread.errors import DataError
from inkread.evaluation.duplicates import duplicates
from inkread.evaluation.exploration import Exploration, PartFacts
from inkread.evaluation.leaks import Rows
from inkread.evaluation.overlap import Overlap, class_shift, overlap
from inkread.preprocess.contract import preprocess
from inkread.reporting.explore_pictures import Pair, Pictures, Shown
from inkread.trail import GreyImage

MOST_SAMPLES = 248  # images of the sample gallery
LEAST_OF_CLASS, MOST_OF_CLASS = 2, 8
MOST_FRAMED = 12  # images shown raw and normalised
MOST_PAIRS = 18  # pairs of copies shown

Progress = Callable[[str, int, int], None]
Looked = tuple[Part, Survey]


def explore(
    source: str,
    *,
    split: str | None = None,
    home: Path | None = None,
    seed: int = 0,
    progress: Progress | None = None,
) -> tuple[Exploration, Pictures]:
    """Return the facts of a source and the pictures to show with them.

    Args:
        source: as for `open_samples`.
        split: only this split; by default all, and what each two share.
        home: the folder of fetched sets.
        seed: of the choice of images to show; it decides no fact.
        progress: told what is being done, the number done and the number of all.

    Raises:
        DataError: when the source cannot be opened, or a split of it has no image that can be read.
    """
    tell = progress or _silent
    looked: list[Looked] = []
    facts: list[PartFacts] = []
    for part in open_parts(source, split=split, home=home):
        found = survey(part.samples, progress=partial(tell, f"looking at {part.split}"))
        _refuse_nothing(part, found)
        looked.append((part, found))
        facts.append(_facts(part, found, partial(tell, f"looking for copies in {part.split}")))
    overlaps = tuple(
        _shared(looked[i], looked[j], (facts[i], facts[j]), tell)
        for i, j in combinations(range(len(looked)), 2)
    )
    rng = np.random.default_rng(seed)
    exploration = Exploration(Path(source).name, tuple(facts), overlaps)
    return exploration, _pictures(looked, exploration, rng)


def _refuse_nothing(part: Part, found: Survey) -> None:
    """Refuse a split in which there is nothing to look at.

    Raises:
        DataError: when no image of it can be read, with what is wrong with the first.
    """
    if not len(found.rows):
        why = f" ({found.faults[0]})" if found.faults else ""
        raise DataError(f"{part.samples.name}: expected images to look at, got none{why}; name another set")


def _facts(part: Part, found: Survey, tell: Callable[[int, int], None]) -> PartFacts:
    """Return the facts of one split."""
    faults = Counter(part.bad_rows) + Counter(found.faults)
    return PartFacts(
        part.split,
        pixel_facts(found.shapes, found.histogram, dict(faults)),
        class_facts(found.labels, part.samples.charset),
        ink_facts(found.ink),
        duplicates(found.glyphs, found.labels, found.digests, progress=tell),
    )


def _shared(first: Looked, second: Looked, facts: tuple[PartFacts, PartFacts], tell: Progress) -> Overlap:
    """Return what two splits share."""
    names = first[0].split, second[0].split
    return overlap(
        (names[0], first[1]),
        (names[1], second[1]),
        shift=class_shift(facts[0].classes, facts[1].classes),
        progress=partial(tell, f"looking in {names[0]} for {names[1]}"),
    )


def _pictures(looked: Sequence[Looked], exploration: Exploration, rng: np.random.Generator) -> Pictures:
    """Return the images to show: of the first split, but for what two splits share."""
    part, found = looked[0]
    graphemes = part.samples.charset.graphemes
    chosen = _some_of_each(found.labels, len(graphemes), rng)
    spaced = chosen[np.linspace(0, len(chosen) - 1, min(MOST_FRAMED, len(chosen))).astype(np.int64)]
    copies = exploration.parts[0].duplicates
    return Pictures(
        graphemes=graphemes,
        portraits=portraits(found.glyphs, found.labels, len(graphemes)),
        samples=[_show(looked[0], row) for row in chosen],
        framed=[_raw_and_framed(looked[0], row) for row in spaced],
        copies=_pairs(looked[0], looked[0], np.concatenate([copies.exact, copies.near])),
        conflicts=_pairs(looked[0], looked[0], copies.conflicts),
        shared=[
            shown
            for (first, second), both in zip(combinations(looked, 2), exploration.overlaps, strict=True)
            for shown in _pairs(first, second, np.concatenate([both.exact, both.near]))
        ],
    )


def _some_of_each(labels: Labels, num_classes: int, rng: np.random.Generator) -> Rows:
    """Return rows of a few images of each class, class by class, axes (k,)."""
    each = min(max(MOST_SAMPLES // max(num_classes, 1), LEAST_OF_CLASS), MOST_OF_CLASS)
    chosen = [np.zeros(0, np.int64)]
    for label in range(num_classes):
        rows = np.flatnonzero(labels == label)
        chosen.append(np.sort(rng.choice(rows, min(each, len(rows)), replace=False)))
    return np.concatenate(chosen)


def _show(looked: Looked, row: int) -> Shown:
    """Return an image as it is in the set, under its grapheme."""
    part, found = looked
    return Shown(_image(looked, row), part.samples.charset.decode(int(found.labels[row])))


def _raw_and_framed(looked: Looked, row: int) -> Pair:
    """Return an image as it is and as preprocessing makes it."""
    raw = _show(looked, row)
    return Pair(raw.image, preprocess(raw.image).glyph, raw.label)


def _pairs(first: Looked, second: Looked, pairs: Rows) -> list[Pair]:
    """Return the images of some pairs, each with its grapheme, its split and its place there."""
    shown = []
    for left, right in pairs[:MOST_PAIRS].tolist():
        seen = _show(first, left), _show(second, right)
        places = int(first[1].rows[left]), int(second[1].rows[right])
        splits = first[0].split, second[0].split
        label = " | ".join(
            f"{image.label} ({split} {place})"
            for image, split, place in zip(seen, splits, places, strict=True)
        )
        shown.append(Pair(seen[0].image, seen[1].image, label))
    return shown


def _image(looked: Looked, row: int) -> GreyImage:
    """Return the image of a row of the survey, axes (height, width)."""
    part, found = looked
    return np.asarray(part.samples.images[int(found.rows[row])])


def _silent(_what: str, _done: int, _total: int) -> None:
    """Say nothing."""
