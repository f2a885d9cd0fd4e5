"""Where the features of characters lie: a centre for each class, one spread for all, and what lies beyond."""

import numpy as np
import numpy.typing as npt

from inkread.datasets.samples import Labels

Features = npt.NDArray[np.float32]
"""What the last layer makes the logits from, axes (n, d)."""

MOST_DIRECTIONS = (
    48  # in which classes differ most; more add noise, not knowledge, with some hundred images a class
)
MOST_BASIS = 96  # directions that characters take; the residual is what they leave
SHRINK = (
    0.05  # of the mean variance, added to each direction's: few images make some look narrower than they are
)


def feature_density(features: Features, labels: Labels) -> dict[str, npt.NDArray[np.float32]]:
    """Return the arrays that `inkread.recognition.signals.signals` takes.

    Directions are those of linear discriminant analysis (Fisher 1936; Rao 1948): along them classes differ
    most, measured by their common spread, which is 1 along each.

    Args:
        features: axes (n, d), of characters that the network was not trained on.
        labels: axes (n,).
    """
    from scipy.linalg import eigh  # type: ignore[import-untyped]

    wide = features.astype(np.float64)
    mean = wide.mean(axis=0)
    present = np.unique(labels)
    centres = np.stack([wide[labels == label].mean(axis=0) for label in present])
    places = np.searchsorted(present, labels)
    within = np.cov(wide - centres[places], rowvar=False)
    total = np.cov(wide, rowvar=False)
    ridge = SHRINK * np.trace(within) / len(within) * np.eye(len(within))
    variances, directions = eigh(total, within + ridge)
    num = min(MOST_DIRECTIONS, len(mean), max(1, len(present) - 1))
    directions, variances = directions[:, ::-1][:, :num], variances[::-1][:num]
    basis = np.linalg.eigh(total)[1][:, ::-1][:, : min(MOST_BASIS, max(1, len(mean) * 2 // 3))]
    arrays = {
        "mean": mean[None],
        "directions": directions,
        "centres": (centres - mean) @ directions,
        "spread": variances[None],
        "basis": basis,
    }
    return {name: array.astype(np.float32) for name, array in arrays.items()}
