"""Likely label errors: images whose label an unbiased network doubts more than chance and class explain.

Confident learning (Northcutt, Jiang & Chuang 2021, Journal of Artificial Intelligence Research 70:1373) by
the cleanlab library, on out-of-fold probabilities: a network that was trained on an image has learned its
wrong label by heart and sees nothing wrong with it.
"""

import warnings
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from inkread.datasets.label_patch import LabelChange, image_hash
from inkread.datasets.samples import Labels, Samples
from inkread.errors import DataError
from inkread.evaluation.metrics import Probabilities
from inkread.evaluation.out_of_fold import OutOfFold


@dataclass(frozen=True, slots=True, eq=False)
class Suspects:
    """Images in order of suspicion, the most suspicious first; every image predicted is among them.

    Attributes:
        places: axes (n,), of each suspect in the out-of-fold predictions.
        rows: axes (n,), of each suspect in the source.
        labels: axes (n,), as they are.
        suggested: axes (n,), the most probable other label.
        confidence: axes (n,), probability of the suggested label, 0 to 1.
        quality: axes (n,), how well the label is borne out, 0 to 1; ascending.
        flagged: axes (n,), whether it is taken for an error: as many as confident learning counts, the first.
    """

    places: npt.NDArray[np.int64]
    rows: npt.NDArray[np.int64]
    labels: Labels
    suggested: Labels
    confidence: npt.NDArray[np.float64]
    quality: npt.NDArray[np.float64]
    flagged: npt.NDArray[np.bool_]

    def __len__(self) -> int:
        """Return the number of images that were judged."""
        return len(self.rows)

    @property
    def num_flagged(self) -> int:
        """How many are likely errors."""
        return int(self.flagged.sum())

    def likely(self) -> "Suspects":
        """Return the flagged ones alone, in the same order."""
        return self._at(np.flatnonzero(self.flagged))

    def first(self, num: int) -> "Suspects":
        """Return the `num` most suspicious, flagged or not."""
        return self._at(np.arange(min(num, len(self))))

    def _at(self, places: npt.NDArray[np.int64]) -> "Suspects":
        """Return the suspects at these places of the order."""
        return Suspects(*(getattr(self, name)[places] for name in self.__slots__))


def find_label_errors(predictions: OutOfFold) -> Suspects:
    """Return every image predicted, by how likely its label is wrong.

    Raises:
        DataError: when nothing was predicted, or a single class was.
    """
    held = np.flatnonzero(predictions.predicted)
    labels = predictions.labels[held]
    if len(np.unique(labels)) < 2:
        raise DataError(
            f"{predictions.source}: expected out-of-fold predictions of two classes or more, got"
            f" {len(np.unique(labels))}; cross-validate a set of several classes"
        )
    table = predictions.probabilities()[held]
    quality, flagged = _judged(labels, table)
    order = np.argsort(quality, kind="stable")
    others = np.array(table)
    others[np.arange(len(labels)), labels] = -1.0
    suggested = others.argmax(axis=1)
    return Suspects(
        places=held[order],
        rows=predictions.rows[held][order],
        labels=labels[order],
        suggested=suggested[order],
        confidence=others.max(axis=1)[order],
        quality=quality[order],
        flagged=flagged[order],
    )


def proposed_changes(
    suspects: Suspects, predictions: OutOfFold, samples: Samples, *, earlier: Sequence[LabelChange] = ()
) -> tuple[LabelChange, ...]:
    """Return a change for each suspect, in order; what a person decided earlier stays decided.

    Args:
        suspects: those to propose, in order; see `Suspects.likely`.
        predictions: that they were found in.
        samples: the source that the rows are of.
        earlier: the changes of an earlier patch of the same source.

    Raises:
        DataError: when the source is not the one that was predicted, or `earlier` is of another.
    """
    check_source(predictions, samples)
    names = predictions.charset.graphemes
    decided = {change.row: change for change in earlier if change.status != "proposed"}
    for change in decided.values():
        if change.row >= len(samples) or image_hash(samples.images[change.row]) != change.image_sha256:
            raise DataError(
                f"{samples.name}, row {change.row}: expected the image of the earlier patch, got another;"
                " write to another patch file"
            )
    found = []
    for place, row in enumerate(suspects.rows.tolist()):
        label, other = names[suspects.labels[place]], names[suspects.suggested[place]]
        confidence = float(suspects.confidence[place])
        fresh = LabelChange(row, image_hash(samples.images[row]), label, other, confidence)
        found.append(decided.pop(row, fresh))
    return (*found, *decided.values())


def check_source(predictions: OutOfFold, samples: Samples) -> None:
    """Refuse samples that the predictions are not of.

    Raises:
        DataError: when a row is not there or its label is another.
    """
    rows = predictions.rows
    if len(rows) and not 0 <= rows.min() <= rows.max() < len(samples):
        raise DataError(
            f"{samples.name}: expected rows up to {rows.max()}, got {len(samples)} images; name the source"
            f" that was cross-validated, {predictions.source}"
        )
    told = np.array([_place(predictions, grapheme) for grapheme in samples.charset.graphemes], np.int64)
    found = told[samples.labels[rows]]
    wrong = np.flatnonzero(found != predictions.labels)
    if len(wrong):
        row = int(rows[wrong[0]])
        raise DataError(
            f"{samples.name}, row {row}: expected the label"
            f" {predictions.charset.decode(int(predictions.labels[wrong[0]]))!r} of the predictions, got"
            f" {samples.charset.decode(int(samples.labels[row]))!r}; name the source that was"
            f" cross-validated, {predictions.source}, with its labels unchanged"
        )


def _place(predictions: OutOfFold, grapheme: str) -> int:
    """Return a grapheme's label in the predictions' charset, or -1."""
    return predictions.charset.encode(grapheme) if predictions.charset.holds(grapheme) else -1


def _judged(labels: Labels, table: Probabilities) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.bool_]]:
    """Return the quality of each label, axes (n,), and whether it is taken for an error, axes (n,)."""
    with warnings.catch_warnings():
        # In a notebook without ipywidgets tqdm, which cleanlab imports, warns that its bars cannot be drawn.
        warnings.filterwarnings("ignore", message="IProgress not found")
        from cleanlab.filter import find_label_issues  # type: ignore[import-untyped]
        from cleanlab.rank import get_label_quality_scores  # type: ignore[import-untyped]

    # Classes without an image would be empty rows of cleanlab's joint distribution.
    present, compact = np.unique(labels, return_inverse=True)
    narrowed = table[:, present]
    narrowed = narrowed / np.maximum(narrowed.sum(axis=1, keepdims=True), np.finfo(np.float64).tiny)
    quality = get_label_quality_scores(compact, narrowed, method="normalized_margin")
    # As many as the confident joint counts, those of the lowest quality, so that they come first in order.
    # One process: started anew on Windows and macOS, each would import all that this one has.
    with warnings.catch_warnings():
        # That a class of one image cannot be judged is said by its not being flagged.
        warnings.simplefilter("ignore", UserWarning)
        flagged = find_label_issues(compact, narrowed, filter_by="low_normalized_margin", n_jobs=1)
    return np.asarray(quality, np.float64), np.asarray(flagged, np.bool_)
