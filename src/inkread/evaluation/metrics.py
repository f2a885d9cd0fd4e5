"""Figures of one table of probabilities: accuracy, top-k, recall, confusions, calibration.

Definitions are scikit-learn's where it has them. A row of zeros stands for an image that was not answered
(a blank): it is wrong at every k and has confidence 0.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from inkread.charset import Charset
from inkread.datasets.samples import Labels

NUM_BINS = 15  # of the calibration error (Guo et al. 2017, section 5)
UNANSWERED = -1  # prediction for an image without an answer

Probabilities = npt.NDArray[np.float64]
"""Axes (n, c), one column a label; each row sums to 1, or to 0 where the image was not answered."""


@dataclass(frozen=True, slots=True)
class Confusion:
    """One grapheme taken for another.

    Attributes:
        true: what was written.
        read: what was read.
        count: how often.
        share: of all samples of `true`, 0 to 1.
        share_of_errors: of all wrong answers, 0 to 1; of EMNIST's letters I and L alone make some 40 %.
    """

    true: str
    read: str
    count: int
    share: float
    share_of_errors: float


def accuracy(probabilities: Probabilities, labels: Labels) -> float:
    """Return the share of samples whose most probable label is the true one."""
    return top_k_accuracy(probabilities, labels, k=1)


def top_k_accuracy(probabilities: Probabilities, labels: Labels, *, k: int) -> float:
    """Return the share of samples whose true label is among the `k` most probable.

    Of equal probabilities the lower label counts as the more probable, as a reader orders them.
    """
    return float(hits(probabilities, labels, k=k).mean())


def hits(probabilities: Probabilities, labels: Labels, *, k: int = 1) -> npt.NDArray[np.bool_]:
    """Return whether each sample's true label is among its `k` most probable, axes (n,)."""
    rows = np.arange(len(labels))
    own = probabilities[rows, labels][:, None]
    before = np.arange(probabilities.shape[1]) < labels[:, None]
    rank = ((probabilities > own) | ((probabilities == own) & before)).sum(axis=1)
    found: npt.NDArray[np.bool_] = (rank < k) & (own[:, 0] > 0.0)
    return found


def predictions(probabilities: Probabilities) -> Labels:
    """Return each sample's most probable label, axes (n,), -1 where it was not answered."""
    best: Labels = np.where(probabilities.any(axis=1), probabilities.argmax(axis=1), UNANSWERED)
    return best


def recalls(probabilities: Probabilities, labels: Labels) -> npt.NDArray[np.float64]:
    """Return the share of each class's samples that were read right, axes (c,); NaN where there are none."""
    num_classes = probabilities.shape[1]
    right = np.bincount(labels[hits(probabilities, labels)], minlength=num_classes)
    held = np.bincount(labels, minlength=num_classes)
    return np.where(held > 0, right / np.maximum(held, 1), np.nan)


def macro_recall(probabilities: Probabilities, labels: Labels) -> float:
    """Return the mean recall of the classes that have samples: every class weighs the same."""
    return float(np.nanmean(recalls(probabilities, labels)))


def confusion_matrix(probabilities: Probabilities, labels: Labels) -> npt.NDArray[np.int64]:
    """Return counts, axes (c true, c predicted); samples without an answer are left out."""
    from sklearn.metrics import confusion_matrix as count

    predicted = predictions(probabilities)
    answered = predicted != UNANSWERED
    num_classes = probabilities.shape[1]
    if not answered.any():
        return np.zeros((num_classes, num_classes), np.int64)
    counts = count(labels[answered], predicted[answered], labels=np.arange(num_classes))
    return np.asarray(counts, np.int64)


def confusion_pairs(
    probabilities: Probabilities, labels: Labels, charset: Charset, *, most: int = 10
) -> tuple[Confusion, ...]:
    """Return the commonest confusions, most frequent first, ties in the charset's order."""
    matrix = confusion_matrix(probabilities, labels)
    held = np.bincount(labels, minlength=len(charset))
    np.fill_diagonal(matrix, 0)
    num_errors = int(matrix.sum())
    order = np.argsort(-matrix, axis=None, kind="stable")[:most]
    found = [(*divmod(int(place), len(charset)), int(matrix.flat[place])) for place in order]
    return tuple(
        Confusion(
            charset.decode(true), charset.decode(read), count, float(count / held[true]), count / num_errors
        )
        for true, read, count in found
        if count
    )


def expected_calibration_error(
    probabilities: Probabilities, labels: Labels, *, num_bins: int = NUM_BINS
) -> float:
    """Return how far confidence lies from accuracy, 0 to 1: the mean |accuracy - confidence| over bins.

    Bins of equal width, open below and closed above, weighted by their samples (Guo et al. 2017, arXiv
    1706.04599, equation 3).
    """
    confidence = probabilities.max(axis=1)
    right = hits(probabilities, labels).astype(np.float64)
    edges = np.linspace(0.0, 1.0, num_bins + 1)[1:-1]
    bins = np.searchsorted(edges, confidence, side="left")
    gaps = np.bincount(bins, weights=right - confidence, minlength=num_bins)
    return float(np.abs(gaps).sum() / len(labels))


def negative_log_likelihood(probabilities: Probabilities, labels: Labels) -> float:
    """Return the mean of -ln(probability of the true label), in nats.

    Probabilities are clipped to 2.2e-16 (as scikit-learn's log loss does), so that one sure error does not
    make the mean infinite.
    """
    own = probabilities[np.arange(len(labels)), labels]
    return float(-np.log(np.maximum(own, np.finfo(np.float64).eps)).mean())
