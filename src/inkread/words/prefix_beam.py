"""Prefix beam search over the frames of a line: the likeliest texts that a constraint allows.

Hannun et al. 2014, "First-pass large vocabulary continuous speech recognition using bi-directional recurrent
DNNs" (arXiv 1408.2873), section 2.2: each text is kept once, with the probability of all ways to spread its
characters over the frames, those that end in a blank apart from those that do not.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from inkread.words.automaton import Automaton
from inkread.words.beam import Found
from inkread.words.ctc import BLANK, Frames
from inkread.words.text_tree import NO_LABEL, ROOT, Numbers, Outlook, TextTree, Whole

NEVER = -math.inf
FLOOR = -9.0  # logarithm: characters less likely than that in a frame are not tried there
STRICT_FLOOR = -18.0  # where only some texts may come out, one of them may need an unlikely character
SURE_BLANK = -1e-3  # logarithm: in such frames nothing is written, and nothing need be tried


@dataclass(slots=True)
class _Held:
    """The texts that the search holds, a row each.

    Attributes:
        nodes: of the tree.
        blank: logarithm of the probability of all ways that end in a blank.
        char: of those that end in the text's last character.
        bonus: logarithm of what the outlook said of the text.
    """

    nodes: Whole
    blank: Numbers
    char: Numbers
    bonus: Numbers


@dataclass(frozen=True, slots=True)
class PrefixSearch:
    """How to search.

    Attributes:
        graphemes: of the frames' columns, the blank's left out.
        allowed: what a text may be.
        outlook: on what follows a text, or None where nothing is known of that.
        width: texts kept at each frame, or None for all.
        floor: see `FLOOR`.
    """

    graphemes: Sequence[str]
    allowed: Automaton
    outlook: Outlook | None
    width: int | None
    floor: float = FLOOR

    def texts(self, frames: Frames) -> list[Found]:
        """Return the texts that may come out, likeliest first.

        Args:
            frames: logarithms of probabilities, axes (frames, 1 + graphemes).
        """
        tree = TextTree(self.graphemes, self.allowed, self.outlook)
        held = _Held(np.full(1, ROOT), np.zeros(1), np.full(1, NEVER), np.zeros(1))
        rows = frames.astype(np.float64)
        for is_empty, places in groupby(range(len(rows)), key=(rows[:, BLANK] > SURE_BLANK).__getitem__):
            if is_empty:
                held = _ended(held, float(rows[list(places), BLANK].sum()))
                continue
            for place in places:
                held = self._after(rows[place], held, tree)
        scores = (np.logaddexp(held.blank, held.char) + held.bonus).tolist()
        found = [
            Found(tree.texts[node], score, ())
            for node, score in zip(held.nodes.tolist(), scores, strict=True)
            if tree.is_whole(node)
        ]
        return sorted(found, key=lambda one: (-one.score, one.text))

    def _after(self, row: Numbers, held: _Held, tree: TextTree) -> _Held:
        """Return what is held after one more frame: each text as it was, or one character longer."""
        total = np.logaddexp(held.blank, held.char)
        labels = np.flatnonzero(row[1:] > self.floor)
        likely = row[1 + labels]
        places, columns = tree.places(held.nodes, labels)
        char = held.char + np.append(likely, NEVER)[columns]
        longer = total[:, None] + likely + tree.shut(held.nodes, labels)
        again = np.flatnonzero(columns != NO_LABEL)  # the same character twice needs a blank between
        longer[again, columns[again]] += held.blank[again] - total[again]
        known = again[places[again] != NO_LABEL]  # a text and the same without its last character, both held
        char[known] = np.logaddexp(char[known], longer[places[known], columns[known]])
        longer[places[known], columns[known]] = NEVER
        return self._best(_Held(held.nodes, total + row[BLANK], char, held.bonus), (longer, labels), tree)

    def _best(self, same: _Held, more: tuple[Numbers, Whole], tree: TextTree) -> _Held:
        """Return the likeliest of the texts that stay as they are and of those that grow."""
        longer, labels = more
        bonus = same.bonus[:, None] + tree.outlook(same.nodes, labels)
        scores = np.logaddexp(same.blank, same.char) + same.bonus, (longer + bonus).ravel()
        kept = self._likeliest(np.concatenate(scores))
        stay, grown = kept[kept < len(same.nodes)], kept[kept >= len(same.nodes)] - len(same.nodes)
        rows, columns = np.divmod(grown, max(1, len(labels)))
        return _Held(
            np.concatenate([same.nodes[stay], tree.grown(same.nodes[rows], labels[columns])]),
            np.concatenate([same.blank[stay], np.full(len(grown), NEVER)]),
            np.concatenate([same.char[stay], longer[rows, columns]]),
            np.concatenate([same.bonus[stay], bonus[rows, columns]]),
        )

    def _likeliest(self, scores: Numbers) -> Whole:
        """Return the places of the scores that are kept, in order."""
        kept = np.flatnonzero(scores > NEVER)
        if self.width is None or len(kept) <= self.width:
            return kept
        return np.sort(kept[np.argpartition(-scores[kept], self.width - 1)[: self.width]])


def _ended(held: _Held, blank: float) -> _Held:
    """Return what is held after frames in which nothing is written, `blank` the logarithm of that."""
    total = np.logaddexp(held.blank, held.char)
    return _Held(held.nodes, total + blank, np.full(len(total), NEVER), held.bonus)
