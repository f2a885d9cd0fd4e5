"""The gate of a bundle: refuses what is no single character by signals that softmax does not show."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from inkread.bundle import Bundle, Gate
from inkread.errors import BundleError
from inkread.preprocess.contract import Preprocessed
from inkread.recognition.feature_space import FeatureSpace
from inkread.recognition.signals import NAMES, signals

HEAD, UNITS, ANSWER = "head", "units", "answer"
"""Arrays of a gate: what weighs the features themselves, axes (1, d); and of its small network, where it has
one, the units' weights, axes (s + d + 1, units), and their answer's, axes (1, units + 1), biases last."""

Table = npt.NDArray[np.float64]
"""Signals and features side by side, axes (n, s + d)."""


class FittedGate:
    """Weighs the signals of a glyph as a bundle's record says.

    Args:
        gate: the record.
        name: the bundle's name, for messages.

    Raises:
        BundleError: when the record was made for other signals, or its arrays do not fit together.
    """

    def __init__(self, gate: Gate, *, name: str) -> None:
        """Unpack the record's numbers once."""
        if gate.signals != NAMES:
            raise BundleError(
                f"{name}: expected a gate of the signals {', '.join(NAMES)}, got {', '.join(gate.signals)};"
                " calibrate the bundle again with this version"
            )
        self.tensor = gate.tensor
        arrays = {key: matrix.array() for key, matrix in gate.arrays.items()}
        self._space = FeatureSpace(arrays)
        self._weights = np.concatenate([gate.weights, arrays[HEAD][0]])
        self._bias, self._limit = gate.bias, gate.limit
        self._network = None
        if UNITS in arrays and ANSWER in arrays:
            self._network = (arrays[UNITS].astype(np.float64), arrays[ANSWER].astype(np.float64))
            self._check_network(*self._network, name=name)

    def evidence(
        self,
        prepared: Sequence[Preprocessed],
        logits: npt.NDArray[np.float32],
        features: npt.NDArray[np.float32],
    ) -> npt.NDArray[np.float64]:
        """Return how much speaks against one character, axes (n,); arguments as `signals` takes them.

        The more of what two judges say: a line, and a small network, which gates of older bundles have not.
        """
        table = np.column_stack([signals(prepared, logits, features, self._space), features])
        found = straight(table, self._weights, self._bias)
        return found if self._network is None else np.maximum(found, bent(table, *self._network))

    def _check_network(self, units: Table, answer: Table, *, name: str) -> None:
        """Refuse a small network of another shape than the signals and features have."""
        expected = (len(self._weights) + 1, answer.shape[1] - 1)
        if units.shape != expected or len(answer) != 1:
            raise BundleError(
                f"{name}: expected a gate whose units have the shape {expected}, got {units.shape};"
                " calibrate the bundle again"
            )

    def refuses(
        self,
        prepared: Sequence[Preprocessed],
        logits: npt.NDArray[np.float32],
        features: npt.NDArray[np.float32],
    ) -> list[bool]:
        """Return whether each glyph is refused; arguments as `signals` takes them."""
        return [bool(value) for value in self.evidence(prepared, logits, features) > self._limit]


def straight(table: Table, weights: Table, bias: float) -> Table:
    """Return the evidence by a line, axes (n,); a weight for each column of the table, axes (s + d,)."""
    return np.asarray(table @ weights + bias)


def bent(table: Table, units: npt.NDArray[np.floating], answer: npt.NDArray[np.floating]) -> Table:
    """Return the evidence by a small network, axes (n,); see `UNITS` and `ANSWER`."""
    active = np.maximum(table @ units[:-1] + units[-1], 0.0)
    return np.asarray(active @ answer[0, :-1] + answer[0, -1], np.float64)


def gate_of(bundle: Bundle) -> FittedGate | None:
    """Return the gate of a bundle, or None where it has none.

    Raises:
        BundleError: when it was made for other signals than this version has.
    """
    held = bundle.doubt and bundle.doubt.gate
    return FittedGate(held, name=bundle.name) if held else None
