"""Sections on what networks answered that had not seen the images: confusions and calibration."""

import numpy as np
import numpy.typing as npt

from inkread.evaluation.crossval import Crossval, counts_of, cross_calibrated
from inkread.evaluation.metrics import NUM_BINS, hits
from inkread.evaluation.out_of_fold import OutOfFold
from inkread.reporting.figures import Curve, bars, confusion, curves
from inkread.reporting.page import Paragraph, Section, Table
from inkread.reporting.percent import percent
from inkread.reporting.style import Words

Floats = npt.NDArray[np.float64]


def confusions(summary: Crossval, predictions: OutOfFold) -> Section:
    """Return the confusion matrix, the commonest confusions, and each class's recall."""
    commonest = "; ".join(f"{c.true} read as {c.read} {c.count} times" for c in summary.confusions[:3])
    caption = (
        "What was written (rows) and what was read (columns), each image by a network new to it. The stronger"
        " the colour, the larger the share of its row."
    )
    words = Words(caption, f"Confusion matrix. Commonest: {commonest or 'none'}.", "read", "written")
    pairs = Table(
        ("written", "read", "times", "of its class", "of all errors"),
        tuple(
            (c.true, c.read, c.count, percent(c.share), percent(c.share_of_errors))
            for c in summary.confusions
        ),
        "The commonest confusions.",
    )
    worst = min(zip(summary.recalls, summary.graphemes, strict=True))
    missed_words = Words(
        f"Share misread of each class; {worst[1]} is hardest, with {percent(1 - worst[0])}.",
        f"Share misread by class, mean {percent(1 - summary.macro_recall)}, most {percent(1 - worst[0])} for"
        f" {worst[1]}.",
        "class",
        "misread, %",
    )
    missed = bars(summary.graphemes, 100 * (1 - np.array(summary.recalls)), missed_words)
    matrix = confusion(counts_of(predictions), summary.graphemes, words)
    return Section("Confusions, out of fold", (matrix, pairs, missed))


def calibration(summary: Crossval, predictions: OutOfFold) -> Section:
    """Return how confidence and accuracy agree, before and after the temperature of the other folds."""
    before = _reliability("as it comes", predictions.probabilities(), predictions)
    after = _reliability("calibrated", cross_calibrated(predictions), predictions)
    ideal = Curve("ideal", np.array([0.0, 1.0]), np.array([0.0, 1.0]))
    figures = f"error {percent(summary.ece)} as it comes, {percent(summary.ece_calibrated)} calibrated"
    caption = f"Accuracy of the answers of one confidence, in {NUM_BINS} bins: {figures}."
    drawn = curves(
        [before, after, ideal], Words(caption, f"Reliability diagram: {figures}.", "confidence", "accuracy")
    )
    text = (
        f"A temperature of {summary.temperature:.2f} fits all out-of-fold logits. Each fold is judged at the"
        " temperature of the others, as one that is judged on what it was fitted on looks better than it is."
    )
    return Section("Calibration", (drawn, Paragraph(text)))


def _reliability(name: str, table: Floats, predictions: OutOfFold) -> Curve:
    """Return mean accuracy over mean confidence of each bin that holds answers."""
    confidence = table.max(axis=1)
    right = hits(table, predictions.labels)
    bins = np.minimum((confidence * NUM_BINS).astype(np.int64), NUM_BINS - 1)
    held = np.flatnonzero(np.bincount(bins, minlength=NUM_BINS))
    x = np.array([confidence[bins == place].mean() for place in held])
    return Curve(name, x, np.array([right[bins == place].mean() for place in held]))
