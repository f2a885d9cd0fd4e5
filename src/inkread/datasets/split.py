"""Stratified, seeded splits as row numbers, the same for ever: figures depend on what is in the test split.

Own code rather than scikit-learn's, because neither its splitters nor the methods of
`numpy.random.Generator` promise the same rows in a later version (NEP 19), while the raw stream of a bit
generator does. A test keeps a digest of the splits.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from inkread.datasets.samples import Labels, Samples
from inkread.errors import DataError

RowNumbers = npt.NDArray[np.int64]
"""Places in a data set, axes (n,), ascending."""

TOLERANCE = 1e-9
LEAST_OF_SHARE = 0.5  # of its share that a split must get, for writers to be enough


def split_samples(
    samples: Samples, fractions: Sequence[float] = (0.8, 0.1, 0.1), *, seed: int = 0
) -> tuple[RowNumbers, ...]:
    """Return the row numbers of each split: by writer where known writers are enough, else by class alone.

    They are enough where every split gets half its share of the images or more, and the first, which is to
    be trained on, every class. One person's own writing is parted by class alone, for example.

    Args:
        samples: what to split.
        fractions: of each split, adding up to 1.
        seed: the same seed and samples give the same rows on every machine and version.

    Raises:
        DataError: when the fractions are not positive or do not add up to 1.
    """
    by_class = stratified_split(samples.labels, fractions, seed=seed)
    if samples.writers is None or len(set(samples.writers)) < len(fractions):
        return by_class
    by_writer = stratified_group_split(samples.labels, samples.writers, fractions, seed=seed)
    least = [LEAST_OF_SHARE * fraction * len(samples) for fraction in fractions]
    has_enough = all(len(rows) >= few for rows, few in zip(by_writer, least, strict=True))
    has_classes = len(np.unique(samples.labels[by_writer[0]])) == len(np.unique(samples.labels))
    return by_writer if has_enough and has_classes else by_class


def share_writers(parts: Sequence[Samples]) -> bool:
    """Return whether a known writer stands in several of the parts of a set."""
    known = [set(part.writers) for part in parts if part.writers is not None]
    return sum(map(len, known)) > len(set().union(*known))


def stratified_split(
    labels: Labels, fractions: Sequence[float] = (0.8, 0.1, 0.1), *, seed: int = 0
) -> tuple[RowNumbers, ...]:
    """Return the row numbers of each split, every class in its share.

    The rows of a class are put in an order drawn from the seed, and cut where the running sum of the
    fractions falls, rounded half up. So each class is within one row of its share in every split.

    Args:
        labels: axes (n,).
        fractions: of each split, adding up to 1.
        seed: the same seed and labels give the same rows on every machine and version.

    Raises:
        DataError: when the fractions are not positive or do not add up to 1.

    Example:
        >>> train, test = stratified_split(np.array([0, 1, 0, 1, 0, 1]), (2 / 3, 1 / 3))
        >>> train.tolist(), test.tolist()
        ([0, 1, 2, 3], [4, 5])
    """
    bounds = _bounds(fractions)
    draws = _draws(len(labels), seed)
    order = np.lexsort((draws, labels))
    _, starts, counts = np.unique(labels[order], return_index=True, return_counts=True)
    ranks = np.arange(len(labels)) - np.repeat(starts, counts)
    sizes = np.repeat(counts, counts)
    # A row goes to the split whose stretch of its class holds its rank.
    cuts = np.floor(bounds[:, None] * sizes + 0.5)
    places = (ranks >= cuts).sum(axis=0)
    return tuple(np.sort(order[places == place]) for place in range(len(fractions)))


def stratified_group_split(
    labels: Labels,
    writers: Sequence[str],
    fractions: Sequence[float] = (0.8, 0.1, 0.1),
    *,
    seed: int = 0,
) -> tuple[RowNumbers, ...]:
    """Return the row numbers of each split, no writer in two of them and every class near its share.

    Writers are placed one after the other, those with most rows first, ties in an order drawn from the
    seed, each into the split where the squared distance of all class counts from their shares grows least.

    Args:
        labels: axes (n,).
        writers: who wrote each row.
        fractions: of each split, adding up to 1.
        seed: the same seed, labels and writers give the same rows on every machine and version.

    Raises:
        DataError: when the fractions are wrong, the counts differ, or there are fewer writers than splits.
    """
    _bounds(fractions)
    if len(writers) != len(labels):
        raise DataError(
            f"expected a writer for each of {len(labels)} labels, got {len(writers)}; give each image one"
        )
    names, groups = np.unique(np.asarray(writers, dtype=np.str_), return_inverse=True)
    if len(names) < len(fractions):
        raise DataError(
            f"expected at least {len(fractions)} writers, got {len(names)}; split without writers instead"
        )
    _, classes = np.unique(labels, return_inverse=True)
    counts = np.zeros((len(names), classes.max() + 1), np.int64)
    np.add.at(counts, (groups, classes), 1)
    order = np.lexsort((_draws(len(names), seed), -counts.sum(axis=1)))
    shares = np.asarray(fractions)[:, None] * counts.sum(axis=0)
    places = _place_greedily(counts, order, shares)[groups]
    return tuple(np.flatnonzero(places == place) for place in range(len(fractions)))


def _place_greedily(
    counts: npt.NDArray[np.int64], order: RowNumbers, shares: npt.NDArray[np.float64]
) -> RowNumbers:
    """Return the split of each writer; `counts` has axes (writers, classes), `shares` (splits, classes)."""
    places = np.zeros(len(counts), np.int64)
    held = np.zeros(shares.shape)
    # Small splits count as much as large ones, or the test split would be filled by whoever comes last.
    weights = 1 / np.maximum(shares.sum(axis=1), 1)
    for writer in order:
        grown = ((held + counts[writer] - shares) ** 2).sum(axis=1)
        costs = (grown - ((held - shares) ** 2).sum(axis=1)) * weights
        places[writer] = int(np.argmin(costs))
        held[places[writer]] += counts[writer]
    return places


def _bounds(fractions: Sequence[float]) -> npt.NDArray[np.float64]:
    """Return where each split ends as a fraction of the whole, checked."""
    if min(fractions, default=0) <= 0 or abs(sum(fractions) - 1) > TOLERANCE:
        raise DataError(f"expected positive fractions that add up to 1, got {tuple(fractions)}; correct them")
    bounds = np.cumsum(np.asarray(fractions, np.float64))
    bounds[-1] = 1.0
    return bounds


def _draws(num_draws: int, seed: int) -> npt.NDArray[np.uint64]:
    """Return one random number a row, from a stream that NumPy keeps the same in all versions."""
    if seed < 0:
        raise DataError(f"expected a seed of 0 or more, got {seed}; choose another")
    return np.asarray(np.random.PCG64(seed).random_raw(num_draws), np.uint64)
