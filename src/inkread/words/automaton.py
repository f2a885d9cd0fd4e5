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


class AnyWords:
    """Any text of some characters with single spaces between, none of them at the beginning.

    >>> free = AnyWords("a", " ")
    >>> behind = free.steps(free.start)["a"]
    >>> sorted(free.steps(free.start)), sorted(free.steps(behind)), free.accepts(free.start)
    (['a'], [' ', 'a'], False)
    """

    start: State = "begin"

    def __init__(self, graphemes: Collection[str], space: str) -> None:
        """Remember the characters."""
        letters = dict.fromkeys((one for one in graphemes if one != space), "letter")
        self._steps: Mapping[State, Mapping[str, State]] = {
            "begin": letters,
            "letter": {**letters, space: "space"},
            "space": letters,
        }

    def steps(self, state: State) -> Mapping[str, State]:
        """Return what may follow."""
        return self._steps[state]

    def accepts(self, state: State) -> bool:
        """Return whether there is a character; a space at the end does no harm."""
        return state != self.start
