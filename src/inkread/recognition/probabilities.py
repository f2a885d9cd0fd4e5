"""From logits to calibrated probabilities over the charset in force; the formula of `confidence`."""

import numpy as np
import numpy.typing as npt

from inkread.charset import Charset

Probabilities = npt.NDArray[np.float64]
"""Calibrated probabilities, axes (n, c), one column a grapheme of the charset in force; rows sum to 1."""


class Projection:
    """Turns logits over a bundle's charset into probabilities over the charset in force.

    Softmax of logits / temperature (Guo et al. 2017, arXiv 1706.04599, section 4.2) over the graphemes
    that remain; those that fold onto one are summed. What the charset leaves out is masked before the
    softmax, which is the same as renormalising after it, and cannot divide by a sum of zero.

    Args:
        held: the bundle's charset.
        onto: the charset in force, or None for the bundle's own.
        temperature: the bundle's.

    Raises:
        CharsetError: when `onto` names a grapheme that can never come out of `held`.
    """

    def __init__(self, held: Charset, onto: Charset | None, *, temperature: float) -> None:
        """Work out the columns once: reading one glyph then costs one softmax."""
        self.charset = held if onto is None else onto
        self._scale = 1.0 / temperature
        self._order: npt.NDArray[np.intp] | None = None
        self._starts: npt.NDArray[np.intp] | None = None
        if onto is None or (onto.graphemes == held.graphemes and not onto.folds):
            return
        labels = np.array(held.project(onto))
        order = np.argsort(labels, kind="stable")
        order = order[labels[order] >= 0]  # columns that remain, those of one grapheme side by side
        self._order = order
        if len(order) > len(onto):
            self._starts = np.searchsorted(labels[order], np.arange(len(onto)))

    @property
    def is_whole(self) -> bool:
        """Whether every label of the bundle stays what it is."""
        return self._order is None

    def share_of(self, whole: npt.NDArray[np.float64]) -> float:
        """Return the part of one glyph's probability, axes (len(held),), that the charset in force holds."""
        return 1.0 if self._order is None else float(whole[self._order].sum())

    def __call__(self, logits: npt.NDArray[np.float32]) -> Probabilities:
        """Return the probabilities, axes (n, len(charset)), of `logits`, axes (n, len(held))."""
        kept = logits if self._order is None else logits[:, self._order]
        scaled = kept * self._scale  # a Python float: stays float32 here, where nothing is lost yet
        powers = np.exp(np.subtract(scaled, scaled.max(axis=1, keepdims=True), dtype=np.float64))
        powers /= powers.sum(axis=1, keepdims=True)
        return powers if self._starts is None else np.add.reduceat(powers, self._starts, axis=1)
