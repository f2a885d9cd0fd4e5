"""What may tell one character from anything else: numbers of the ink, of its trail, and of the network.

A network's own confidence is no such sign: it has seen nothing but characters, and is sure of noise. How far
its features lie from all characters it knows is one, and so is how often a line across the glyph meets ink.
"""

import math
from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt

from inkread.preprocess.contract import Preprocessed
from inkread.recognition.feature_space import FeatureSpace
from inkread.trail import GreyImage

Signals = npt.NDArray[np.float64]
"""Axes (n, s), one column a signal."""

FULL = 255.0
HALF = 127
INK = ("ink", "outline", "across", "down", "aspect", "holes", "pieces")
TRAIL = ("marks", "dropped")
NETWORK = ("energy", "choices", "distance", "relative", "residual")
NAMES = (*INK, *TRAIL, *NETWORK)
"""Every signal of this version, in the order of their columns."""


def signals(
    prepared: Sequence[Preprocessed],
    logits: npt.NDArray[np.float32],
    features: npt.NDArray[np.float32],
    space: FeatureSpace,
) -> Signals:
    """Return the signals of `NAMES` of each glyph, axes (n, s).

    Args:
        prepared: the glyphs with their trails.
        logits: axes (n, c).
        features: what the last layer makes the logits from, axes (n, d).
        space: where the features of characters lie.
    """
    seen = [(*_of_ink(item.glyph), *_of_trail(item)) for item in prepared]
    own = np.array(seen).reshape(len(prepared), len(INK) + len(TRAIL))
    return np.concatenate([own, _of_network(logits, features, space)], axis=1)


def _of_ink(glyph: GreyImage) -> tuple[float, ...]:
    """Return the signals of the ink of one glyph, axes (28, 28); NumPy takes three times as long for it.

    Across and down: the most strokes that a row and that a column meets.
    """
    ink = cv2.threshold(glyph, HALF, 1, cv2.THRESH_BINARY)[1]
    outline = cv2.norm(glyph[:, 1:], glyph[:, :-1], cv2.NORM_L1) + cv2.norm(
        glyph[1:], glyph[:-1], cv2.NORM_L1
    )
    across = cv2.reduce(cv2.subtract(ink[:, 1:], ink[:, :-1]), 1, cv2.REDUCE_SUM, dtype=cv2.CV_32S)
    down = cv2.reduce(cv2.subtract(ink[1:], ink[:-1]), 0, cv2.REDUCE_SUM, dtype=cv2.CV_32S)
    _, _, width, height = cv2.boundingRect(ink)
    return (
        cv2.sumElems(glyph)[0] / FULL,
        outline / FULL,
        float(across.max()),
        float(down.max()),
        math.log((1 + width) / (1 + height)),  # above 0 where it is wide
        _num_parts(1 - ink, connectivity=4) - 1.0,
        float(_num_parts(ink, connectivity=8)),
    )


def _num_parts(mask: GreyImage, *, connectivity: int) -> int:
    """Return the connected parts of a mask of 0 and 1, axes (28, 28)."""
    return int(cv2.connectedComponents(mask, connectivity=connectivity)[0]) - 1


def _of_trail(item: Preprocessed) -> tuple[float, ...]:
    """Return the signals of a trail: of the marks kept and of those dropped, the logarithm of one more."""
    for step in item.trail.steps:
        if step.name == "marks":
            return tuple(math.log1p(step.numbers[name]) for name in ("kept", "dropped"))  # type: ignore[arg-type]
    return math.log(2.0), 0.0  # a glyph that came framed: one mark, none dropped


def _of_network(
    logits: npt.NDArray[np.float32], features: npt.NDArray[np.float32], space: FeatureSpace
) -> Signals:
    """Return the signals of the network.

    Energy is the logarithm of the sum of the powers of e (Liu et al. 2020, arXiv 2010.03759), choices the
    entropy.
    """
    greatest = logits.max(axis=1)
    powers = np.exp(logits - greatest[:, None])
    total = powers.sum(axis=1)
    energy = greatest + np.log(total)
    nearest, relative, residual = space.distances(features)
    table = np.empty((len(logits), len(NETWORK)))
    table[:, 0] = energy
    table[:, 1] = energy - (powers * logits).sum(axis=1) / total
    table[:, 2] = np.log1p(np.maximum(nearest, 0.0))
    table[:, 3] = relative
    table[:, 4] = residual
    return table
