"""How an A–Z CSV is to be prepared, and what preparing it gave."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from inkread.errors import ConfigError

Target = Literal["cache", "csv", "folders"]
TARGETS: tuple[Target, ...] = get_args(Target)


@dataclass(frozen=True, slots=True)
class PrepareOptions:
    """How an A–Z CSV is prepared.

    Attributes:
        to: any of `cache` (arrays, the fast road), `csv` (`train.csv` and `test.csv`) and `folders`
            (`train/A/00001.png`, `test/…`).
        test_fraction: the test split's share of each class.
        seed: of the split, and of the choice that `limit` makes.
        skip_bad_rows: set bad rows aside in `bad-rows.jsonl`; above 0.1 % stop all the same.
        limit: keep only about so many samples, chosen at random, each class in its share.

    Raises:
        ConfigError: when one is unknown or outside its range.
    """

    to: tuple[Target, ...] = ("cache",)
    test_fraction: float = 0.2
    seed: int = 0
    skip_bad_rows: bool = False
    limit: int | None = None

    def __post_init__(self) -> None:
        """Refuse what cannot be done before anything is read."""
        strays = [target for target in self.to if target not in TARGETS]
        if strays or not self.to:
            got = repr(strays[0]) if strays else "none"
            raise ConfigError(
                f"--to: expected one or more of {', '.join(TARGETS)}, got {got}; choose among them"
            )
        if not 0 < self.test_fraction < 1:
            raise ConfigError(
                f"--test-fraction: expected a number between 0 and 1, got {self.test_fraction}; try 0.2"
            )
        if self.seed < 0:
            raise ConfigError(f"--seed: expected 0 or more, got {self.seed}; try 0")
        if self.limit is not None and self.limit < 1:
            raise ConfigError(f"--limit: expected 1 or more, got {self.limit}; leave it out for all samples")


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
