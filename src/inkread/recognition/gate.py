"""The gate of a bundle: refuses what is no single character by signals that softmax does not show."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from inkread.bundle import Bundle, Gate
from inkread.errors import BundleError
from inkread.preprocess.contract import Preprocessed
from inkread.recognition.feature_space import FeatureSpace
from inkread.recognition.signals import NAMES, signals

HEAD = "head"
"""The array, axes (1, d), that weighs the features themselves."""


class FittedGate:
    """Weighs the signals of a glyph as a bundle's record says.

    Args:
        gate: the record.
        name: the bundle's name, for messages.

    Raises:
        BundleError: when the record was made for other signals.
    """

    def __init__(self, gate: Gate, *, name: str) -> None:
        """Unpack the record's numbers once."""
        if gate.signals != NAMES:
            raise BundleError(
                f"{name}: expected a gate of the signals {', '.join(NAMES)}, got {', '.join(gate.signals)};"
                " calibrate the bundle again with this version"
            )
        self.tensor = gate.tensor
        self._weights = np.array(gate.weights)
        self._bias, self._limit = gate.bias, gate.limit
        arrays = {key: matrix.array() for key, matrix in gate.arrays.items()}
        self._space, self._head = FeatureSpace(arrays), arrays[HEAD][0]

    def evidence(
        self,
        prepared: Sequence[Preprocessed],
        logits: npt.NDArray[np.float32],
        features: npt.NDArray[np.float32],
    ) -> npt.NDArray[np.float64]:
        """Return how much speaks against one character, axes (n,); arguments as `signals` takes them."""
        found = signals(prepared, logits, features, self._space)
        return np.asarray(found @ self._weights + features @ self._head + self._bias)

    def refuses(
        self,
        prepared: Sequence[Preprocessed],
        logits: npt.NDArray[np.float32],
        features: npt.NDArray[np.float32],
    ) -> list[bool]:
        """Return whether each glyph is refused; arguments as `signals` takes them."""
        return [bool(value) for value in self.evidence(prepared, logits, features) > self._limit]


def gate_of(bundle: Bundle) -> FittedGate | None:
    """Return the gate of a bundle, or None where it has none.

    Raises:
        BundleError: when it was made for other signals than this version has.
    """
    held = bundle.doubt and bundle.doubt.gate
    return FittedGate(held, name=bundle.name) if held else None
