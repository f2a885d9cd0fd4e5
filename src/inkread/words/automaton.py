"""What a text may be, as a finite automaton: one state at a time, one character a step."""

from collections.abc import Collection, Hashable, Mapping
from typing import Protocol

State = Hashable


class Automaton(Protocol):
    """Says which characters may follow, and whether a text may end."""

    @property
    def start(self) -> State:
        """The state of the empty text."""

    def steps(self, state: State) -> Mapping[str, State]:
        """Return the state after each character that may come next."""

    def accepts(self, state: State) -> bool:
        """Return whether a text may end here."""


class AnyText:
    """Any text of some characters, one at least.

    >>> free = AnyText("ab")
    >>> sorted(free.steps(free.start)), free.accepts(free.start)
    (['a', 'b'], False)
    """

    start: State = False

    def __init__(self, graphemes: Collection[str]) -> None:
        """Remember the characters."""
        self._steps: Mapping[str, State] = dict.fromkeys(graphemes, True)

    def steps(self, state: State) -> Mapping[str, State]:
        """Return the characters, all of which may always follow."""
        return self._steps

    def accepts(self, state: State) -> bool:
        """Return whether there is a character."""
        return bool(state)
