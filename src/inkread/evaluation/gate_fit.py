"""Fits the gate between characters and images that are none, its limit set so that people's own pass.

The network is not trained again. It is shown images that are no character (outlier exposure, Hendrycks,
Mazeika & Dietterich 2019, arXiv 1812.04606) only to weigh the signals of its features; other kinds judge
the result.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from inkread.bundle import Gate, Matrix
from inkread.datasets.samples import Labels
from inkread.errors import DataError
from inkread.evaluation.feature_density import feature_density
from inkread.evaluation.gate_judges import Table, bend, weigh
from inkread.evaluation.observed import Observed
from inkread.recognition.feature_space import FeatureSpace
from inkread.recognition.gate import ANSWER, HEAD, UNITS, bent, straight
from inkread.recognition.signals import NAMES, signals

KEPT = 0.95  # of the images of each set that the limit is chosen on, at least
SPARE = 0.005  # more than that, for sets that the limit was not chosen on: of USPS's digits 94.4 % passed
STRAIGHT_KEPT = 0.985  # of those, by the line alone: it is for what is far from all that it was fitted on


@dataclass(frozen=True, slots=True, eq=False)
class GateMaterial:
    """What a gate is fitted on.

    Attributes:
        characters: images of one character that the network was not trained on, as people's images show them.
        features: of characters with known labels, axes (n, d), for their density.
        labels: of these, axes (n,).
        garbage: images of each kind that is no character.
        own: by name, sets of characters that the limit is chosen on.
    """

    characters: Sequence[Observed]
    features: npt.NDArray[np.float32]
    labels: Labels
    garbage: Sequence[Observed]
    own: Mapping[str, Observed]


def fit_gate(material: GateMaterial, *, tensor: str, seed: int) -> Gate:
    """Return the gate that keeps 95 % or more of each set of characters and refuses as much else as it can.

    Args:
        material: what to fit it on.
        tensor: name in the graph of the features.
        seed: of the small network's first weights and of its order.

    Raises:
        DataError: when more than a twentieth of a set of characters is refused before a gate is asked.
    """
    _check_single(material.own)
    arrays = feature_density(material.features, material.labels)
    good = [table_of(one, arrays) for one in material.characters]
    bad = [table_of(one, arrays) for one in material.garbage if one.prepared]
    own = {name: table_of(one, arrays) for name, one in material.own.items()}
    weights, bias = weigh(good, bad, num_signals=len(NAMES))
    weights[len(NAMES) :] = weights[len(NAMES) :].astype(np.float32)  # as they are kept
    units, answer = bend(good, bad, num_signals=len(NAMES), seed=seed)
    bias -= max(float(np.quantile(straight(one, weights, bias), STRAIGHT_KEPT)) for one in own.values())
    answer[0, -1] -= max(float(np.quantile(bent(one, units, answer), KEPT)) for one in own.values())
    evidence = {
        name: np.maximum(straight(one, weights, bias), bent(one, units, answer)) for name, one in own.items()
    }
    limit = max(_limit(found, material.own[name]) for name, found in evidence.items())
    kept = {name: float((found <= limit).sum() / material.own[name].num) for name, found in evidence.items()}
    arrays |= {HEAD: weights[None, len(NAMES) :].astype(np.float32), UNITS: units, ANSWER: answer}
    return Gate(
        tensor=tensor,
        signals=NAMES,
        weights=tuple(weights[: len(NAMES)].tolist()),
        bias=bias,
        limit=limit,
        arrays=MappingProxyType({name: Matrix.of(array) for name, array in arrays.items()}),
        kept=MappingProxyType(kept),
    )


def table_of(observed: Observed, arrays: Mapping[str, npt.NDArray[np.float32]]) -> Table:
    """Return signals and features of what was observed, side by side."""
    found = signals(observed.prepared, observed.logits, observed.features, FeatureSpace(arrays))
    return np.column_stack([found, observed.features])


def _check_single(own: Mapping[str, Observed]) -> None:
    """Refuse sets of which more than may be lost is refused before a gate is asked."""
    for name, one in own.items():
        if one.num_refused > (1 - KEPT - SPARE) * (one.num - 1):
            raise DataError(
                f"{name}: expected {KEPT:.0%} of the images to hold one character, got fewer;"
                " name another set"
            )


def _limit(evidence: npt.NDArray[np.float64], own: Observed) -> float:
    """Return the least limit at which `KEPT` of a set pass, with some to spare."""
    whole = np.append(evidence, np.full(own.num_refused, np.inf))
    return float(np.quantile(whole, KEPT + SPARE, method="higher"))
