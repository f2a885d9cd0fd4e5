"""The stages of preparing a set: each writes one form of it, whole or not at all."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from inkread.datasets.az_csv import named_meaning, with_meaning, write_az_csv
from inkread.datasets.cache import IMAGES, LABELS, write_cache
from inkread.datasets.cache import RECORD as CACHE_RECORD
from inkread.datasets.prepare.image_tree import count_images, write_image_tree
from inkread.datasets.prepare.options import PrepareOptions, Target
from inkread.datasets.samples import Samples
from inkread.datasets.source_file import SourceFile
from inkread.datasets.split import RowNumbers

CACHE = "cache"
SPLITS = ("train", "test")

Outputs = dict[str, int]
"""What a stage made: paths in the prepared folder, with the bytes of a file or the images of a folder."""


@dataclass(frozen=True, slots=True)
class StageInput:
    """What every stage is given.

    Attributes:
        out: the prepared folder.
        samples: all samples.
        parts: the rows of the training and the test split; empty where no stage needs them.
        source: the file that the samples came from.
        options: how they were read from it and split.
    """

    out: Path
    samples: Samples
    parts: tuple[RowNumbers, ...]
    source: SourceFile
    options: PrepareOptions

    def plan(self, stage: Target) -> dict[str, Any]:
        """Return source, recipe and split in short, by which a half-done stage is known again."""
        return stage_plan(stage, self.source, self.options)


def stage_plan(stage: Target, source: SourceFile, options: PrepareOptions) -> dict[str, Any]:
    """Return what a stage makes of a source, in short, by which it is known again."""
    plan = {"source": source.to_dict(), **options.recipe()}
    if stage != "cache":
        plan |= {"test_fraction": options.test_fraction, "seed": options.seed}
    return plan


Progress = Callable[[int, int], None]
"""Called with the number of samples written, and of all."""


def stage_paths(out: Path, stage: Target, source: str) -> tuple[Path, ...]:
    """Return what a stage writes into `out`; tables say what labels are where the name of the source does."""
    if stage == "cache":
        return (out / CACHE,)
    meaning = named_meaning(source)
    return tuple(
        out / (with_meaning(f"{split}.csv", meaning) if stage == "csv" else split) for split in SPLITS
    )


def are_there(out: Path, outputs: Outputs) -> bool:
    """Return whether all outputs of a stage are still there, as far as sizes and counts tell."""
    return all(_measure(out / name) == measure for name, measure in outputs.items())


def _measure(path: Path) -> int:
    """Return the images of a folder or the bytes of a file, or -1 where there is neither."""
    if path.is_dir():
        return count_images(path)
    return path.stat().st_size if path.is_file() else -1


def _write_cache(given: StageInput, progress: Progress) -> Outputs:
    """Write the arrays."""
    progress(0, len(given.samples))
    write_cache(given.out / CACHE, given.samples, sources=(given.source,), recipe=given.options.recipe())
    progress(len(given.samples), len(given.samples))
    return cache_outputs(given.out)


def cache_outputs(out: Path) -> Outputs:
    """Return what a cache consists of."""
    names = [f"{CACHE}/{name}" for name in (IMAGES, LABELS, CACHE_RECORD)]
    return {name: _measure(out / name) for name in names}


def _write_csv(given: StageInput, progress: Progress) -> Outputs:
    """Write `train.csv` and `test.csv`."""
    outputs = {}
    num_done = 0
    for path, rows in zip(stage_paths(given.out, "csv", given.source.name), given.parts, strict=True):
        progress(num_done, len(given.samples))
        write_az_csv(path, given.samples.take(rows))
        outputs[path.name] = _measure(path)
        num_done += len(rows)
    progress(num_done, len(given.samples))
    return outputs


def _write_folders(given: StageInput, progress: Progress) -> Outputs:
    """Write the trees `train` and `test`."""
    outputs = {}
    num_before = 0
    for path, rows in zip(stage_paths(given.out, "folders", given.source.name), given.parts, strict=True):

        def report(num_images: int, before: int = num_before) -> None:
            progress(before + num_images, len(given.samples))

        plan = {**given.plan("folders"), "split": path.name}
        outputs[path.name] = write_image_tree(path, given.samples, rows, plan=plan, progress=report)
        num_before += len(rows)
    return outputs


WRITERS: Mapping[Target, Callable[[StageInput, Progress], Outputs]] = MappingProxyType(
    {"cache": _write_cache, "csv": _write_csv, "folders": _write_folders}
)
"""What writes each stage."""
