"""Which frames of a line each character of its text was read from: the likeliest, by Viterbi's algorithm."""

import numpy as np

from inkread.words.ctc import BLANK, Frames

Span = tuple[int, int]
"""First frame of a character, and the one after its last."""


def aligned(frames: Frames, labels: list[int]) -> list[Span]:
    """Return the frames of each label, in order; none where there are fewer frames than labels.

    Args:
        frames: logarithms of probabilities, axes (frames, 1 + graphemes).
        labels: of the text, from 1; the blank's is 0.
    """
    states = np.array([BLANK, *(label for one in labels for label in (one, BLANK))])
    count = len(states)
    skips = np.zeros(count, bool)
    skips[3::2] = states[3::2] != states[1:-2:2]  # from one character to another without a blank
    best = np.full(count, -np.inf)
    best[:2] = frames[0, states[:2]]
    own = frames[:, states]
    came = np.zeros((len(frames), count), np.int64)
    ways = np.full((3, count), -np.inf)
    for place in range(1, len(frames)):
        ways[0] = best
        ways[1, 1:] = best[:-1]
        np.copyto(ways[2, 2:], best[:-2], where=skips[2:])
        came[place] = ways.argmax(axis=0)
        best = ways.max(axis=0) + own[place]
    state = count - 1 if count == 1 or best[-1] >= best[-2] else count - 2
    if not np.isfinite(best[state]):
        return []
    path = [state]
    for place in range(len(frames) - 1, 0, -1):
        state -= int(came[place, state])
        path.append(state)
    where = np.array(path[::-1])
    spans = (np.flatnonzero(where == 2 * number + 1) for number in range(len(labels)))
    return [(int(span[0]), int(span[-1]) + 1) for span in spans]
