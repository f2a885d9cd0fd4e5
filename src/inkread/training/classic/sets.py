"""The classic sets, each with its three parts: who trains, who chooses and who judges never changes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np

from inkread import file_lock
from inkread.charset import NAMED, Charset
from inkread.datasets.array_folder import keep_arrays, kept_arrays
from inkread.datasets.samples import Samples, is_dark_ink
from inkread.datasets.sources import open_samples
from inkread.datasets.split import stratified_split
from inkread.errors import TrainingError
from inkread.evaluation.suites import POOL_PARTS, pool_part
from inkread.preprocess.frame import SIDE
from inkread.training.augment import Glyphs
from inkread.training.material import (
    OFFICIAL_FRACTIONS,
    SPLIT_SEED,
    Material,
    Progress,
    assemble,
    without_leaks,
)

RECORD = "material.json"
LOCK = "lock"
FACTS = ("charset", "num_leaks", "num_blank")
ARRAYS = ("glyphs", "labels", "validation_glyphs", "validation_labels")


@dataclass(frozen=True, slots=True)
class ClassicSet:
    """One set of the protocol.

    Attributes:
        name: as it stands in every record.
        about: one line on what its figures mean.
        charset: what may come out, as `--charset` takes it.
        parts: opens the parts to train, validate and test on, from the folder of all sets.
        framed: whether images are framed as people's own are; else its own pixels are trained on and judged,
            as the literature does, and no bundle is made of that.
    """

    name: str
    about: str
    charset: str
    parts: Callable[[Path], Sequence[Samples]]
    framed: bool = True


def framed_material(
    chosen: ClassicSet, root: Path, folder: Path, *, progress: Progress | None = None
) -> Material:
    """Return the material of a set, framed where it is to be, freed of leaks once and then kept in `folder`.

    Training images that show the same writing as a validation or a test image are left out.

    Raises:
        DataError: when the set's files are missing, or what is kept is damaged.
    """
    record = folder / RECORD
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / LOCK).open("wb") as held:
        file_lock.wait_for_lock(held)  # a second command on the same set waits until it is framed
        if not record.is_file():
            made = _made(chosen, root, progress)
            told = {
                "charset": made.charset.graphemes,
                "num_leaks": made.num_leaks,
                "num_blank": made.num_blank,
            }
            keep_arrays(record, told, {name: getattr(made, name) for name in ARRAYS})
    facts, kept = kept_arrays(record, FACTS, ARRAYS)
    arrays: dict[str, Any] = {name: np.asarray(array) for name, array in kept.items()}
    return Material(
        charset=Charset(tuple(facts["charset"])),
        sources=(chosen.name,),
        num_leaks=facts["num_leaks"],
        num_blank=facts["num_blank"],
        **arrays,
    )


def glyphs_of(samples: Samples) -> Glyphs:
    """Return a set's own images, axes (n, 28, 28), uint8, white ink on black.

    Raises:
        TrainingError: when they are of another size.
    """
    images = samples.images
    if not isinstance(images, np.ndarray) or images.shape[1:] != (SIDE, SIDE):
        raise TrainingError(f"{samples.name}: expected images of {SIDE} x {SIDE} px, got others; frame them")
    return np.invert(images) if is_dark_ink(images) else images


def _made(chosen: ClassicSet, root: Path, progress: Progress | None) -> Material:
    """Return the material of a set, framed where it is to be, freed of leaks."""
    parts, sources = chosen.parts(root), (chosen.name,)
    if chosen.framed:
        return assemble([parts], sources=sources, progress=progress)
    train, *held = parts
    (kept,), num_leaks = without_leaks([train], held, progress or (lambda _what, _done, _total: None))
    validation = held[0]
    images = glyphs_of(kept), kept.labels, glyphs_of(validation), validation.labels
    return Material(train.charset, *images, sources, num_leaks, num_blank=0)


def _mnist(root: Path) -> Sequence[Samples]:
    """Return nine tenths and one tenth of MNIST's training split, and its test split."""
    official = open_samples(str(root / "mnist"), split="train")
    rows = stratified_split(official.labels, OFFICIAL_FRACTIONS, seed=SPLIT_SEED)
    train, validation = (official.take(part) for part in rows)
    return train, validation, open_samples(str(root / "mnist"), split="test")


def _pool(charset: str) -> Callable[[Path], Sequence[Samples]]:
    """Return what opens the three parts of the EMNIST pool, those of `charset` in it."""
    return lambda root: [pool_part(root / "emnist", part).within(NAMED[charset]) for part in POOL_PARTS]


CLASSIC_SETS: Mapping[str, ClassicSet] = MappingProxyType(
    {
        chosen.name: chosen
        for chosen in (
            ClassicSet(
                "mnist", "MNIST: 54,000 train, 6,000 validate, the official 10,000 test", "digits", _mnist
            ),
            ClassicSet(
                "mnist-pixels",
                "MNIST's own pixels, not framed: 54,000 train, 6,000 validate, the official 10,000 test",
                "digits",
                _mnist,
                framed=False,
            ),
            ClassicSet(
                "letters",
                "the letters of the EMNIST pool, case merged: 26 classes",
                "letters-caseless",
                _pool("letters-caseless"),
            ),
            ClassicSet(
                "balanced",
                "the EMNIST pool under EMNIST Balanced's 47 classes",
                "balanced",
                _pool("balanced"),
            ),
            ClassicSet("byclass", "the EMNIST pool in all its 62 classes", "byclass", _pool("byclass")),
        )
    }
)
"""The EMNIST pool is ByClass's official test files parted 80/10/10 by class and seed 0: no figure on it is
EMNIST's own test accuracy."""
