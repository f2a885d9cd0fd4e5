"""Named recipes: a network and how it is trained, each a readable record."""

import dataclasses
import difflib
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal

from inkread.errors import ConfigError
from inkread.training.augment import Augmentation


@dataclass(frozen=True, slots=True)
class Recipe:
    """All that decides the weights, but for the data and the seed.

    Attributes:
        name: what `--recipe` takes.
        summary: one sentence for the person who chooses.
        network: a name of `architectures.NETWORKS`.
        epochs: passes, at the end of which the weights are taken: the last epoch's, never the best's.
        batch_size: images a step.
        learning_rate: the peak.
        schedule: `constant`, or `one-cycle`: up for a tenth of the run, then down a cosine.
        weight_decay: of AdamW; 0 makes it Adam.
        augmentation: how far writing may stray, or None for the images as they are.
        balance: 0 draws classes as often as they occur, 1 all alike; 0.5 lies between.
        samples_per_epoch: images drawn an epoch, or None for each image once.
        even_priors: whether the answers take all classes for equally frequent, however they were drawn.

    Raises:
        ConfigError: when a number is outside its range.
    """

    name: str
    summary: str
    network: str
    epochs: int
    batch_size: int = 128
    learning_rate: float = 1e-3
    schedule: Literal["constant", "one-cycle"] = "constant"
    weight_decay: float = 0.0
    augmentation: Augmentation | None = None
    balance: float = 0.0
    samples_per_epoch: int | None = None
    even_priors: bool = False

    def __post_init__(self) -> None:
        """Refuse numbers that cannot train."""
        drawn = self.samples_per_epoch
        checks = (
            ("epochs", self.epochs, self.epochs >= 1, "at least 1"),
            ("batch_size", self.batch_size, self.batch_size >= 1, "at least 1"),
            ("learning_rate", self.learning_rate, 0 < self.learning_rate <= 1, "above 0 and at most 1"),
            ("weight_decay", self.weight_decay, 0 <= self.weight_decay < 1, "from 0 to below 1"),
            ("balance", self.balance, 0 <= self.balance <= 1, "from 0 to 1"),
            ("samples_per_epoch", drawn, drawn is None or drawn >= 1, "at least 1"),
        )
        for name, value, holds, expected in checks:
            if not holds:
                raise ConfigError(f"{self.name}: expected {name} {expected}, got {value}; change it")

    def to_dict(self) -> dict[str, Any]:
        """Return the recipe as JSON-ready values."""
        return dataclasses.asdict(self)

    def digest(self) -> str:
        """Return a digest of everything that decides the weights; the summary does not."""
        fields = self.to_dict() | {"summary": ""}
        return hashlib.sha256(json.dumps(fields, sort_keys=True).encode()).hexdigest()


RECIPES: Mapping[str, Recipe] = MappingProxyType(
    {
        recipe.name: recipe
        for recipe in (
            Recipe("mlp", "Two dense layers: the baseline to beat.", "mlp", epochs=10),
            Recipe(
                "classic-32-64",
                "The network of countless tutorials: three convolutions, a dense layer of 512.",
                "classic-32-64",
                epochs=4,
            ),
            Recipe(
                "compact",
                "The shipped reader's: five small convolutions, writing bent and inked anew each time.",
                "compact",
                epochs=12,
                batch_size=256,
                learning_rate=3e-3,
                schedule="one-cycle",
                weight_decay=0.02,
                augmentation=Augmentation(),
                balance=0.65,
                samples_per_epoch=128_000,
                even_priors=True,
            ),
        )
    }
)


def find_recipe(name: str, **changes: float | int | None) -> Recipe:
    """Return the recipe `name` with `changes` made to it; a change to None is none.

    Raises:
        ConfigError: when there is no such recipe or a number is outside its range.

    Example:
        >>> find_recipe("mlp", epochs=2).epochs
        2
    """
    if name not in RECIPES:
        close = difflib.get_close_matches(name, RECIPES, n=1)
        hint = f"did you mean {close[0]!r}?" if close else f"choose one of {', '.join(RECIPES)}"
        raise ConfigError(f"expected a recipe, got {name!r}; {hint}")
    made = {key: value for key, value in changes.items() if value is not None}
    return dataclasses.replace(RECIPES[name], **made)  # type: ignore[arg-type]
