"""The two judges of a gate: a straight line through signals and features, and a small network over them.

The network refuses more: images of several characters and photographs differ from characters in what signals
say together. The line is for what is unlike anything that either was fitted on. Of kinds left out of the
fitting in turn a network of 32 units refused 95.1 %, the line 93.4 %; but of smileys, before there were
doodles and creased paper to fit on, 14 % and 100 %.
"""

import warnings
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Table = npt.NDArray[np.float64]
"""Signals and features side by side, axes (n, s + d)."""

STRENGTH = 0.1  # of the line's penalty's inverse: few weights, all of them small
FEATURE_SHARE = 0.5  # how far a feature counts beside a signal: there are many, and other kinds have others
MOST_STEPS = 2000
NUM_UNITS = 64
PENALTY = 0.3  # on the network's squared weights
PASSES, BATCH, RATE = 20, 512, 3e-3


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

    table, truth, shares = _joined(good, bad)
    centre, scale = _spread(table, num_signals)
    model = LogisticRegression(C=STRENGTH, max_iter=MOST_STEPS)
    model.fit((table - centre) / scale, truth, sample_weight=shares)
    weights = model.coef_[0] / scale
    return weights, float(model.intercept_[0] - weights @ centre)


def bend(
    good: Sequence[Table], bad: Sequence[Table], *, num_signals: int, seed: int
) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
    """Return a network of one layer of rectified units; arguments as `weigh` takes them.

    Returns:
        The units' weights, axes (s + d + 1, units), the last row their biases; and the weights of their
        answer, axes (1, units + 1), the last its bias.
    """
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.neural_network import MLPClassifier

    table, truth, shares = _joined(good, bad)
    centre, scale = _spread(table, num_signals)
    model = MLPClassifier(
        (NUM_UNITS,),
        alpha=PENALTY,
        batch_size=min(BATCH, len(table)),
        learning_rate_init=RATE,
        max_iter=PASSES,
        random_state=seed,
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # it is stopped on purpose
        model.fit((table - centre) / scale, truth, sample_weight=shares)
    (first, last), (first_bias, last_bias) = model.coefs_, model.intercepts_
    weights = first / scale[:, None]
    units = np.vstack([weights, first_bias - centre @ weights])
    return units.astype(np.float32), np.append(last[:, 0], last_bias)[None].astype(np.float32)


def _joined(
    good: Sequence[Table], bad: Sequence[Table]
) -> tuple[Table, npt.NDArray[np.int64], npt.NDArray[np.float64]]:
    """Return all rows, 1 where a row is no character, and what each weighs, on average 1."""
    table = np.concatenate([*good, *bad])
    truth = np.repeat([0, 1], [sum(map(len, good)), sum(map(len, bad))])
    shares = [np.full(len(one), 0.5 / (len(group) * len(one))) for group in (good, bad) for one in group]
    return table, truth, np.concatenate(shares) * len(table)


def _spread(table: Table, num_signals: int) -> tuple[Table, Table]:
    """Return the middle of each column, and what to divide it by."""
    scale = np.maximum(table.std(axis=0), 1e-9)
    scale[num_signals:] /= FEATURE_SHARE
    return table.mean(axis=0), scale
