"""How sure a figure is: Wilson's interval for one run, a bootstrap's for rates, mean ± spread over seeds."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist, fmean, stdev

import numpy as np

LEVEL = 0.95
NUM_DRAWS = 2000  # of a bootstrap: the ends of an interval move by a few percent of its width
AT_ONCE = 1_000_000  # samples drawn at a time: a large set's draws would fill memory


@dataclass(frozen=True, slots=True)
class Figure:
    """An accuracy (or another share) over one run or several seeds.

    Attributes:
        mean: over the seeds, 0 to 1.
        deviation: the sample standard deviation over the seeds (n - 1), or None for a single run.
        n: number of samples of one run.
        num_seeds: number of runs.

    Example:
        >>> print(over_seeds([0.9931, 0.9927, 0.9935], n=10_000))
        99.31 ± 0.04 (n = 10,000, 3 seeds)
        >>> print(over_seeds([0.9931], n=10_000))
        99.31, 95 % interval 99.13-99.45 (n = 10,000, 1 seed)
    """

    mean: float
    deviation: float | None
    n: int
    num_seeds: int

    def __str__(self) -> str:
        """Write the figure in per cent, never without its spread, n and number of seeds."""
        if self.deviation is not None:
            return f"{self.percent} (n = {self.n:,}, {self.num_seeds} seeds)"
        low, high = self.interval
        interval = f"{100 * LEVEL:.0f} % interval {100 * low:.2f}-{100 * high:.2f}"
        return f"{self.percent}, {interval} (n = {self.n:,}, 1 seed)"

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's interval of the mean, as if it were one run."""
        return wilson_interval(round(self.mean * self.n), self.n)

    @property
    def percent(self) -> str:
        """The figure in per cent for a table, with its deviation where it has one."""
        spread = "" if self.deviation is None else f" ± {100 * self.deviation:.2f}"
        return f"{100 * self.mean:.2f}{spread}"

    @property
    def percent_with_range(self) -> str:
        """As `percent`, but one run of right and wrong answers shows its interval."""
        if self.deviation is not None:
            return self.percent
        low, high = self.interval
        return f"{self.percent} ({100 * low:.2f}-{100 * high:.2f})"


def over_seeds(values: Sequence[float], *, n: int) -> Figure:
    """Return the mean and spread of one share measured with several seeds on the same `n` samples.

    Raises:
        ValueError: when there is no value or no sample.
    """
    if not values or n < 1:
        raise ValueError(f"expected at least one value over one sample, got {len(values)} over {n}")
    return Figure(fmean(values), stdev(values) if len(values) > 1 else None, n, len(values))


def wilson_interval(num_right: int, num: int, *, level: float = LEVEL) -> tuple[float, float]:
    """Return the least and greatest true share that `num_right` of `num` is in keeping with.

    Unlike mean ± 1.96 standard errors it stays within 0 and 1 and holds for shares near them
    (Wilson 1927, Journal of the American Statistical Association 22:209).

    Raises:
        ValueError: when `num_right` is not between 0 and `num`, or `num` is 0.
    """
    if not (0 <= num_right <= num and num > 0):
        raise ValueError(f"expected 0 to {num} right of at least one, got {num_right} of {num}")
    z = NormalDist().inv_cdf((1.0 + level) / 2.0)
    share = num_right / num
    scale = 1.0 + z * z / num
    middle = (share + z * z / (2 * num)) / scale
    half = z / scale * math.sqrt(share * (1.0 - share) / num + z * z / (4 * num * num))
    low = 0.0 if num_right == 0 else middle - half
    high = 1.0 if num_right == num else middle + half
    return low, high


def rate_interval(
    parts: Sequence[int], wholes: Sequence[int], *, seed: int = 0, level: float = LEVEL
) -> tuple[float, float]:
    """Return the bootstrap's percentile interval of a rate: the sum of `parts` ÷ the sum of `wholes`.

    Samples are drawn again with replacement, as many as there are (Efron and Tibshirani 1993, "An
    Introduction to the Bootstrap", section 13.3), each with its part and its whole: a long
    text comes or stays away whole, and errors that stand together count as together. The same seed gives the
    same interval.

    Args:
        parts: such as the edits of each text.
        wholes: such as its characters, of which there must be some.
        seed: of the draws.
        level: of confidence.

    Raises:
        ValueError: when the two differ in number, or the wholes sum to nothing.

    >>> rate_interval([0, 0, 0], [4, 5, 6])
    (0.0, 0.0)
    """
    if len(parts) != len(wholes) or sum(wholes) <= 0:
        raise ValueError(
            f"expected a part of each whole and some whole, got {len(parts)} of {len(wholes)},"
            f" in all {sum(wholes)}"
        )
    counts = np.column_stack([parts, wholes]).astype(np.float64)
    rng = np.random.default_rng(seed)
    rates = np.empty(NUM_DRAWS)
    step = max(1, AT_ONCE // len(counts))
    for start in range(0, NUM_DRAWS, step):
        num = min(step, NUM_DRAWS - start)
        drawn = counts[rng.integers(len(counts), size=(num, len(counts)))].sum(axis=1)
        rates[start : start + num] = drawn[:, 0] / np.maximum(drawn[:, 1], 1.0)
    low, high = np.quantile(rates, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)
