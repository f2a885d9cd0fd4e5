"""How well a reader reads a set: every charset that fits it, from one pass through the network."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from inkread.charset import Charset
from inkread.datasets.samples import Labels, Samples
from inkread.errors import DataError
from inkread.evaluation.intervals import wilson_interval
from inkread.evaluation.kinds import charset_called, judged_charsets
from inkread.evaluation.metrics import (
    Confusion,
    Probabilities,
    confusion_pairs,
    expected_calibration_error,
    hits,
    macro_recall,
    top_k_accuracy,
)
from inkread.preprocess.contract import CONTRACT, preprocess
from inkread.preprocess.frame import SIDE
from inkread.recognition.probabilities import Projection
from inkread.recognition.sets import temperature_of

if TYPE_CHECKING:
    from inkread.recognition.reader import Reader

BLOCK = 512  # images between two movements of the progress bar

Glyphs = npt.NDArray[np.uint8]
"""Framed glyphs, axes (n, 28, 28), uint8, white ink on black; zeros for a blank image."""

Progress = Callable[[int, int], None]
"""Called with the images done and the images in all."""


@dataclass(frozen=True, slots=True)
class Score:
    """The figures of one set under one charset.

    Attributes:
        charset: what might come out, as `--charset` takes it.
        n: samples whose truth is in the charset; the others are not counted.
        num_right: of these, those read right; a blank is wrong.
        accuracy: num_right / n.
        interval: Wilson's 95 % interval of the accuracy.
        top_2: share of samples whose truth is among the two most probable (0 and O, 1 and l).
        macro_recall: mean over the classes of the share read right.
        ece: expected calibration error in 15 bins, 0 to 1.
        confusions: the commonest, most frequent first.
    """

    charset: str
    n: int
    num_right: int
    accuracy: float
    interval: tuple[float, float]
    top_2: float
    macro_recall: float
    ece: float
    confusions: tuple[Confusion, ...]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What one bundle reads of one set.

    Attributes:
        bundle: the bundle's name.
        set: the set's name, with its split.
        n: samples in the set.
        num_blank: samples in which preprocessing found no ink; counted as wrong.
        scores: one a charset.
    """

    bundle: str
    set: str
    n: int
    num_blank: int
    scores: tuple[Score, ...]

    def score(self, charset: str) -> Score:
        """Return the figures under `charset`.

        Raises:
            DataError: when the set was not evaluated under it.
        """
        for score in self.scores:
            if score.charset == charset:
                return score
        held = ", ".join(score.charset for score in self.scores)
        raise DataError(f"{self.set}: expected a charset among {held}, got {charset!r}; choose one of these")

    def to_dict(self) -> dict[str, Any]:
        """Return the evaluation as JSON-ready values."""
        return asdict(self)


def evaluate(
    reader: "Reader",
    samples: Samples,
    *,
    charsets: Sequence[str] | None = None,
    progress: Progress | None = None,
) -> Evaluation:
    """Return how well `reader` reads `samples`; the images are framed first as any other image is.

    Args:
        reader: what may come out of it bounds what the charsets can ask for.
        samples: images of any size and polarity with their labels.
        charsets: names or graphemes, as `--charset` takes them; None for the usual ones that fit the set, and
            the reader's own where these leave out samples that it counts.
        progress: called after each block of images framed.

    Raises:
        DataError: when no sample's truth is in a charset asked for, or the set is empty.
        CharsetError: when the reader cannot give a grapheme of a charset asked for.
    """
    glyphs = frame_all(samples, contract=reader.bundle.preprocess.contract, progress=progress)
    return evaluate_framed(reader, samples, glyphs, charsets=charsets)


def frame_all(samples: Samples, *, contract: str = CONTRACT, progress: Progress | None = None) -> Glyphs:
    """Return every image as a contract frames it: that of the bundle that is to read it, or the newest."""
    glyphs = np.zeros((len(samples), SIDE, SIDE), np.uint8)
    for row in range(len(samples)):
        glyphs[row] = preprocess(samples.images[row], contract=contract).glyph
        if progress is not None and ((row + 1) % BLOCK == 0 or row + 1 == len(samples)):
            progress(row + 1, len(samples))
    return glyphs


def evaluate_framed(
    reader: "Reader", samples: Samples, glyphs: Glyphs, *, charsets: Sequence[str] | None = None
) -> Evaluation:
    """Return how well `reader` reads samples whose glyphs were framed already; otherwise as `evaluate`."""
    if not len(samples):
        raise DataError(f"{samples.name}: expected samples, got none; was the right split named?")
    wanted = judged_charsets(reader.charset, samples) if charsets is None else charsets
    if not wanted:
        raise DataError(
            f"{samples.name}: expected characters that {reader.bundle.name} can read, got none;"
            " choose another bundle"
        )
    blank = ~np.asarray(glyphs.any(axis=(1, 2)))
    logits = _logits(reader, glyphs)
    scores: list[Score] = []
    for name in wanted:
        onto = charset_called(name, reader.charset)
        truth = labels_in(samples, onto)
        if not (truth >= 0).any():
            raise DataError(
                f"{samples.name}: expected samples of {name!r}, got none; choose another --charset"
            )
        scores.append(score_of(name, onto, *_counted(reader, onto, logits, truth, blank)))
    return Evaluation(reader.bundle.name, samples.name, len(samples), int(blank.sum()), tuple(scores))


def table_of(
    reader: "Reader", samples: Samples, glyphs: Glyphs, onto: Charset
) -> tuple[Probabilities, Labels]:
    """Return what `evaluate_framed` judges: probabilities, axes (n, len(onto)), and labels, axes (n,).

    Samples whose truth `onto` leaves out are not among them; a blank has no probability at all.
    """
    blank = ~np.asarray(glyphs.any(axis=(1, 2)))
    return _counted(reader, onto, _logits(reader, glyphs), labels_in(samples, onto), blank)


def _logits(reader: "Reader", glyphs: Glyphs) -> npt.NDArray[np.float32]:
    """Return what softmax gives the reader's probabilities back for, or those at another temperature."""
    least = np.finfo(np.float64).tiny
    return np.log(np.maximum(reader.probabilities(glyphs), least)).astype(np.float32)


def _counted(
    reader: "Reader",
    onto: Charset,
    logits: npt.NDArray[np.float32],
    truth: Labels,
    blank: npt.NDArray[np.bool_],
) -> tuple[Probabilities, Labels]:
    """Return probabilities over `onto` and labels of the samples whose truth is in it."""
    counted = np.flatnonzero(truth >= 0)
    warmth = temperature_of(reader.bundle, onto) / temperature_of(reader.bundle, reader.charset)
    table = Projection(reader.charset, onto, temperature=warmth)(logits[counted])
    table[blank[counted]] = 0.0
    return table, truth[counted]


def labels_in(samples: Samples, onto: Charset) -> Labels:
    """Return the label of each sample in `onto`, axes (n,), -1 where `onto` leaves it out."""
    labels = np.array([onto.encode(g) if onto.holds(g) else -1 for g in samples.charset.graphemes], np.int64)
    truth: Labels = labels[samples.labels]
    return truth


def score_of(name: str, charset: Charset, table: Probabilities, labels: Labels) -> Score:
    """Return the figures of one table of probabilities, axes (n, c), with the true labels, axes (n,)."""
    num_right = int(hits(table, labels).sum())
    return Score(
        charset=name,
        n=len(labels),
        num_right=num_right,
        accuracy=num_right / len(labels),
        interval=wilson_interval(num_right, len(labels)),
        top_2=top_k_accuracy(table, labels, k=2),
        macro_recall=macro_recall(table, labels),
        ece=expected_calibration_error(table, labels),
        confusions=confusion_pairs(table, labels, charset),
    )
