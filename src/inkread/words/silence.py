"""Whether the ink of a line is writing at all, by how much likelier some text is than none.

The network was taught to say nothing of scribbles, noise, patterns and drawings. Of kinds that it has not
seen it still tells some character, hesitantly: that there is none is nearly as likely.
"""

from inkread.trail import Caution
from inkread.words.ctc import BLANK, Frames

NO_WRITING = Caution(
    "no_writing",
    "This does not look like writing: crop the picture to the writing, or write it again, larger.",
)
LEAST = 3.0
"""Logarithm of how many times likelier a text must be. Of 721 composed words that were read right 4 are not
that much likelier, and of 186 drawn pictures without writing, of kinds that were not learnt from, 172."""


def is_silent(frames: Frames) -> bool:
    """Return whether a line is taken for something else than writing.

    Args:
        frames: logarithms of probabilities, axes (frames, 1 + graphemes).

    >>> import numpy as np
    >>> writing = np.log(np.array([[0.01, 0.99]] * 8))
    >>> is_silent(writing), is_silent(writing[:, ::-1])
    (False, True)
    """
    ahead = frames.max(axis=1) - frames[:, BLANK]
    return float(ahead.sum(dtype="float64")) < LEAST
