"""How well a bundle knows what it does not know: figures of its sets and of its refusals, each with its n."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from inkread.bundle import Bundle
from inkread.charset import NAMED
from inkread.datasets.samples import Labels, Samples
from inkread.evaluation.charset_doubt import usual_below, within
from inkread.evaluation.conformal import set_figures
from inkread.evaluation.garbage import KINDS, Kind, images_of
from inkread.evaluation.garbage.found import image_files
from inkread.evaluation.observed import Progress
from inkread.predictions import GlyphReading
from inkread.recognition.probabilities import Projection
from inkread.recognition.reader import Reader
from inkread.recognition.session import Glyphs, Logits, Session
from inkread.recognition.sets import calibrated

if TYPE_CHECKING:
    from inkread.preprocess.decode.door import Source

BLOCK = 256  # images between two movements of the progress bar
DIGITS = "digits"
LOOK_ALIKES = "OILSZBQGoilszbqg"  # letters of a digit's shape


@dataclass(frozen=True, slots=True)
class DoubtFigure:
    """One figure.

    Attributes:
        set: the data set, the kind or the family of images.
        charset: what might come out, as `--charset` takes it.
        metric: `kept`, `refused`, `auroc`, or with a level at its end, as in `set_size_99`: `set_coverage`,
            `set_size` (mean number of characters of a set) and `set_classes`, the share of classes whose sets
            hold the truth as often as meant, or less than a point less often.
        value: 0 to 1, and sizes from 1.
        n: images; classes for `set_classes`.
    """

    set: str
    charset: str
    metric: str
    value: float
    n: int


def of_characters(bundle: Bundle, samples: Samples, *, progress: Progress) -> tuple[DoubtFigure, ...]:
    """Return what share of a set passes, what its sets cover, and how well letters are told from digits."""
    readings = _read(Reader(bundle), samples.images, samples.name, len(samples), progress)
    passed = float(np.mean([not reading.rejected for reading in readings]))
    has_ink = np.array([not reading.blank for reading in readings], np.bool_)
    glyphs = np.stack([reading.glyph for reading in readings if reading.glyph is not None])[has_ink]
    places = np.array([bundle.charset.encode(grapheme) for grapheme in samples.charset.graphemes], np.int64)
    labels = places[samples.labels[has_ink]]
    logits = Session(bundle).logits(glyphs)
    return (
        DoubtFigure(samples.name, whole_name(bundle), "kept", passed, len(readings)),
        *_of_sets(bundle, samples.name, logits, labels),
        *_of_letters(bundle, samples.name, logits, labels),
    )


def of_garbage(
    bundle: Bundle, glyphs: Glyphs, *, num: int, seed: int, progress: Progress
) -> tuple[DoubtFigure, ...]:
    """Return what share of each kind that is no character is refused; first, of each family's unseen kinds.

    Args:
        bundle: what to measure.
        glyphs: characters for images of several, axes (n, 28, 28); not those of the calibration.
        num: images of each kind.
        seed: that they are drawn with; not that of the calibration.
        progress: called now and then.
    """
    reader, name = Reader(bundle), whole_name(bundle)
    shares: dict[Kind, float] = {}
    for kind in KINDS:
        readings = _read(reader, images_of(kind, glyphs, num=num, seed=seed), kind.name, num, progress)
        shares[kind] = float(np.mean([reading.rejected for reading in readings]))
    families = [
        DoubtFigure(family, name, "refused", float(np.mean(unseen)), num * len(unseen))
        for family, unseen in _unseen(shares).items()
    ]
    each = [DoubtFigure(_told(kind), name, "refused", share, num) for kind, share in shares.items()]
    return *families, *each


def of_files(bundle: Bundle, source: Path, *, progress: Progress) -> DoubtFigure:
    """Return what share of image files that are no character is refused.

    Raises:
        DataError: when there are none.
        ImageError: when one cannot be read.
    """
    readings = _read(Reader(bundle), image_files(source), source.stem, 0, progress)
    share = float(np.mean([reading.rejected for reading in readings]))
    return DoubtFigure(f"files: {source.stem}", whole_name(bundle), "refused", share, len(readings))


def whole_name(bundle: Bundle) -> str:
    """Return the name of all that the bundle reads, or its graphemes where it has none."""
    named = (name for name, charset in NAMED.items() if charset == bundle.charset)
    return next(named, "".join(bundle.charset.graphemes))


def _of_sets(bundle: Bundle, name: str, logits: Logits, labels: Labels) -> list[DoubtFigure]:
    """Return what sets cover and measure, of each charset that was calibrated and that the labels decide."""
    figures = []
    for charset in (whole_name(bundle), *usual_below(bundle.charset, labels)):
        onto = NAMED.get(charset, bundle.charset)
        held = calibrated(bundle, onto)
        if held is None:
            continue
        counted, truth = within(bundle.charset, onto, labels)
        table = Projection(bundle.charset, onto, temperature=held.temperature)(logits[counted])
        for level in held.sets:
            found = set_figures(table, truth, onto, level)
            at = f"{100 * level.coverage:.0f}"
            figures += [
                DoubtFigure(name, charset, f"set_coverage_{at}", found.coverage, found.n),
                DoubtFigure(name, charset, f"set_size_{at}", found.mean_size, found.n),
                DoubtFigure(name, charset, f"set_classes_{at}", found.share_within, found.num_classes),
            ]
    return figures


def _of_letters(bundle: Bundle, name: str, logits: Logits, labels: Labels) -> list[DoubtFigure]:
    """Return how well a reader of digits tells letters by the probability that they leave for digits.

    The area under the curve is 1 where every letter leaves less than any digit, 0.5 where chance decides;
    once with all letters, once without those of a digit's shape. Nothing where all are of one kind.
    """
    from sklearn.metrics import roc_auc_score

    given = np.array(bundle.charset.graphemes)
    is_digit = np.isin(given, NAMED[DIGITS].graphemes)
    truth = is_digit[labels]
    if truth.all() or not truth.any():
        return []
    left = Projection(bundle.charset, None, temperature=bundle.temperature)(logits)[:, is_digit].sum(axis=1)
    alike = np.isin(given, list(LOOK_ALIKES))[labels]
    return [
        DoubtFigure(
            f"{name}, {what}", DIGITS, "auroc", float(roc_auc_score(truth[rows], left[rows])), len(rows)
        )
        for what, rows in (
            ("letters", np.arange(len(labels))),
            (f"letters but {LOOK_ALIKES[:8]}", np.flatnonzero(~alike)),
        )
    ]


def _read(
    reader: Reader, images: "Iterable[Source]", name: str, num: int, progress: Progress
) -> list[GlyphReading]:
    """Return the readings of images."""
    readings: list[GlyphReading] = []
    block: list[Source] = []
    for image in images:
        block.append(image)
        if len(block) == BLOCK:
            readings += reader.read_many(block)
            block.clear()
            progress(name, len(readings), num)
    readings += reader.read_many(block)
    progress(name, num, num)
    return readings


def _unseen(shares: Mapping[Kind, float]) -> dict[str, list[float]]:
    """Return the shares of the kinds that no gate was fitted on, by family."""
    found: dict[str, list[float]] = {}
    for kind, share in shares.items():
        if not kind.fitted:
            found.setdefault(kind.family, []).append(share)
    return found


def _told(kind: Kind) -> str:
    """Return a kind's name, and whether a gate has seen it."""
    return f"{kind.family}: {kind.name}" + (", seen" if kind.fitted else "")
