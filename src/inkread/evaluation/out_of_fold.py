"""Out-of-fold predictions: what each image looked like to the network that had not seen it.

Cross-validation makes them once; confusions, calibration, label errors and conformal thresholds are all
read off them without training again.
"""

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from inkread import atomic
from inkread.charset import Charset
from inkread.datasets.samples import Labels
from inkread.errors import DataError
from inkread.evaluation.metrics import Probabilities, hits
from inkread.recognition.probabilities import Projection

FORMAT = 1
ARRAYS = ("labels", "logits", "fold", "rows")
NO_FOLD = -1  # of a row that no network predicted, as an image that no bootstrap draw left out


@dataclass(frozen=True, slots=True, eq=False)
class OutOfFold:
    """Logits of every image from a network that was not trained on it.

    Attributes:
        labels: axes (n,), int64, places in `charset`.
        logits: axes (n, c), float32, before softmax; zeros where `fold` is -1.
        fold: axes (n,), int64, the fold that held the image out, from 0; -1 where none did.
        rows: axes (n,), int64, the image's row in what `source` opens.
        charset: what the columns stand for.
        source: what `--data` named, `SOURCE` or `SOURCE:SPLIT`.
        recipe: the recipe's name.
        folds: how many there were.
        seed: that the folds were drawn with.
        digests: of what decides the numbers, such as the recipe and the data, by name.

    Raises:
        DataError: when the arrays do not belong together.
    """

    labels: Labels
    logits: npt.NDArray[np.float32]
    fold: npt.NDArray[np.int64]
    rows: npt.NDArray[np.int64]
    charset: Charset
    source: str
    recipe: str
    folds: int
    seed: int
    digests: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse arrays of different lengths, and labels and folds that there are none of."""
        n = len(self.labels)
        if self.logits.shape != (n, len(self.charset)) or len(self.fold) != n or len(self.rows) != n:
            raise DataError(
                f"{self.source}: expected {n} logits of {len(self.charset)} classes, folds and rows, got"
                f" {self.logits.shape}, {len(self.fold)} and {len(self.rows)}; cross-validate again"
            )
        if n and not 0 <= self.labels.min() <= self.labels.max() < len(self.charset):
            raise DataError(
                f"{self.source}: expected labels from 0 to {len(self.charset) - 1}, got"
                f" {self.labels.min()} to {self.labels.max()}; cross-validate again"
            )
        if n and not NO_FOLD <= self.fold.min() <= self.fold.max() < self.folds:
            raise DataError(
                f"{self.source}: expected folds from {NO_FOLD} to {self.folds - 1}, got"
                f" {self.fold.min()} to {self.fold.max()}; cross-validate again"
            )

    def __len__(self) -> int:
        """Return the number of images, predicted or not."""
        return len(self.labels)

    @property
    def predicted(self) -> npt.NDArray[np.bool_]:
        """Whether each image was predicted, axes (n,)."""
        held: npt.NDArray[np.bool_] = self.fold != NO_FOLD
        return held

    @property
    def complete(self) -> bool:
        """Whether every image was predicted, and there is one."""
        return bool(len(self) and self.predicted.all())

    def probabilities(self, temperature: float = 1.0) -> Probabilities:
        """Return softmax(logits / temperature), axes (n, c); zeros where an image was not predicted."""
        if not len(self):
            return np.zeros((0, len(self.charset)))
        table = Projection(self.charset, None, temperature=temperature)(self.logits)
        table[~self.predicted] = 0.0
        return table

    def accuracy(self) -> float:
        """Return the share of the predicted images that were read right.

        Raises:
            DataError: when none was predicted.
        """
        held = self.predicted
        if not held.any():
            raise DataError(f"{self.source}: expected predictions, got none; cross-validate first")
        return float(hits(self.probabilities()[held], self.labels[held]).mean())

    def save(self, path: Path) -> None:
        """Write the arrays to `path`, such as `oof.npz`, and the rest to the `.json` beside it.

        The JSON comes last and holds a digest of the arrays: a kill between the two is found out on loading.
        """
        buffer = io.BytesIO()
        arrays = {name: getattr(self, name) for name in ARRAYS}
        np.savez_compressed(buffer, **arrays)
        atomic.write_bytes(path, buffer.getvalue())
        record = {
            "format": FORMAT,
            "charset": list(self.charset.graphemes),
            "source": self.source,
            "recipe": self.recipe,
            "folds": self.folds,
            "seed": self.seed,
            "n": len(self),
            "digests": {**self.digests, "arrays": _digest(arrays)},
        }
        text = json.dumps(record, ensure_ascii=False, indent=2) + "\n"
        atomic.write_text(path.with_suffix(".json"), text)


def load_out_of_fold(path: Path) -> OutOfFold:
    """Return the predictions that `OutOfFold.save` wrote to `path`.

    Raises:
        DataError: when a file is missing or damaged, or the two do not belong together.
    """
    arrays: dict[str, Any] = _read_arrays(path)
    beside = path.with_suffix(".json")
    try:
        record = json.loads(beside.read_text(encoding="utf-8"))
        if record["format"] != FORMAT:
            raise DataError(
                f"{beside}: expected format {FORMAT}, got {record['format']!r}; cross-validate again"
            )
        digests = dict(record["digests"])
        if digests.pop("arrays") != _digest(arrays):
            raise DataError(f"{beside}: expected the record of {path.name}, got another's; resume the run")
        charset = Charset(tuple(record["charset"]))
        facts: dict[str, Any] = {name: record[name] for name in ("source", "recipe", "folds", "seed")}
    except (OSError, UnicodeDecodeError, ValueError, KeyError, TypeError) as error:
        raise DataError(
            f"{beside}: expected the record of {path.name}, got no such file ({error}); cross-validate again"
        ) from error
    return OutOfFold(**arrays, charset=charset, **facts, digests=digests)


def _read_arrays(path: Path) -> dict[str, npt.NDArray[Any]]:
    """Return the arrays of the `.npz`, by name, checked for their types."""
    types = dict(zip(ARRAYS, (np.int64, np.float32, np.int64, np.int64), strict=True))
    try:
        # Read whole first: NumPy leaves a damaged file open.
        with np.load(io.BytesIO(path.read_bytes()), allow_pickle=False) as opened:
            arrays = {name: opened[name] for name in ARRAYS}
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
        raise DataError(
            f"{path}: expected out-of-fold predictions, got no such file ({error}); run inkread crossval"
        ) from error
    wrong = [name for name, dtype in types.items() if arrays[name].dtype != dtype]
    if wrong:
        raise DataError(
            f"{path}: expected {wrong[0]} of {np.dtype(types[wrong[0]]).name}, got"
            f" {arrays[wrong[0]].dtype}; cross-validate again"
        )
    return arrays


def _digest(arrays: Mapping[str, npt.NDArray[np.generic]]) -> str:
    """Return a digest of the arrays in their fixed order."""
    total = hashlib.sha256()
    for name in ARRAYS:
        total.update(np.ascontiguousarray(arrays[name]).tobytes())
    return total.hexdigest()
