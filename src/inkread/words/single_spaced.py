"""Spaces within a pattern as they come out: one where it has several, and none at an end.

Writing has gaps, not spaces: nobody can tell two in a row from one, and at an end there is none.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from inkread.words.automaton import State
from inkread.words.language_model import BREAK
from inkread.words.pattern import Pattern, Places


class Spot(NamedTuple):
    """A place in a text.

    Attributes:
        places: in the pattern.
        at_gap: whether a space or nothing stands before it.
    """

    places: Places
    at_gap: bool


@dataclass(frozen=True, slots=True)
class SingleSpaced:
    """The texts of a pattern with single spaces between their characters; the empty one is none of them.

    Attributes:
        pattern: the pattern.

    Example:
        >>> from inkread.words.pattern import pattern_of
        >>> codes = SingleSpaced(pattern_of("99  99 ", "12 "))
        >>> [codes.matches(text) for text in ("12 12", "12  12", "1212", "12 12 ")]
        [True, True, False, True]
    """

    pattern: Pattern
    _known: dict[Spot, Mapping[str, State]] = field(default_factory=dict, compare=False, repr=False)

    @property
    def start(self) -> State:
        """The state of the empty text."""
        return Spot(self._past_spaces(self.pattern.start), at_gap=True)

    def steps(self, state: State) -> Mapping[str, State]:
        """Return the state after each character; after a space no second one."""
        spot: Spot = state  # type: ignore[assignment] # its own
        if spot not in self._known:
            steps = self.pattern.steps(spot.places)
            spots = {places: Spot(places, at_gap=False) for places in set(steps.values())}
            after: dict[str, State] = {char: spots[places] for char, places in steps.items()}
            behind = after.pop(BREAK, None)
            if behind is not None and not spot.at_gap:
                after[BREAK] = Spot(self._past_spaces(steps[BREAK]), at_gap=True)
            self._known[spot] = after
        return self._known[spot]

    def accepts(self, state: State) -> bool:
        """Return whether a text may end here."""
        spot: Spot = state  # type: ignore[assignment] # its own
        return not spot.at_gap and self.pattern.accepts(self._past_spaces(spot.places))

    def matches(self, text: str) -> bool:
        """Return whether a text follows the pattern, however many spaces stand around its words."""
        words = text.split()
        places = self._over_spaces(self.pattern.start)
        for char in BREAK.join(words):
            places = self.pattern.after(places, char)
            if char == BREAK:
                places = self._over_spaces(places)
        return bool(words) and self.pattern.accepts(self._over_spaces(places))

    def _past_spaces(self, places: Places) -> Places:
        """Return places with those behind any number of spaces."""
        while True:
            more = self.pattern.steps(places).get(BREAK, places)
            if more <= places:
                return places
            places |= more

    def _over_spaces(self, places: Places) -> Places:
        """Return the same as `_past_spaces`, with no step worked out: a text to match goes by once."""
        while True:
            more = self.pattern.after(places, BREAK)
            if more <= places:
                return places
            places |= more
