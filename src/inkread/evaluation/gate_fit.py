"""Fits the gate between characters and images that are none, its limit set so that people's own pass.

The network is not trained again. It is shown images that are no character (outlier exposure, Hendrycks,
Mazeika & Dietterich 2019, arXiv 1812.04606) only to weigh the signals of its features; other kinds judge
the result.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from inkread.bundle import Gate, Matrix
from inkread.datasets.samples import Labels
from inkread.errors import DataError
from inkread.evaluation.feature_density import feature_density
from inkread.evaluation.observed import Observed
from inkread.recognition.feature_space import FeatureSpace
from inkread.recognition.gate import HEAD, FittedGate
from inkread.recognition.signals import NAMES, signals

KEPT = 0.95  # of the images of each set that the limit is chosen on, at least
STRENGTH = 0.1  # of the penalty's inverse: few weights, all of them small
FEATURE_SHARE = 0.5  # how far a feature counts beside a signal: there are many, and other kinds have others
MOST_STEPS = 2000

Table = npt.NDArray[np.float64]
"""Signals and features side by side, axes (n, s + d)."""


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


def fit_gate(material: GateMaterial, *, tensor: str) -> Gate:
    """Return the gate that keeps 95 % or more of each set of characters and refuses as much else as it can.

    Args:
        material: what to fit it on.
        tensor: name in the graph of the features.

    Raises:
        DataError: when more than a twentieth of a set of characters is refused before a gate is asked.
    """
    arrays = feature_density(material.features, material.labels)
    good = [table_of(one, arrays) for one in material.characters]
    bad = [table_of(one, arrays) for one in material.garbage if one.prepared]
    weights, bias = weigh(good, bad, num_signals=len(NAMES))
    arrays[HEAD] = weights[None, len(NAMES) :].astype(np.float32)
    open_gate = Gate(
        tensor=tensor,
        signals=NAMES,
        weights=tuple(weights[: len(NAMES)].tolist()),
        bias=bias,
        limit=math.inf,
        arrays=MappingProxyType({name: Matrix.of(array) for name, array in arrays.items()}),
        kept=MappingProxyType({}),
    )
    evidence = {name: _evidence(one, open_gate) for name, one in material.own.items()}
    limit = max(_limit(values, name) for name, values in evidence.items())
    kept = {name: float((values <= limit).mean()) for name, values in evidence.items()}
    return replace(open_gate, limit=limit, kept=MappingProxyType(kept))


def table_of(observed: Observed, arrays: Mapping[str, npt.NDArray[np.float32]]) -> Table:
    """Return signals and features of what was observed, side by side."""
    found = signals(observed.prepared, observed.logits, observed.features, FeatureSpace(arrays))
    return np.column_stack([found, observed.features])


def weigh(good: Sequence[Table], bad: Sequence[Table], *, num_signals: int) -> tuple[Table, float]:
    """Return a weight for each column, axes (s + d,), and the bias, by logistic regression.

    Every group weighs the same within its side. Columns are brought to one spread, those of features to a
    smaller one, so that the penalty holds them back more.

    Args:
        good: tables of characters.
        bad: tables of images of each kind that is no character.
        num_signals: how many of the columns, the first, are signals; the others are features.
    """
    from sklearn.linear_model import LogisticRegression

    table = np.concatenate([*good, *bad])
    truth = np.repeat([0, 1], [sum(map(len, good)), sum(map(len, bad))])
    shares = np.concatenate(
        [np.full(len(one), 0.5 / (len(group) * len(one))) for group in (good, bad) for one in group]
    )
    centre, scale = table.mean(axis=0), np.maximum(table.std(axis=0), 1e-9)
    scale[num_signals:] /= FEATURE_SHARE
    model = LogisticRegression(C=STRENGTH, max_iter=MOST_STEPS)
    model.fit((table - centre) / scale, truth, sample_weight=shares * len(table))
    weights = model.coef_[0] / scale
    return weights, float(model.intercept_[0] - weights @ centre)


def _evidence(observed: Observed, gate: Gate) -> npt.NDArray[np.float64]:
    """Return the evidence against each image, axes (num,); infinite where it is refused in any case."""
    fitted = FittedGate(gate, name="the new gate")
    found = fitted.evidence(observed.prepared, observed.logits, observed.features)
    return np.concatenate([found, np.full(observed.num_refused, np.inf)])


def _limit(evidence: npt.NDArray[np.float64], name: str) -> float:
    """Return the least limit at which `KEPT` of a set pass."""
    limit = float(np.quantile(evidence, KEPT, method="higher"))
    if not np.isfinite(limit):
        raise DataError(
            f"{name}: expected {KEPT:.0%} of the images to hold one character, got fewer; name another set"
        )
    return limit
