"""What the page about a model shows: its figures with their n and spread, set by set."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from inkread.bundle import Bundle, Score

ACCURACY: Final = "accuracy"
CALIBRATION: Final = "expected_calibration_error"
COLUMNS: Final = ("byclass", "digits", "upper", "lower")
"""The charsets that a row shows, as far as they were measured; the widest of a bundle comes first."""
FORMATTED: Final = 100.0  # figures are shares in the bundle, percentages on the page


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured share.

    Attributes:
        value: percent.
        spread: standard deviation over seeds, percent points, or None for a single training.
        n: images it was measured on.
    """

    value: float
    spread: float | None
    n: int

    def __str__(self) -> str:
        """Return the figure as it is printed.

        >>> str(Figure(97.14, 0.24, 2007)), str(Figure(97.14, None, 2007))
        ('97.1 ± 0.2%', '97.1%')
        """
        spread = "" if self.spread is None else f" ± {self.spread:.1f}"
        return f"{self.value:.1f}{spread}%"


@dataclass(frozen=True, slots=True)
class Row:
    """What was measured on one set.

    Attributes:
        set: the set's name.
        n: its images, of which the columns of one kind count only those of that kind.
        figures: accuracy by charset.
        calibration: expected calibration error over the widest charset, or None.
    """

    set: str
    n: int
    figures: dict[str, Figure]
    calibration: Figure | None


@dataclass(frozen=True, slots=True)
class Measured:
    """All that was measured of a bundle.

    Attributes:
        columns: the charsets of the table, the widest first.
        rows: one a set, in the order of the bundle.
        num_seeds: trainings that the figures are the mean of.
    """

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    num_seeds: int


def measured(bundle: Bundle) -> Measured:
    """Return the figures of `bundle`, set by set."""
    scores = [score for score in bundle.scores if score.metric == ACCURACY]
    widest = _widest(scores)
    columns = tuple(
        name for name in dict.fromkeys((widest, *COLUMNS)) if any(s.charset == name for s in scores)
    )
    sets = dict.fromkeys(score.set for score in scores)
    rows = tuple(_row(name, widest, columns, bundle.scores) for name in sets)
    return Measured(columns, rows, max((len(score.seeds) for score in scores), default=0))


def _widest(scores: Sequence[Score]) -> str:
    """Return the charset of the scores that most images were counted for, the first of them."""
    return max(scores, key=lambda score: score.n).charset if scores else ""


def _row(name: str, widest: str, columns: tuple[str, ...], scores: Sequence[Score]) -> Row:
    """Return the figures of the set `name`."""
    own = [score for score in scores if score.set == name]
    figures = {s.charset: _figure(s) for s in own if s.metric == ACCURACY and s.charset in columns}
    calibration = [_figure(s) for s in own if s.metric == CALIBRATION and s.charset == widest]
    return Row(name, max(score.n for score in own), figures, calibration[0] if calibration else None)


def _figure(score: Score) -> Figure:
    """Return a score in percent."""
    spread = None if score.spread is None else score.spread * FORMATTED
    return Figure(score.value * FORMATTED, spread, score.n)
