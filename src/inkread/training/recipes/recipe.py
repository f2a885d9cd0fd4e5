"""A recipe: all that decides the weights of a network, but for the data and the seed."""

import dataclasses
import hashlib
import json
import re
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from inkread.errors import ConfigError
from inkread.training.recipes.augmentation import Augmentation
from inkread.training.recipes.bounds import Bounds, check_bounds
from inkread.training.recipes.network import Network

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")  # it becomes part of a folder's name
KERAS_FILE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*\.(h5|keras)")


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
        optimiser: `adam`, `adadelta`, or `sgd` with Nesterov's momentum.
        weight_decay: taken off the weights apart from the gradient; with Adam it makes AdamW.
        labels: `integers`, or `one-hot` vectors and the categorical cross entropy of countless tutorials.
        stop_at_accuracy: the training accuracy of an epoch after which no other begins, or None.
        augmentation: how far writing may stray, or None for the images as they are.
        balance: 0 draws classes as often as they occur, 1 all alike; 0.5 lies between.
        samples_per_epoch: images drawn an epoch, or None for each image once.
        even_priors: whether the answers take digits, capitals and lower-case letters for equally likely.
        keras_file: one more file that the trained network is saved to, or None.

    Raises:
        ConfigError: when a number is outside its range.
    """

    name: str
    summary: str
    network: Network
    epochs: Annotated[int, Bounds(1)]
    batch_size: Annotated[int, Bounds(1)] = 128
    learning_rate: Annotated[float, Bounds(0, 1, above=True)] = 1e-3
    schedule: Literal["constant", "one-cycle"] = "constant"
    optimiser: Literal["adam", "adadelta", "sgd"] = "adam"
    weight_decay: Annotated[float, Bounds(0, 1, below=True)] = 0.0
    labels: Literal["integers", "one-hot"] = "integers"
    stop_at_accuracy: Annotated[float | None, Bounds(0, 1, above=True)] = None
    augmentation: Augmentation | None = None
    balance: Annotated[float, Bounds(0, 1)] = 0.0
    samples_per_epoch: Annotated[int | None, Bounds(1)] = None
    even_priors: bool = False
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

    def to_dict(self) -> dict[str, Any]:
        """Return the recipe as JSON-ready values."""
        return dataclasses.asdict(self)

    def digest(self) -> str:
        """Return a digest of everything that decides the weights; summary and file names do not."""
        fields = self.to_dict() | {"summary": "", "keras_file": None}
        return hashlib.sha256(json.dumps(fields, sort_keys=True).encode()).hexdigest()
