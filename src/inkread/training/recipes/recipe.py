"""A recipe: all that decides the weights of a network, but for the data and the seed."""

import dataclasses
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Annotated, Any, Literal

from inkread.errors import ConfigError
from inkread.training.recipes.augmentation import Augmentation
from inkread.training.recipes.bounds import Bounds, check_bounds
from inkread.training.recipes.network import Network
from inkread.training.recipes.rivals import SpinalVgg, WaveMixLite

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")  # it becomes part of a folder's name
SMALL_SIDE = 20  # px of a glyph in the first passes of a recipe with `small_share`
KERAS_FILE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*\.(h5|keras)")
LATER: Mapping[str, object] = MappingProxyType(
    {"average": None, "small_share": 0.0, "extra_share": None, "teacher_share": 0.7}
)
LATER_IN_NETWORK: Mapping[str, object] = MappingProxyType({"separable": ()})
LATER_IN_AUGMENTATION: Mapping[str, object] = MappingProxyType({"blemished": 0.0, "untouched": 0.0})
"""Settings that recipes have not always had: not set, they leave the digest of a run that began before."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """All that decides the weights, but for the data and the seed.

    Attributes:
        name: what `--recipe` takes.
        summary: one sentence for the person who chooses.
        network: the layers.
        epochs: passes, at the end of which the weights are taken: the last epoch's, never the best's.
        batch_size: images a step.
        learning_rate: the peak.
        schedule: `constant`, or `one-cycle`: up for a tenth of the run, then down a cosine.
        optimiser: `adam`, `adadelta`, `muon`, or `sgd` with Nesterov's momentum.
        weight_decay: taken off the weights apart from the gradient; with Adam it makes AdamW.
        small_share: share of the passes, the first ones, that see glyphs shrunk to 20×20, for half the time;
            only for a network that takes any size: one of convolutions with the head `average`.
        average: momentum of a running average that stands in for the weights when they are judged and at the
            end, or None for the weights themselves; 0.999 averages over some thousand steps.
        labels: `integers`, or `one-hot` vectors and the categorical cross entropy of countless tutorials.
        stop_at_accuracy: the training accuracy of an epoch after which no other begins, or None.
        augmentation: how far writing may stray, or None for the images as they are.
        balance: 0 draws classes as often as they occur, 1 all alike; 0.5 lies between.
        samples_per_epoch: images drawn an epoch, or None for each image once.
        extra_share: share of a class's draws that comes from the sets that train whole (`--extra`), or None
            for as many as there are.
        even_priors: whether the answers take digits, capitals and lower-case letters for equally likely.
        teacher_share: where a bundle teaches (`--teacher`), its share of what is to be answered; the rest is
            the label's.
        keras_file: one more file that the trained network is saved to, or None.

    Raises:
        ConfigError: when a number is outside its range.
    """

    name: str
    summary: str
    network: Network | SpinalVgg | WaveMixLite
    epochs: Annotated[int, Bounds(1)]
    batch_size: Annotated[int, Bounds(1)] = 128
    learning_rate: Annotated[float, Bounds(0, 1, above=True)] = 1e-3
    schedule: Literal["constant", "one-cycle"] = "constant"
    optimiser: Literal["adam", "adadelta", "muon", "sgd"] = "adam"
    weight_decay: Annotated[float, Bounds(0, 1, below=True)] = 0.0
    small_share: Annotated[float, Bounds(0, 1)] = 0.0
    average: Annotated[float | None, Bounds(0, 1, below=True)] = None
    labels: Literal["integers", "one-hot"] = "integers"
    stop_at_accuracy: Annotated[float | None, Bounds(0, 1, above=True)] = None
    augmentation: Augmentation | None = None
    balance: Annotated[float, Bounds(0, 1)] = 0.0
    samples_per_epoch: Annotated[int | None, Bounds(1)] = None
    extra_share: Annotated[float | None, Bounds(0, 1)] = None
    even_priors: bool = False
    teacher_share: Annotated[float, Bounds(0, 1)] = 0.7
    keras_file: str | None = None

    def __post_init__(self) -> None:
        """Refuse numbers that cannot train, and names that cannot be files."""
        check_bounds(self, self.name)
        if not NAME.fullmatch(self.name):
            raise ConfigError(
                f"expected a recipe's name of letters, digits, '.', '_' and '-', got {self.name!r}; change it"
            )
        if self.keras_file is not None and not KERAS_FILE.fullmatch(self.keras_file):
            raise ConfigError(
                f"{self.name}: expected keras_file to be a file's name in .h5 or .keras,"
                f" got {self.keras_file!r}; change it"
            )
        if self.small_share:
            self._check_small()

    def to_dict(self) -> dict[str, Any]:
        """Return the recipe as JSON-ready values."""
        return dataclasses.asdict(self)

    def _check_small(self) -> None:
        """Refuse small glyphs for a network that takes those of one size alone."""
        if isinstance(self.network, Network):
            self.network.check_sides(SMALL_SIDE)
        if isinstance(self.network, SpinalVgg) or getattr(self.network, "head", "average") != "average":
            raise ConfigError(
                f"{self.name}: expected the head average for small_share {self.small_share:g}, got a network"
                " that takes glyphs of one size alone; set network.head, or small_share to 0"
            )

    def digest(self) -> str:
        """Return a digest of everything that decides the weights; summary and file names do not."""
        fields = _without(self.to_dict() | {"summary": "", "keras_file": None}, LATER)
        fields["network"] = _without(fields["network"], LATER_IN_NETWORK)
        if fields["augmentation"] is not None:
            fields["augmentation"] = _without(fields["augmentation"], LATER_IN_AUGMENTATION)
        return hashlib.sha256(json.dumps(fields, sort_keys=True).encode()).hexdigest()


def _without(fields: Mapping[str, Any], unset: Mapping[str, object]) -> dict[str, Any]:
    """Return `fields` without those that are as in `unset`."""
    return {name: value for name, value in fields.items() if name not in unset or value != unset[name]}
