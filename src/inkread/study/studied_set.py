"""The set that a study is made of: where it is, its splits, its framed images, and its test part."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from inkread.charset import Charset
from inkread.datasets.array_folder import keep_arrays, kept_arrays
from inkread.datasets.explore.splits import split_names
from inkread.datasets.samples import Samples
from inkread.datasets.sources import open_samples
from inkread.training.material import Material, Progress, gather, part_rows

FACTS = ("graphemes", "sources", "num_leaks", "num_blank", "shared_writers")
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
        rows = part_rows(samples, named=False)[-1]
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
    facts = {
        "graphemes": list(material.charset.graphemes),
        "sources": list(material.sources),
        "num_leaks": material.num_leaks,
        "num_blank": material.num_blank,
        "shared_writers": list(material.shared_writers),
    }
    keep_arrays(folder / RECORD, facts, {name: getattr(material, name) for name in ARRAYS})


def kept_material(folder: Path) -> Material | None:
    """Return the material in `folder`, mapped, or None where it is not all there.

    Raises:
        DataError: when it is damaged.
    """
    if not (folder / RECORD).is_file():
        return None
    facts, kept = kept_arrays(folder / RECORD, FACTS, ARRAYS)
    arrays: dict[str, Any] = dict(kept)
    return Material(
        Charset(tuple(facts["graphemes"])),
        sources=tuple(facts["sources"]),
        num_leaks=facts["num_leaks"],
        num_blank=facts["num_blank"],
        shared_writers=tuple(facts["shared_writers"]),
        **arrays,
    )
