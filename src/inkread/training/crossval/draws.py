"""What each network trains on and is judged on: k folds, repeated hold-outs, bootstrap draws."""

from dataclasses import dataclass

import numpy as np

from inkread.datasets.folds import Ties, stratified_folds
from inkread.datasets.split import RowNumbers
from inkread.errors import TrainingError
from inkread.training.crossval.pool import Pool

WHOLE = "whole"  # the fit on all images, for the bootstrap's resubstitution error
SEEDS = 2**31  # scikit-learn and Keras take seeds of 32 bits; half of them leaves room to count up
MOST_TRIES = 100  # draws until one holds every class; a set that needs more has a class of next to nothing


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """One network to train.

    Attributes:
        name: of its folder.
        seed: of its weights and batches.
        train: rows of the pool, axes (n,); a bootstrap draw repeats some.
        held: rows of the pool that it is judged on, axes (m,).
        number: of the fold, hold-out or draw, from 0.
        leaks_matter: whether training images that show a held-out image's writing are to be left out; not
            where the same images are held out on purpose.
        keep: whether the network and all its logits are kept, or only what it answered.
    """

    name: str
    seed: int
    train: RowNumbers
    held: RowNumbers
    number: int = 0
    leaks_matter: bool = True
    keep: bool = False


def k_folds(
    pool: Pool, ties: Ties, *, num_folds: int, seed: int, prefix: str = "", keep: bool = False
) -> list[Fit]:
    """Return a fit for each of `num_folds` folds; together they hold out every image once.

    Raises:
        DataError: when the images cannot be dealt into so many folds.
    """
    folds = stratified_folds(pool.labels, num_folds, ties=ties, charset=pool.charset, seed=seed)
    return [
        Fit(
            f"{prefix}fold-{number + 1}",
            seed + number,
            np.flatnonzero(folds != number),
            np.flatnonzero(folds == number),
            number=number,
            keep=keep,
        )
        for number in range(num_folds)
    ]


def hold_outs(pool: Pool, ties: Ties, *, num_folds: int, repeats: int, seed: int) -> list[Fit]:
    """Return `repeats` fits, each with one of `num_folds` folds of a new deal held out."""
    fits = []
    for repeat in range(repeats):
        # One fold of a deal is a hold-out that is stratified and parts no writer.
        folds = stratified_folds(
            pool.labels, num_folds, ties=ties, charset=pool.charset, seed=derived(seed, repeat)
        )
        held, train = np.flatnonzero(folds == 0), np.flatnonzero(folds != 0)
        fits.append(Fit(f"holdout-{repeat + 1}", seed + repeat, train, held, number=repeat))
    return fits


def bootstrap_draws(pool: Pool, ties: Ties, *, draws: int, seed: int) -> list[Fit]:
    """Return a fit for each bootstrap draw, and one on all images for what these look like once seen.

    What is drawn, with replacement, are the ties: copies of an image, or all that one writer wrote, are
    drawn together or left out together.

    Raises:
        TrainingError: when no draw holds every class.
    """
    everything = np.arange(len(pool))
    fits = [Fit(WHOLE, seed, everything, everything, leaks_matter=False)]
    order = np.argsort(ties.numbers, kind="stable")
    sizes = np.bincount(ties.numbers)
    members = np.split(order, np.cumsum(sizes)[:-1])
    for number in range(draws):
        rng = np.random.Generator(np.random.PCG64(derived(seed, number)))
        for _ in range(MOST_TRIES):
            drawn = rng.integers(0, len(members), len(members))
            train = np.concatenate([members[place] for place in drawn])
            held = np.setdiff1d(everything, train)
            if len(held) and len(np.unique(pool.labels[train])) == len(pool.charset):
                break
        else:
            raise TrainingError(
                f"{pool.source}: expected a bootstrap draw with images of every class, got none in"
                f" {MOST_TRIES}; give the rarest class more images, or leave --bootstrap out"
            )
        fits.append(Fit(f"bootstrap-{number + 1}", seed + number, train, held, number=number))
    return fits


def derived(seed: int, number: int) -> int:
    """Return the seed of one deal among several, far from those of a run with the next seed."""
    return int(np.random.SeedSequence((seed, number)).generate_state(1)[0]) % SEEDS
