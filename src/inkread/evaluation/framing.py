"""The framing-shortcut check: can the source of an image be told from its frame alone?

Where digits come from one source and letters from another, a network may tell 0 from O by how the two
were cropped or blurred. So a small classifier that sees no shape at all (bounding box, centre of mass and
grey histogram, nothing else) is asked which of two sources an image came from. After the preprocessing
contract it must not know: area under the ROC curve (AUC) below 0.6, where 0.5 is a coin.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from inkread.datasets.samples import Labels
from inkread.errors import DataError

AUC_LIMIT = 0.6  # DESIGN: after the contract the source must not be told better than this
NUM_FOLDS = 5
NUM_BINS = 16  # of the grey histogram
MOST_PER_CLASS = 600  # images of a class and source; more sharpens the AUC little and takes minutes
LEAST_PER_SOURCE = 10 * NUM_FOLDS  # fewer leave folds of a handful, whose AUC is noise

Glyphs = npt.NDArray[np.uint8]
"""Glyphs, axes (n, height, width), uint8, white ink on black."""

Features = npt.NDArray[np.float64]
"""Framing features, axes (n, 22): see FEATURE_NAMES."""

FEATURE_NAMES = (
    *("box top", "box left", "box height", "box width", "mass row", "mass column"),
    *(f"grey {i * 256 // NUM_BINS}-{(i + 1) * 256 // NUM_BINS - 1}" for i in range(NUM_BINS)),
)
GROUPS = {"box": slice(0, 4), "centre of mass": slice(4, 6), "grey histogram": slice(6, 6 + NUM_BINS)}


@dataclass(frozen=True, slots=True)
class FramingReport:
    """How well the source of an image is told from its frame.

    Attributes:
        auc: out-of-fold AUC of gradient boosting on all features; 0.5 is a coin, 1 is certainty.
        linear_auc: the same of logistic regression.
        group_aucs: the same of gradient boosting on one group of features alone.
        telling: the five single features that tell most, with their own AUC (0.5 to 1), best first.
        num_images: images compared, both sources together; as many of each class from either.
    """

    auc: float
    linear_auc: float
    group_aucs: dict[str, float]
    telling: tuple[tuple[str, float], ...]
    num_images: int

    @property
    def passed(self) -> bool:
        """Whether neither classifier tells the sources apart by more than the limit."""
        return max(self.auc, self.linear_auc) < AUC_LIMIT

    def to_dict(self) -> dict[str, Any]:
        """Return the report as JSON-ready values."""
        return {
            "auc": self.auc,
            "linear_auc": self.linear_auc,
            "group_aucs": dict(self.group_aucs),
            "telling": [{"feature": name, "auc": auc} for name, auc in self.telling],
            "num_images": self.num_images,
            "limit": AUC_LIMIT,
            "passed": self.passed,
        }


def framing_auc(
    images_a: Glyphs, images_b: Glyphs, labels_a: Labels, labels_b: Labels, *, seed: int
) -> FramingReport:
    """Return how well the source of a glyph is told from its frame, classes balanced.

    Args:
        images_a: glyphs of one source, axes (n, height, width), uint8, white ink on black.
        images_b: glyphs of the other source, of the same height and width.
        labels_a: axes (n,), the class of each, in the same charset for both sources.
        labels_b: likewise.
        seed: for the choice of images and of folds.

    Raises:
        DataError: when the sources share too few images of the same classes.
    """
    rows_a, rows_b = _balanced_rows(labels_a, labels_b, np.random.default_rng(seed))
    features = np.concatenate([framing_features(images_a[rows_a]), framing_features(images_b[rows_b])])
    source = np.repeat([0, 1], [len(rows_a), len(rows_b)])
    classes = np.concatenate([labels_a[rows_a], labels_b[rows_b]])
    folds = _folds(source, classes, seed)

    def boosted(columns: slice) -> float:
        return _out_of_fold_auc(_boosting(seed), features[:, columns], source, folds)

    return FramingReport(
        auc=boosted(slice(None)),
        linear_auc=_out_of_fold_auc(_logistic(), features, source, folds),
        group_aucs={name: boosted(columns) for name, columns in GROUPS.items()},
        telling=_single_aucs(features, source)[:5],
        num_images=len(source),
    )


def framing_features(glyphs: Glyphs) -> Features:
    """Return box, centre of mass and grey histogram of each glyph, axes (n, 22); no shape in it.

    The box is of the pixels above 0, in pixels; the histogram is in shares of all pixels.
    """
    num, height, width = glyphs.shape
    inked: npt.NDArray[np.bool_] = glyphs > 0
    rows, columns = np.asarray(inked.any(axis=2)), np.asarray(inked.any(axis=1))
    top, left = rows.argmax(axis=1), columns.argmax(axis=1)
    bottom, right = height - rows[:, ::-1].argmax(axis=1), width - columns[:, ::-1].argmax(axis=1)
    weight = glyphs.astype(np.float64)
    mass = np.maximum(weight.sum(axis=(1, 2)), 1.0)
    row = weight.sum(axis=2) @ np.arange(height) / mass
    column = weight.sum(axis=1) @ np.arange(width) / mass
    bins = glyphs.reshape(num, -1) // (256 // NUM_BINS)
    histogram = [np.equal(bins, b).mean(axis=1) for b in range(NUM_BINS)]
    return np.stack([top, left, bottom - top, right - left, row, column, *histogram], axis=1)


def _balanced_rows(
    labels_a: Labels, labels_b: Labels, rng: np.random.Generator
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Return rows of either source with equally many of each class they share."""
    chosen_a, chosen_b = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
    for label in np.intersect1d(labels_a, labels_b):
        of_a, of_b = np.flatnonzero(labels_a == label), np.flatnonzero(labels_b == label)
        num = min(of_a.size, of_b.size, MOST_PER_CLASS)
        chosen_a.append(rng.choice(of_a, num, replace=False))
        chosen_b.append(rng.choice(of_b, num, replace=False))
    rows_a, rows_b = np.concatenate(chosen_a), np.concatenate(chosen_b)
    if len(rows_a) < LEAST_PER_SOURCE:
        raise DataError(
            f"expected at least {LEAST_PER_SOURCE} images of the same classes from either source,"
            f" got {len(rows_a)}; compare larger sets"
        )
    return rows_a, rows_b


def _folds(source: Labels, classes: Labels, seed: int) -> list[tuple[Labels, Labels]]:
    """Return (train rows, test rows) of each fold, stratified by source and class together."""
    from sklearn.model_selection import StratifiedKFold

    strata = classes * 2 + source
    _, place, counts = np.unique(strata, return_inverse=True, return_counts=True)
    # Classes too rare for one in every fold are stratified by source alone.
    strata = np.where(counts[place] >= NUM_FOLDS, strata, -1 - source)
    splitter = StratifiedKFold(NUM_FOLDS, shuffle=True, random_state=seed)
    return list(splitter.split(strata, strata))


def _boosting(seed: int) -> Any:  # noqa: ANN401 - scikit-learn ships no types
    """Return a small gradient boosting classifier."""
    from sklearn.ensemble import HistGradientBoostingClassifier

    return HistGradientBoostingClassifier(max_iter=60, max_depth=4, early_stopping=False, random_state=seed)


def _logistic() -> Any:  # noqa: ANN401 - scikit-learn ships no types
    """Return logistic regression on standardised features."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    return make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000))


def _out_of_fold_auc(
    classifier: Any,  # noqa: ANN401 - scikit-learn ships no types
    features: Features,
    source: Labels,
    folds: list[tuple[Labels, Labels]],
) -> float:
    """Return the AUC of predictions made for each image by a classifier that did not see it."""
    from sklearn.metrics import roc_auc_score
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

    predicted = np.zeros(len(source))
    # One thread: boosting on so few images spends its time waiting for the other threads.
    with threadpool_limits(limits=1):
        for train, test in folds:
            classifier.fit(features[train], source[train])
            predicted[test] = classifier.predict_proba(features[test])[:, 1]
    return float(roc_auc_score(source, predicted))


def _single_aucs(features: Features, source: Labels) -> tuple[tuple[str, float], ...]:
    """Return each feature's own AUC without any fit, whichever way it points, greatest first."""
    from sklearn.metrics import roc_auc_score

    aucs = [float(roc_auc_score(source, column)) for column in features.T]
    named = [(name, max(auc, 1.0 - auc)) for name, auc in zip(FEATURE_NAMES, aucs, strict=True)]
    return tuple(sorted(named, key=lambda pair: (-pair[1], pair[0])))
