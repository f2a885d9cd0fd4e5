"""Whether one run reads better than another on the same images, or was merely lucky.

Both read every image, so only those that one of them gets right and the other wrong tell them apart: that is
McNemar's test, and far sharper than to see whether two intervals overlap.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from inkread.errors import DataError

LEVEL = 0.95
RESAMPLES = 10_000

Right = npt.NDArray[np.bool_]
"""Whether each run read each image right, axes (runs, n)."""


@dataclass(frozen=True, slots=True)
class Contest:
    """Two runs on the same images.

    Attributes:
        first: its name.
        second: its name.
        difference: accuracy of the second minus that of the first, -1 to 1.
        interval: paired bootstrap, 95 %.
        only_first: images that only the first read right.
        only_second: images that only the second read right.
        p_value: McNemar's test, mid-p: how often chance alone makes them differ as much.
        adjusted: the same after Holm's correction for all pairs compared.
    """

    first: str
    second: str
    difference: float
    interval: tuple[float, float]
    only_first: int
    only_second: int
    p_value: float
    adjusted: float

    @property
    def significant(self) -> bool:
        """Whether the difference would be so by chance in fewer than one comparison in twenty."""
        return self.adjusted < 1 - LEVEL


def compare_pairs(names: Sequence[str], right: Right, *, seed: int) -> tuple[Contest, ...]:
    """Return the contest of each two runs, in their order.

    Args:
        names: of the runs.
        right: axes (runs, n).
        seed: of the bootstrap.

    Raises:
        DataError: when there are fewer than two runs, or no image.
    """
    if len(names) != len(right) or len(names) < 2 or not right.shape[1]:
        raise DataError(
            f"expected answers of two runs or more on one image or more, got {right.shape} of {len(names)};"
            " name another run"
        )
    num = right.shape[1]
    pairs = [(a, b) for a in range(len(names)) for b in range(a + 1, len(names))]
    counts = [_discordant(right[a], right[b]) for a, b in pairs]
    p_values = [mcnemar(*count) for count in counts]
    adjusted = holm(p_values)
    return tuple(
        Contest(
            first=names[a],
            second=names[b],
            difference=(only_second - only_first) / num,
            interval=difference_interval(only_first, only_second, num, seed=seed),
            only_first=only_first,
            only_second=only_second,
            p_value=p_values[place],
            adjusted=adjusted[place],
        )
        for place, ((a, b), (only_first, only_second)) in enumerate(zip(pairs, counts, strict=True))
    )


def mcnemar(only_first: int, only_second: int) -> float:
    """Return the mid-p value of McNemar's test, two-sided.

    Under no difference each image that the two disagree on falls to either with probability ½. Mid-p counts
    half of the probability of what was seen: the exact test is too shy, and the one by chi-square too bold
    where few images differ (Fagerland, Lydersen & Laake 2013, BMC Medical Research Methodology 13:91).

    Example:
        >>> round(mcnemar(5, 15), 4), mcnemar(0, 0)
        (0.0266, 1.0)
    """
    from scipy.stats import binom  # type: ignore[import-untyped]

    num = only_first + only_second
    if only_first == only_second:
        return 1.0
    least = min(only_first, only_second)
    exact = 2 * float(binom.cdf(least, num, 0.5))
    return min(1.0, exact - float(binom.pmf(least, num, 0.5)))


def holm(p_values: Sequence[float]) -> list[float]:
    """Return p-values corrected for their number, so that one false alarm in all is as rare as promised.

    Step down from the least: each is multiplied by how many are left, and never falls below one before it
    (Holm 1979, Scandinavian Journal of Statistics 6:65).

    Example:
        >>> [round(value, 3) for value in holm([0.01, 0.04, 0.03])]
        [0.03, 0.06, 0.06]
    """
    adjusted = [0.0] * len(p_values)
    highest = 0.0
    for rank, place in enumerate(sorted(range(len(p_values)), key=lambda place: p_values[place])):
        highest = max(highest, min(1.0, (len(p_values) - rank) * p_values[place]))
        adjusted[place] = highest
    return adjusted


def difference_interval(
    only_first: int, only_second: int, num: int, *, seed: int, level: float = LEVEL
) -> tuple[float, float]:
    """Return the interval of the difference of two accuracies by the paired bootstrap, percentile method.

    To draw `num` images anew with their pairs of answers is to draw how many fall to only the first, only the
    second, and neither: three counts of a multinomial distribution (Efron & Tibshirani 1993, chapter 13).

    Args:
        only_first: images that only the first read right.
        only_second: images that only the second read right.
        num: images in all.
        seed: the same seed gives the same interval.
        level: of the interval.
    """
    shares = np.array([only_first, only_second, num - only_first - only_second]) / num
    drawn = np.random.default_rng(seed).multinomial(num, shares, size=RESAMPLES)
    differences = (drawn[:, 1] - drawn[:, 0]) / num
    low, high = np.quantile(differences, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)


def images_needed(difference: float, disagreement: float) -> int:
    """Return about how many images would make a difference significant four times in five.

    From the normal approximation of McNemar's test (Connor 1987, Biometrics 43:207), two-sided at 5 %.

    Args:
        difference: of the accuracies, as seen.
        disagreement: share of the images that only one of the two reads right.
    """
    if not difference:
        raise ValueError("expected a difference to look for, got none")
    level, power = 1.959964, 0.841621  # normal quantiles of 97.5 % and 80 %
    spread = level * math.sqrt(disagreement) + power * math.sqrt(max(disagreement - difference**2, 0.0))
    return math.ceil((spread / difference) ** 2)


def _discordant(first: npt.NDArray[np.bool_], second: npt.NDArray[np.bool_]) -> tuple[int, int]:
    """Return how many images only the first, and only the second, read right."""
    return int((first & ~second).sum()), int((~first & second).sum())
