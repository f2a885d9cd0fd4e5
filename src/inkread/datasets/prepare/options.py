"""How an A–Z CSV is to be prepared: into what, split how, and what becomes of bad rows."""

from dataclasses import dataclass
from typing import Any, Literal, get_args

from inkread.datasets.label_patch import LabelChange, accepted, patch_digest
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
        labels_patch: changes of labels, of which the accepted ones are made before anything else is done.

    Raises:
        ConfigError: when one is unknown or outside its range.
    """

    to: tuple[Target, ...] = ("cache",)
    test_fraction: float = 0.2
    seed: int = 0
    skip_bad_rows: bool = False
    limit: int | None = None
    labels_patch: tuple[LabelChange, ...] = ()

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

    def recipe(self) -> dict[str, Any]:
        """Return what decides which samples there are: a smaller cache must not be taken for the whole."""
        recipe: dict[str, Any] = {
            "skip_bad_rows": self.skip_bad_rows,
            "limit": self.limit,
            "limit_seed": None if self.limit is None else self.seed,
        }
        # Not there without a patch: caches made before there were any stay what they are.
        if accepted(self.labels_patch):
            recipe["labels_patch"] = patch_digest(self.labels_patch)
        return recipe
