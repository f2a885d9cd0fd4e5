"""How likely a line says each of some texts, whichever way it slants.

A network reads the same word differently upright and slanted a little, and nobody knows which of these it is
to be seen as. So a text's probability is its mean over all of them, each the sum over all ways to spread the
text over the frames (Graves et al. 2006, "Connectionist temporal classification", section 4.1).
"""

from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt

from inkread.trail import GreyImage
from inkread.words.ctc import BLANK, Frames

SLANTS = (0.15, -0.15)
"""Columns a row, about as far as training slants a line; the margin of a line has room for it. Chosen on
`words-dev`: 0.1 did as well, 0.2 a little worse, views moved up or down or made lower added nothing."""
Logs = npt.NDArray[np.float64]


def slanted(line: GreyImage, slant: float) -> GreyImage:
    """Return a line slanted about its middle row, as wide as it was.

    Args:
        line: axes (height, width), uint8, white ink on black.
        slant: columns a row; above 0 its top goes left.
    """
    height, width = line.shape
    turned = np.array([[1.0, slant, -slant * height / 2], [0.0, 1.0, 0.0]])
    return np.asarray(cv2.warpAffine(line, turned, (width, height)), np.uint8)


def mean_log_probabilities(views: Sequence[Frames], texts: Sequence[Sequence[int]]) -> Logs:
    """Return the logarithm of each text's probability, its mean over all views of a line, axes (texts,).

    Args:
        views: of one line, each with logarithms of probabilities, axes (frames, 1 + graphemes), as many
            frames as the others.
        texts: labels of each text's characters, from 1; the blank's is 0.
    """
    each = _log_probabilities(np.stack(views), texts)
    return np.asarray(np.logaddexp.reduce(each, axis=0) - np.log(len(views)))


def _log_probabilities(views: Frames, texts: Sequence[Sequence[int]]) -> Logs:
    """Return the logarithm of each text's probability in each view, axes (views, texts).

    The sums are of probabilities, scaled at each frame so that the largest is 1: several times as fast as of
    logarithms.
    """
    states = np.full((len(texts), 2 * max(map(len, texts)) + 1), BLANK)  # texts end in blanks, all as long
    for row, labels in enumerate(texts):
        states[row, 1 : 2 * len(labels) : 2] = labels
    skips = np.zeros(states.shape)
    skips[:, 3::2] = states[:, 3::2] != states[:, 1:-2:2]  # from one character to another without a blank
    likely = np.exp(views.astype(np.float64))
    ways = np.zeros((len(views), *states.shape))
    ways[..., :2] = 1.0
    logs = np.zeros((len(views), len(texts)))
    for frame in range(views.shape[1]):
        if frame:
            came = ways.copy()
            came[..., 1:] += ways[..., :-1]
            came[..., 2:] += ways[..., :-2] * skips[:, 2:]
            ways = came
        ways *= likely[:, frame, states]
        most = ways.max(axis=2, keepdims=True)
        ways /= np.where(most > 0.0, most, 1.0)
        with np.errstate(divide="ignore"):  # a text that cannot be: minus infinity
            logs += np.log(most[..., 0])
    ends = 2 * np.array([len(labels) for labels in texts])
    rows = np.arange(len(texts))
    whole = ways[:, rows, ends] + np.where(ends > 0, ways[:, rows, ends - 1], 0.0)
    with np.errstate(divide="ignore"):
        return np.asarray(logs + np.log(whole))
