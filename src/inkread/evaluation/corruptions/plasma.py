"""Plasma: random clouds that look alike at every scale, made by the diamond-square algorithm."""

import numpy as np

from inkread.evaluation.corruptions.levels import SIDE, Shares

MAP_SIDE = 256  # px of the whole map, whose corner is taken
BLOCK = 64  # maps made at once: 16 MiB


def plasma(count: int, decay: float, rng: np.random.Generator) -> Shares:
    """Return the corners of `count` maps of clouds, axes (n, 28, 28); over a whole map they span 0 to 1.

    Args:
        count: n.
        decay: how much the swings lose from one scale to the next finer. It counts twice, as in the authors'
            program, where it lessens both the numbers drawn and the factor before them.
        rng: the only source of chance.
    """
    blocks = [_corners(min(BLOCK, count - start), decay**2, rng) for start in range(0, count, BLOCK)]
    return np.concatenate(blocks) if blocks else np.zeros((0, SIDE, SIDE), np.float32)


def _corners(count: int, decay: float, rng: np.random.Generator) -> Shares:
    """Return the corners of one block of maps (Fournier, Fussell and Carpenter 1982, here on a torus)."""
    heights = np.zeros((count, MAP_SIDE, MAP_SIDE), np.float32)
    step, swing = MAP_SIDE, 1.0
    while step > 1:
        _refine(heights, step, swing, rng)
        step //= 2
        swing /= decay
    low = heights.min(axis=(1, 2), keepdims=True)
    high = heights.max(axis=(1, 2), keepdims=True)
    corners: Shares = (heights[:, :SIDE, :SIDE] - low) / (high - low)
    return corners


def _refine(heights: Shares, step: int, swing: float, rng: np.random.Generator) -> None:
    """Fill in the points halfway between those that lie `step` px apart."""
    half = step // 2
    corners = heights[:, ::step, ::step]
    below = np.roll(corners, -1, axis=1)
    heights[:, half::step, half::step] = _mean(
        corners, below, np.roll(corners, -1, axis=2), np.roll(below, -1, axis=2)
    )
    centres = heights[:, half::step, half::step]
    centres += _swings(centres, swing, rng)
    above = (np.roll(corners, -1, axis=2), centres, np.roll(centres, 1, axis=1))
    heights[:, ::step, half::step] = _mean(corners, *above)
    heights[:, half::step, ::step] = _mean(corners, below, centres, np.roll(centres, 1, axis=2))
    heights[:, ::step, half::step] += _swings(corners, swing, rng)
    heights[:, half::step, ::step] += _swings(corners, swing, rng)


def _mean(*four: Shares) -> Shares:
    """Return the mean of four neighbours."""
    return np.asarray(sum(four) / np.float32(len(four)), np.float32)


def _swings(like: Shares, swing: float, rng: np.random.Generator) -> Shares:
    """Return random numbers from -`swing` to `swing`, as many as `like` has."""
    return (2.0 * rng.random(like.shape, np.float32) - np.float32(1.0)) * np.float32(swing)
