"""The texts of a search as a tree: a node a text, one character more with every step down."""

from collections.abc import Callable, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from inkread.words.automaton import Automaton, State

NO_LABEL: Final = -1
ROOT: Final = 0  # the empty text
FIRST_SIZE: Final = 256  # nodes that there is room for before more is made

Numbers = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]
Outlook = Callable[[str], Numbers]
"""What is added for each grapheme that may follow a text, axes (graphemes,)."""


class TextTree:
    """Remembers each text that was ever held, what may follow it, and what is thought of that.

    Args:
        graphemes: the characters; a label is a place among them.
        allowed: what a text may be.
        outlook: what is added for each grapheme that may follow a text, or None for nothing.

    Attributes:
        texts: of the nodes.
    """

    def __init__(self, graphemes: Sequence[str], allowed: Automaton, outlook: Outlook | None) -> None:
        """Begin with the empty text."""
        self._graphemes = graphemes
        self._allowed = allowed
        self._outlook = outlook
        self._labels_of = {grapheme: label for label, grapheme in enumerate(graphemes)}
        self._children: dict[tuple[int, int], int] = {}
        self._shut_after: dict[State, Numbers] = {}
        self.texts = [""]
        self._states: list[State] = [allowed.start]
        self._parents = np.full(FIRST_SIZE, NO_LABEL, np.int64)
        self._lasts = np.full(FIRST_SIZE, NO_LABEL, np.int64)
        self._shut = np.zeros((FIRST_SIZE, len(graphemes)))
        self._outlooks = np.zeros((FIRST_SIZE if outlook else 0, len(graphemes)))
        self._look_ahead(ROOT)

    def is_whole(self, node: int) -> bool:
        """Return whether a text may end there."""
        return self._allowed.accepts(self._states[node])

    def shut(self, nodes: Whole, labels: Whole) -> Numbers:
        """Return 0 where a label may follow a node's text, else minus infinity, axes (nodes, labels)."""
        return self._shut[nodes[:, None], labels]

    def outlook(self, nodes: Whole, labels: Whole) -> Numbers:
        """Return what is added for each label after each node's text, axes (nodes, labels)."""
        if self._outlook is None:
            return np.zeros((len(nodes), len(labels)))
        return self._outlooks[nodes[:, None], labels]

    def places(self, nodes: Whole, labels: Whole) -> tuple[Whole, Whole]:
        """Return where the nodes' parents are among them, and their last labels among `labels`; -1 if not."""
        place = {node: at for at, node in enumerate(nodes.tolist())}
        parents = [place.get(parent, NO_LABEL) for parent in self._parents[nodes].tolist()]
        column = np.full(len(self._graphemes) + 1, NO_LABEL)  # the last one is that of no label
        column[labels] = np.arange(len(labels))
        return np.array(parents), column[self._lasts[nodes]]

    def grown(self, nodes: Whole, labels: Whole) -> Whole:
        """Return the nodes of texts that are each one label longer than those of `nodes`."""
        pairs = zip(nodes.tolist(), labels.tolist(), strict=True)
        return np.array([self._child(node, label) for node, label in pairs], np.int64)

    def _child(self, node: int, label: int) -> int:
        """Return the node of a text one label longer."""
        found = self._children.get((node, label))
        if found is not None:
            return found
        child = len(self.texts)
        if child == len(self._parents):
            self._make_room()
        char = self._graphemes[label]
        self._children[node, label] = child
        self.texts.append(self.texts[node] + char)
        self._states.append(self._allowed.steps(self._states[node])[char])
        self._parents[child], self._lasts[child] = node, label
        self._look_ahead(child)
        return child

    def _look_ahead(self, node: int) -> None:
        """Find what may follow a text, and what is thought of it."""
        state = self._states[node]
        if state not in self._shut_after:
            shut = np.full(len(self._graphemes), -np.inf)
            labels = [self._labels_of.get(char) for char in self._allowed.steps(state)]
            shut[[label for label in labels if label is not None]] = 0.0
            self._shut_after[state] = shut
        self._shut[node] = self._shut_after[state]
        if self._outlook is not None:
            self._outlooks[node] = self._outlook(self.texts[node])

    def _make_room(self) -> None:
        """Double the room for nodes."""
        self._parents, self._lasts, self._shut = (
            np.concatenate([part, np.empty_like(part)]) for part in (self._parents, self._lasts, self._shut)
        )
        self._outlooks = np.concatenate([self._outlooks, np.empty_like(self._outlooks)])
