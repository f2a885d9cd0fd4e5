"""What preparing an A–Z CSV gave: how many samples of which kind, and what each stage wrote."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from inkread.datasets.prepare.options import Target


@dataclass(frozen=True, slots=True)
class StageReport:
    """One stage: its name, what it wrote and whether an earlier run had done it already."""

    name: Target
    paths: tuple[Path, ...]
    was_done: bool
    seconds: float


@dataclass(frozen=True, slots=True)
class PrepareReport:
    """What preparing an A–Z CSV gave.

    Attributes:
        source: the file that was read.
        out: the folder that was written to.
        num_samples: how many samples were kept.
        class_counts: how many of each grapheme.
        num_train: samples in the training split, or None where nothing was to be split.
        num_test: samples in the test split, or None.
        num_bad_rows: rows set aside.
        quarantine: the file that they are in, or None where there are none.
        read_seconds: for reading the samples, from the source or from an earlier cache.
        stages: what was written.
    """

    source: Path
    out: Path
    num_samples: int
    class_counts: Mapping[str, int]
    num_train: int | None
    num_test: int | None
    num_bad_rows: int
    quarantine: Path | None
    read_seconds: float
    stages: tuple[StageReport, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the report as JSON-ready values."""
        stages = [{**asdict(stage), "paths": [str(path) for path in stage.paths]} for stage in self.stages]
        quarantine = None if self.quarantine is None else str(self.quarantine)
        whole = {name: getattr(self, name) for name in self.__slots__}
        return {
            **whole,
            "source": str(self.source),
            "out": str(self.out),
            "class_counts": dict(self.class_counts),
            "quarantine": quarantine,
            "stages": stages,
        }
