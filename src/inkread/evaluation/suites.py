"""The standard suite: the sets that every model card quotes, each with its split and what it stands for."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from inkread.datasets.samples import Samples
from inkread.datasets.sources import open_samples
from inkread.datasets.split import stratified_split
from inkread.errors import DataError

POOL_FRACTIONS = (0.8, 0.1, 0.1)  # train, validation, test
POOL_SEED = 0
POOL_PARTS = ("train", "validation", "test")


@dataclass(frozen=True, slots=True)
class StandardSet:
    """One set of the suite.

    Attributes:
        name: as it stands in every report.
        about: one line on what its figures mean.
        path: where it lies under the folder of data sets.
        read: opens it from its path.
    """

    name: str
    about: str
    path: str
    read: Callable[[Path], Samples]


def pool_part(folder: Path, part: str) -> Samples:
    """Return one part of the EMNIST pool: the official ByClass test files, split 80/10/10 by class, seed 0.

    Raises:
        DataError: when the files are missing or there is no such part.
    """
    if part not in POOL_PARTS:
        raise DataError(f"expected the part {', '.join(POOL_PARTS)}, got {part!r}; choose one of these")
    whole = open_samples(str(folder), split="test")
    rows = stratified_split(whole.labels, POOL_FRACTIONS, seed=POOL_SEED)
    return whole.take(rows[POOL_PARTS.index(part)], name=f"emnist-pool-{part}")


def standard_set(name: str, root: Path) -> Samples | None:
    """Return the set `name` of the suite from the folder `root`, or None where the suite has no such set.

    Raises:
        DataError: when it is of the suite but not there, or damaged.
    """
    found = next((item for item in STANDARD if item.name == name), None)
    return None if found is None else found.read(root / found.path)


def standard_suite(root: Path) -> Iterator[tuple[StandardSet, Samples | None]]:
    """Yield each set of the suite with its samples, or None where nothing lies at its path.

    Raises:
        DataError: when a set is there but damaged, or none is there at all.
    """
    if not any((root / item.path).exists() for item in STANDARD):
        raise DataError(
            f"{root}: expected {', '.join(item.path for item in STANDARD)}, got none of them;"
            " name the folder of data sets with --data-root"
        )
    for item in STANDARD:
        path = root / item.path
        yield item, (item.read(path) if path.exists() else None)


def _published(split: str) -> Callable[[Path], Samples]:
    """Return what opens one official split."""
    return lambda path: open_samples(str(path), split=split)


def _own_images(path: Path) -> Samples:
    """Return a zip of people's own images under its file's name."""
    samples = open_samples(str(path))
    return Samples(path.stem, samples.images, samples.labels, samples.charset, samples.writers)


STANDARD = (
    StandardSet(
        "emnist-pool-test",
        "a tenth of EMNIST ByClass's official test files, split by seed 0; not EMNIST's own test accuracy",
        "emnist",
        lambda path: pool_part(path, "test"),
    ),
    StandardSet("mnist-test", "MNIST's official test split", "mnist", _published("test")),
    StandardSet(
        "usps-test", "USPS's official test split, digits of another source", "usps", _published("test")
    ),
    StandardSet("drawn62-dev", "drawn on a tablet by 27 people", "own-images/drawn62-dev.zip", _own_images),
    StandardSet("photos62-dev", "pen on paper, photographed", "own-images/photos62-dev.zip", _own_images),
    StandardSet(
        "upper26-dev",
        "capitals, badly binarised, touching the border",
        "own-images/upper26-dev.zip",
        _own_images,
    ),
)
