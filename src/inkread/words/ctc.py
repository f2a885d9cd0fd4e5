"""What a network that reads lines says, frame by frame, turned into texts (Graves et al. 2006, CTC).

A frame's label is a grapheme or the blank; equal labels that follow one another are one character.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Frames = npt.NDArray[np.float32]
"""Logits or logarithms of probabilities, axes (frames, 1 + graphemes); the first column is the blank's."""

BLANK = 0


def best_path(frames: Frames, graphemes: Sequence[str]) -> str:
    """Return the text of each frame's likeliest label.

    >>> best_path(np.log(np.array([[.1, .9], [.2, .8], [.9, .1], [.1, .9]], np.float32)), "a")
    'aa'
    """
    labels = frames.argmax(axis=1)
    begins = np.concatenate([[True], labels[1:] != labels[:-1]])
    return "".join(graphemes[label - 1] for label in labels[begins & (labels != BLANK)].tolist())


def log_probabilities(logits: Frames, *, temperature: float = 1.0) -> Frames:
    """Return the logarithm of each label's probability in each frame."""
    scaled = logits / np.float32(temperature)
    scaled = scaled - scaled.max(axis=1, keepdims=True)
    return np.asarray(scaled - np.log(np.exp(scaled).sum(axis=1, keepdims=True)), dtype=np.float32)
