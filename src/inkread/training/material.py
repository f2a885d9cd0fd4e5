"""What a run trains on: images framed by the contract, parted, and freed of what they would give away."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np

from inkread.charset import Charset
from inkread.datasets.samples import Labels, Samples, is_dark_ink
from inkread.datasets.sources import check_there, open_samples
from inkread.datasets.split import RowNumbers, share_writers, split_samples
from inkread.errors import TrainingError
from inkread.evaluation.leaks import near_duplicates
from inkread.preprocess.contract import preprocess, preprocess_many
from inkread.preprocess.frame import SIDE
from inkread.training.augment import Glyphs

POOL_FRACTIONS = (0.8, 0.1, 0.1)
OFFICIAL_FRACTIONS = (0.9, 0.1)
TELL_EVERY = 500  # images between two words on the progress
SPLIT_SEED = 0  # who is in the test part never depends on the run's seed

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how many are done and how many there are."""


@dataclass(frozen=True, slots=True)
class Material:
    """The images of a run.

    Attributes:
        charset: what the labels stand for.
        glyphs: training images, axes (n, 28, 28), uint8, in the contract's frame.
        labels: axes (n,).
        validation_glyphs: images to choose on, likewise framed; never trained on.
        validation_labels: axes (m,).
        sources: what `--data` named.
        num_leaks: training images left out because a held-out image shows the same writing.
        num_blank: images left out because they hold no ink.
        extra: what `--extra` named: sets that train whole.
        num_extra: how many of the training images, the last ones, are of these.
        shared_writers: the sources whose writers are too few to part them by, and stand on both sides.
        avoid: what `--avoid` named.
        leak_check: whether images like a held-out one were looked for.
    """

    charset: Charset
    glyphs: Glyphs
    labels: Labels
    validation_glyphs: Glyphs
    validation_labels: Labels
    sources: tuple[str, ...]
    num_leaks: int
    num_blank: int
    extra: tuple[str, ...] = ()
    num_extra: int = 0
    shared_writers: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    leak_check: bool = True

    @property
    def unvalidated(self) -> tuple[str, ...]:
        """The graphemes that are trained on without an image to validate them on, in order."""
        lost = np.setdiff1d(self.labels, self.validation_labels)
        return tuple(self.charset.decode(label) for label in lost.tolist())

    def digest(self) -> str:
        """Return a digest of the training images and labels, in order."""
        total = hashlib.sha256()
        for array in (self.glyphs, self.labels):
            total.update(np.ascontiguousarray(array).tobytes())
        total.update("".join(self.charset.graphemes).encode())
        return total.hexdigest()


def gather(
    sources: Sequence[str],
    *,
    extra: Sequence[str] = (),
    avoid: Sequence[str] = (),
    leak_check: bool = True,
    progress: Progress | None = None,
) -> Material:
    """Return the material of `sources` and `extra`, each `SOURCE` or `SOURCE:SPLIT` of `open_samples`.

    A source without a split named is parted 80/10/10 (train, validation, test) by seed 0 and its test
    part is left alone; of a named split nine tenths train and one tenth validates. No writer is in two
    parts, where writers are known and enough, see `split_samples`. All of `extra` trains:
    what is chosen and what is promised is told by images like those to be read, which drawings of fonts
    are not. Training images that show the same writing as a held-out image, or as one of `avoid`, are left
    out.

    Raises:
        DataError: when a source cannot be opened.
        TrainingError: when nothing is left to train on, or one class alone.
    """
    parted = [_part(samples, named=named) for samples, named in map(open_source, sources)]
    whole = [open_source(source)[0] for source in extra]
    others = [open_source(source)[0] for source in avoid] if leak_check else []
    made = assemble(
        parted, sources=sources, whole=whole, avoid=others, leak_check=leak_check, progress=progress
    )
    shared = [source for source, parts in zip(sources, parted, strict=True) if share_writers(parts)]
    named: dict[str, Any] = {"extra": tuple(extra), "avoid": tuple(avoid), "leak_check": leak_check}
    return replace(made, shared_writers=tuple(shared), **named)


def assemble(
    parted: Sequence[Sequence[Samples]],
    *,
    sources: Sequence[str],
    whole: Sequence[Samples] = (),
    avoid: Sequence[Samples] = (),
    leak_check: bool = True,
    progress: Progress | None = None,
) -> Material:
    """Return the material of sets that are parted already.

    Args:
        parted: of each set the part to train on, the one to validate on, and any to be kept apart from both.
        sources: what the sets are called.
        whole: further sets, all of which train.
        avoid: further images, like which none is to be trained on.
        leak_check: whether to leave out training images that show the same writing as a held-out one.
        progress: called now and then.

    Raises:
        TrainingError: when nothing is left to train on, or one class alone.
    """
    tell = progress or _silent
    train, num_leaks = [*(parts[0] for parts in parted), *whole], 0
    charset = joint_charset([samples.charset for samples in train])
    _check_classes(grapheme for samples in train for grapheme in _graphemes_of(samples))  # it takes no time
    if leak_check:
        held = [part for parts in parted for part in parts[1:]]
        train, num_leaks = without_leaks(train, [*held, *avoid], tell)
    glyphs, labels, counts = _framed(train, charset, tell)
    validation = [parts[1] for parts in parted]
    judged = _framed(validation, charset, tell)
    if not len(glyphs):
        raise TrainingError(f"expected images to train on, got none from {', '.join(sources)}; name others")
    _check_classes(charset.decode(label) for label in np.unique(labels).tolist())
    num_blank = sum(map(len, [*train, *validation])) - sum([*counts, *judged[2]])
    facts: dict[str, Any] = {"num_blank": num_blank, "num_extra": sum(counts[len(parted) :])}
    return Material(charset, glyphs, labels, *judged[:2], tuple(sources), num_leaks, **facts)


def _check_classes(graphemes: Iterable[str]) -> None:
    """Refuse images of one class alone, of which every network is right without looking; none pass."""
    present = sorted(set(graphemes))
    if len(present) == 1:
        raise TrainingError(
            f"expected images of two classes or more to train on, got {present[0]!r} alone; add another"
        )


def _graphemes_of(samples: Samples) -> list[str]:
    """Return the graphemes that samples stand for, each once."""
    return [samples.charset.decode(label) for label in np.unique(samples.labels).tolist()]


def check_sources(sources: Iterable[str]) -> None:
    """Refuse what leads nowhere of `SOURCE` and `SOURCE:SPLIT`, before the training framework is loaded.

    Raises:
        DataError: when there is no such set or path.
    """
    for source in sources:
        check_there(_split_of(source)[0])


def open_source(source: str) -> tuple[Samples, bool]:
    """Return the samples of `SOURCE` or `SOURCE:SPLIT`, and whether a split was named."""
    name, split = _split_of(source)
    return open_samples(name, split=split), split is not None


def _split_of(source: str) -> tuple[str, str | None]:
    """Return the source that is named, and the split, if one is."""
    name, colon, split = source.rpartition(":")
    # A Windows path such as C:\\data has a colon too, but no bare word behind it.
    return (name, split) if colon and split.isalnum() else (source, None)


def joint_charset(charsets: Sequence[Charset]) -> Charset:
    """Return the charset that holds the graphemes of all, in order of code point."""
    graphemes = {grapheme for charset in charsets for grapheme in charset.graphemes}
    return Charset(tuple(sorted(graphemes)))


def _part(samples: Samples, *, named: bool) -> list[Samples]:
    """Return `samples` as train, validation and, where no split was named, test."""
    rows = part_rows(samples, named=named)
    names = (f"{samples.name}'s {part} part" for part in ("training", "validation", "test"))
    return [samples.take(part, name=name) for part, name in zip(rows, names, strict=False)]


def part_rows(samples: Samples, *, named: bool) -> tuple[RowNumbers, ...]:
    """Return which rows train, validate and, where no split was `named`, are the test part's."""
    return split_samples(samples, OFFICIAL_FRACTIONS if named else POOL_FRACTIONS, seed=SPLIT_SEED)


def without_leaks(
    train: Sequence[Samples], held: Sequence[Samples], tell: Progress
) -> tuple[list[Samples], int]:
    """Return the training samples without those that a held-out image gives away, and how many they were.

    Args:
        train: sets to train on.
        held: sets that are held out.
        tell: called now and then.
    """
    num_leaks, kept = 0, []
    others = [(samples.name, _comparable(samples)) for samples in held]
    for samples in train:
        glyphs = _comparable(samples)
        leaking = np.zeros(len(samples), dtype=np.bool_)
        for name, images in others:
            saying = partial(tell, f"looking in {samples.name} for {name}")
            found = near_duplicates(glyphs, images, progress=saying)
            leaking[found.train_rows] = True
        kept.append(samples.take(np.flatnonzero(~leaking)))
        num_leaks += int(leaking.sum())
    return kept, num_leaks


def _comparable(samples: Samples) -> Glyphs:
    """Return the images as one array, white ink on black, to look for the same writing in.

    Sets of one size are compared as they are: that is what the thresholds of `near_duplicates` were
    chosen on. Images of any size, or in dark ink, are framed first.
    """
    images = samples.images
    if isinstance(images, np.ndarray) and not is_dark_ink(images):
        return images
    return preprocess_many(images)


def _framed(parts: Sequence[Samples], charset: Charset, tell: Progress) -> tuple[Glyphs, Labels, list[int]]:
    """Return the inked images in the contract's frame, labels in `charset`, and how many of each set."""
    made = [frame_inked(samples, charset, tell) for samples in parts]
    glyphs = np.concatenate([glyphs for glyphs, _, _ in made])
    labels = np.concatenate([labels for _, labels, _ in made])
    return glyphs, labels, [len(labels) for _, labels, _ in made]


def frame_inked(
    samples: Samples, charset: Charset, progress: Progress | None = None
) -> tuple[Glyphs, Labels, RowNumbers]:
    """Return the images that hold ink in the contract's frame, their labels in `charset`, and their rows."""
    tell = progress or _silent
    places = np.array([charset.encode(grapheme) for grapheme in samples.charset.graphemes], np.int64)
    glyphs: list[Glyphs] = []
    rows: list[int] = []
    for row, image in enumerate(samples.images):
        made = preprocess(image)
        if not made.trail.blank:
            glyphs.append(made.glyph)
            rows.append(row)
        if row % TELL_EVERY == 0:
            tell(f"framing {samples.name}", row, len(samples))
    tell(f"framing {samples.name}", len(samples), len(samples))
    stacked = np.stack(glyphs) if glyphs else np.zeros((0, SIDE, SIDE), dtype=np.uint8)
    kept = np.array(rows, np.int64)
    return stacked, places[samples.labels[kept]], kept


def _silent(_what: str, _done: int, _total: int) -> None:
    """Say nothing."""
