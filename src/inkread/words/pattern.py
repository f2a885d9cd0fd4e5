"""Patterns of codes, such as `AA99-9999` or `[A-Z]{2}[0-9]+`, as automata that no text can break."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from inkread.errors import ConfigError
from inkread.words.regex_syntax import SPECIAL, WITHOUT_LIMIT, Chars, Choice, Node, Repeat, Sequence, parsed

TEMPLATE = {"9": str.isdecimal, "A": str.isupper, "a": str.islower}
"""What a sign of a template stands for; every other one stands for itself."""
MOST_STATES = 4096  # of the automaton before it is worked out: more is no code
LONGEST = 4096  # characters: likewise
AS_EXPRESSION = "re:"
DOT = "."  # parts the groups of dates: 99.99.9999 is a template
SPACES = frozenset(" ")
Places: TypeAlias = frozenset[int]
"""Where in a pattern a text may have come to: a state of its automaton."""


@dataclass(slots=True)
class Pattern:
    """A finite automaton whose states are sets of places in the pattern; each is worked out when met.

    Attributes:
        text: as it was written.
        start: the state of the empty text.
        named: the characters that it names, see `parsed`.
    """

    text: str
    start: Places
    named: frozenset[str]
    _after: "list[list[tuple[frozenset[str], int]]]"
    _empty: list[list[int]]
    _end: int
    _alphabet: frozenset[str]
    _known: dict[Places, Mapping[str, Places]] = field(default_factory=dict)

    def steps(self, state: Places) -> Mapping[str, Places]:
        """Return the state after each character that may come next."""
        if state not in self._known:
            targets: dict[frozenset[str], set[int]] = {}
            for place in state:
                for held, target in self._after[place]:
                    targets.setdefault(held, set()).add(target)
            places: dict[str, set[int]] = {}
            for held, found in targets.items():
                for char in held & self._alphabet:
                    places.setdefault(char, set()).update(found)
            # Most characters lead to the same places: with a set of them for each, `((.?){60}){12}` on a
            # line of 150 strokes took 15 seconds and a gigabyte.
            closed = {one: _closed(one, self._empty) for one in set(map(frozenset, places.values()))}
            self._known[state] = {char: closed[frozenset(places[char])] for char in sorted(places)}
        return self._known[state]

    def after(self, state: Places, char: str) -> Places:
        """Return the state after one character, empty where it cannot come; no other step is worked out."""
        if char not in self._alphabet:
            return frozenset()
        targets = {target for place in state for held, target in self._after[place] if char in held}
        return _closed(targets, self._empty)

    @property
    def alphabet(self) -> frozenset[str]:
        """The characters that can come anywhere in a text."""
        used = {char for steps in self._after for held, _ in steps for char in held}
        return frozenset(used & self._alphabet)

    def accepts(self, state: Places) -> bool:
        """Return whether a text may end here."""
        return self._end in state

    def matches(self, text: str) -> bool:
        """Return whether a whole text follows the pattern."""
        state = self.start
        for char in text:
            state = self.after(state, char)
        return self.accepts(state)

    def of(self, alphabet: Collection[str]) -> "Pattern":
        """Return the same pattern over fewer characters; it may be that no text follows it then."""
        return replace(self, _alphabet=self._alphabet & frozenset(alphabet), _known={})

    def can_end(self) -> bool:
        """Return whether any text that can be read, and is more than spaces, follows the pattern.

        Its places are walked, of which there are few. States, which are sets of places, may be without
        number: `.*a.{40}` has 2^40 of them.
        """
        seen = {(place, False) for place in self.start}
        waiting = list(seen)
        while waiting:
            place, inked = waiting.pop()
            after = [(target, inked) for target in self._empty[place]]
            for held, target in self._after[place]:
                chars = held & self._alphabet
                after += [(target, inked or chars != SPACES)] if chars else []
            fresh = set(after) - seen
            seen |= fresh
            waiting += fresh
        return (self._end, True) in seen


def pattern_of(text: str, alphabet: Collection[str], *, known: Collection[str] | None = None) -> Pattern:
    r"""Return the automaton of a pattern over the characters that may come.

    Without any of `()[]{}|*+?\` it is a template: `A` is a capital, `a` a lower-case letter, `9` a digit,
    everything else itself. With one of these, or behind `re:`, it is a regular expression.

    Args:
        text: the pattern.
        alphabet: the characters that may come.
        known: those that can be read, among them `alphabet`; None where that is all of them.

    Raises:
        ConfigError: when it is empty, too long, cannot be understood, names what cannot be read, or no text
            but spaces can follow it.

    Example:
        >>> plate = pattern_of("AA-99", "ABC0123-")
        >>> plate.matches("CB-01"), plate.matches("CB-0")
        (True, False)
        >>> pattern_of("[A-C]{1,2}[0-3]", "ABC0123").matches("AB2")
        True
    """
    held = frozenset(alphabet)
    readable = held if known is None else frozenset(known)
    _check_length(text)
    is_expression = text.startswith(AS_EXPRESSION) or bool(SPECIAL - {DOT} & set(text))
    parse = parsed if is_expression else _template
    node, named = parse(text.removeprefix(AS_EXPRESSION), readable)
    _check_named(text, named, readable)
    found = _Builder(text, named).pattern(node, held)
    if not found.can_end():
        raise ConfigError(
            f"pattern {text!r}: expected a text of {''.join(sorted(held - SPACES))!r} to follow it, got none"
            " that does; write what is to come, or widen the charset"
        )
    return found


def _check_length(text: str) -> None:
    """Refuse a pattern that is empty or too long."""
    if not text or text == AS_EXPRESSION:
        raise ConfigError("expected a pattern, got an empty one; write one such as AA99-9999")
    if len(text) > LONGEST:
        raise ConfigError(
            f"pattern {text[:12]!r}…: expected at most {LONGEST} characters, got {len(text)}; write repeats"
        )


def _check_named(text: str, named: frozenset[str], readable: frozenset[str]) -> None:
    """Refuse a pattern that names what is not read: left out of a class, it would be lost without a word."""
    lost = sorted(named - readable)
    if lost:
        raise ConfigError(
            f"pattern {text!r}: expected characters of {''.join(sorted(readable))!r}, got"
            f" {', '.join(map(repr, lost))}; leave {lost[0]!r} out, which is not read"
        )


def _template(text: str, alphabet: frozenset[str]) -> tuple[Node, frozenset[str]]:
    """Return the tree of a template, and the characters that it names."""
    parts = (
        Chars(frozenset(filter(TEMPLATE[sign], alphabet)) if sign in TEMPLATE else frozenset(sign))
        for sign in text
    )
    return Sequence(tuple(parts)), frozenset(text) - frozenset(TEMPLATE)


class _Builder:
    """Thompson's construction (1968, Communications of the ACM 11:419): places joined by characters."""

    def __init__(self, text: str, named: frozenset[str]) -> None:
        """Begin without places."""
        self._text, self._named = text, named
        self._after: list[list[tuple[frozenset[str], int]]] = []
        self._empty: list[list[int]] = []

    def pattern(self, node: Node, alphabet: frozenset[str]) -> Pattern:
        """Return the automaton of a tree."""
        begin = self._place()
        end = self._add(node, begin)
        start = _closed([begin], self._empty)
        return Pattern(self._text, start, self._named, self._after, self._empty, end, alphabet)

    def _place(self) -> int:
        """Return a new place."""
        if len(self._after) >= MOST_STATES:
            raise ConfigError(
                f"pattern {self._text!r}: expected at most {MOST_STATES} states, got more;"
                " write smaller repeats"
            )
        self._after.append([])
        self._empty.append([])
        return len(self._after) - 1

    def _add(self, node: Node, begin: int) -> int:
        """Add a tree from the place `begin` on; return the place where it ends."""
        if isinstance(node, Chars):
            end = self._place()
            self._after[begin].append((node.held, end))
            return end
        if isinstance(node, Sequence):
            for part in node.parts:
                begin = self._add(part, begin)
            return begin
        if isinstance(node, Choice):
            end = self._place()
            for part in node.parts:
                self._empty[self._add(part, self._beside(begin))].append(end)
            return end
        return self._repeat(node, begin)

    def _repeat(self, node: Repeat, begin: int) -> int:
        """Add a part as often as it must come, then as often as it may."""
        for _ in range(node.least):
            begin = self._add(node.part, begin)
        if node.most == WITHOUT_LIMIT:
            loop = self._beside(begin)
            self._empty[self._add(node.part, loop)].append(loop)
            return self._beside(loop)
        end = self._beside(begin)
        for _ in range(node.most - node.least):
            begin = self._add(node.part, self._beside(begin))
            self._empty[begin].append(end)
        return end

    def _beside(self, place: int) -> int:
        """Return a new place that is reached from another by nothing."""
        beside = self._place()
        self._empty[place].append(beside)
        return beside


def _closed(places: Iterable[int], empty: list[list[int]]) -> frozenset[int]:
    """Return the places with all that are reached from them by nothing."""
    found, waiting = set(places), list(places)
    while waiting:
        for place in empty[waiting.pop()]:
            if place not in found:
                found.add(place)
                waiting.append(place)
    return frozenset(found)
