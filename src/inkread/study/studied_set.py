"""The set that a study is made of: where it is, its splits, its framed images, and its test part."""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from inkread import atomic
from inkread.charset import Charset
from inkread.datasets.explore.splits import split_names
from inkread.datasets.samples import Samples
from inkread.datasets.sources import open_samples
from inkread.datasets.split import stratified_split
from inkread.errors import DataError
from inkread.training.material import POOL_FRACTIONS, SPLIT_SEED, Material, Progress, gather

ARRAYS = ("glyphs", "labels", "validation_glyphs", "validation_labels")
RECORD = "material.json"


@dataclass(frozen=True, slots=True)
class StudiedSet:
    """A source and which of its images are kept for the test.

    Attributes:
        source: a set's name or a path.
        has_test_split: whether the publisher parted a test split off; else a tenth is, by seed 0.
    """

    source: str
    has_test_split: bool

    @property
    def training_source(self) -> str:
        """What `inkread train --data` takes for the images that are not the test's."""
        return f"{self.source}:train" if self.has_test_split else self.source

    def test_samples(self) -> Samples:
        """Return the test images; to be called once, at the end."""
        if self.has_test_split:
            return open_samples(self.source, split="test")
        samples = open_samples(self.source)
        rows = stratified_split(samples.labels, POOL_FRACTIONS, seed=SPLIT_SEED)[-1]
        return samples.take(rows, name=f"{samples.name}'s test part")

    def gather(self, progress: Progress) -> Material:
        """Return training and validation images, leaks into the test part taken out."""
        avoid = [f"{self.source}:test"] if self.has_test_split else []
        return gather([self.training_source], avoid=avoid, progress=progress)


def studied_set(source: str) -> StudiedSet:
    """Return the set at `source`, a name or a path."""
    splits = split_names(source)
    return StudiedSet(source, {"train", "test"} <= set(splits))


def keep_material(material: Material, folder: Path) -> None:
    """Write the material into `folder`, its record last."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in ARRAYS:
        with atomic.replacing(folder / f"{name}.npy") as file:
            np.save(file, getattr(material, name), allow_pickle=False)
    record = {
        "graphemes": list(material.charset.graphemes),
        "sources": list(material.sources),
        "num_leaks": material.num_leaks,
        "num_blank": material.num_blank,
    }
    atomic.write_text(folder / RECORD, json.dumps(record, ensure_ascii=False) + "\n")


def kept_material(folder: Path) -> Material | None:
    """Return the material in `folder`, mapped, or None where it is not all there.

    Raises:
        DataError: when it is damaged.
    """
    if not (folder / RECORD).is_file():
        return None
    try:
        record = json.loads((folder / RECORD).read_text("utf-8"))
        arrays = {name: np.load(folder / f"{name}.npy", mmap_mode="r", allow_pickle=False) for name in ARRAYS}
        charset = Charset(tuple(record["graphemes"]))
        return Material(
            charset,
            sources=tuple(record["sources"]),
            num_leaks=int(record["num_leaks"]),
            num_blank=int(record["num_blank"]),
            **arrays,
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DataError(
            f"{folder}: expected the images of a study, got damaged ones ({error});"
            " delete the folder to make them anew"
        ) from error
