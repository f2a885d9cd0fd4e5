"""A small part of regular expressions, read into a tree: what describes a code, and nothing wild."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NoReturn, TypeAlias

from inkread.errors import ConfigError

CLASSES: dict[str, Callable[[str], bool]] = {
    "d": str.isdecimal,
    "w": lambda char: char.isalnum() or char == "_",
    "s": str.isspace,
}
MOST_REPEATS = 64  # of one part: no code is longer, and each repeat is a state of its own
DEEPEST = 50  # groups within groups: no code has more, and each is some calls deep
SHOWN = 12  # characters of a pattern that an error shows, from where it is wrong
SPECIAL = frozenset("()[]{}|*+?.\\")
WITHOUT_LIMIT = -1


@dataclass(frozen=True, slots=True)
class Chars:
    """One character of a set."""

    held: frozenset[str]


@dataclass(frozen=True, slots=True)
class Sequence:
    """Parts one after the other; none is the empty text."""

    parts: "tuple[Node, ...]"


@dataclass(frozen=True, slots=True)
class Choice:
    """One of some parts."""

    parts: "tuple[Node, ...]"


@dataclass(frozen=True, slots=True)
class Repeat:
    """A part some times over; a greatest number of `WITHOUT_LIMIT` is any."""

    part: "Node"
    least: int
    most: int


Node: TypeAlias = Chars | Sequence | Choice | Repeat


def parsed(pattern: str, alphabet: frozenset[str]) -> tuple[Node, frozenset[str]]:
    r"""Return the tree of a regular expression over `alphabet`, and the characters that it names.

    Named is what is written out, alone or in a class, not what lies in a range or is one of `.` or `\d`.

    Understood are characters, `.`, classes such as `[A-F0-9-]` and `[^x]`, `\d`, `\w` and `\s`, groups, `|`,
    and `?`, `*`, `+`, `{3}`, `{2,4}`, `{2,}`. A text must follow the whole of it, so `^` and `$` say nothing
    new: they may stand at its ends.

    Raises:
        ConfigError: when something else is asked for, or is left open.
    """
    bare = pattern.removeprefix("^")
    if bare.endswith("$") and not bare.endswith("\\$"):
        bare = bare[:-1]
    reader = _Parser(pattern, bare, alphabet)
    node = reader.choice()
    if reader.rest():
        reader.refuse("an end")
    return node, frozenset(reader.named)


class _Parser:
    """Reads a pattern from left to right."""

    def __init__(self, whole: str, bare: str, alphabet: frozenset[str]) -> None:
        """Begin at its first character."""
        self._whole, self._text, self._alphabet = whole, bare, alphabet
        self._left_out = int(whole.startswith("^"))  # characters of `whole` before those of `bare`
        self._at = self._depth = 0
        self.named: set[str] = set()

    def rest(self) -> str:
        """Return what was not read yet."""
        return self._text[self._at :]

    def refuse(self, expected: str, *, since: int | None = None) -> NoReturn:
        """Raise the error about where the reading stopped, or where the part began that is wrong."""
        place = self._left_out + (self._at if since is None else since)
        got = repr(self._whole[place : place + SHOWN]) if place < len(self._whole) else "its end"
        raise ConfigError(
            f"pattern {self._whole!r}: expected {expected} at character {place + 1}, got {got};"
            " write characters, classes such as [A-Z0-9], groups, |, ?, *, + and {2,4}"
        )

    def choice(self) -> Node:
        """Return parts parted by `|`."""
        parts = [self._sequence()]
        while self._take("|"):
            parts.append(self._sequence())
        return parts[0] if len(parts) == 1 else Choice(tuple(parts))

    def _sequence(self) -> Node:
        """Return parts that follow one another."""
        parts: list[Node] = []
        while self.rest() and self.rest()[0] not in "|)":
            parts.append(self._repeated())
        return Sequence(tuple(parts))

    def _repeated(self) -> Node:
        """Return one part with how often it may come."""
        part = self._one()
        for sign, least, most in (("?", 0, 1), ("*", 0, WITHOUT_LIMIT), ("+", 1, WITHOUT_LIMIT)):
            if self._take(sign):
                return self._last_repeat(Repeat(part, least, most))
        if self._take("{"):
            return self._last_repeat(Repeat(part, *self._counts()))
        return part

    def _last_repeat(self, node: Node) -> Node:
        """Return the part, after which no second repeat may stand."""
        if self.rest()[:1] in ("?", "*", "+", "{") and self.rest():
            self.refuse("one repeat")
        return node

    def _counts(self) -> tuple[int, int]:
        """Return the least and the greatest number of a repeat in braces."""
        since = self._at - 1
        inside, closed, _ = self.rest().partition("}")
        low, comma, high = inside.partition(",")
        if not closed or not low.isdecimal() or (high and not high.isdecimal()):
            self.refuse("a repeat such as {2} or {2,4}", since=since)
        least = int(low)
        most = int(high) if high else (WITHOUT_LIMIT if comma else least)
        if max(least, most) > MOST_REPEATS or -1 < most < least:
            self.refuse(f"a repeat of at most {MOST_REPEATS}, the less first,", since=since)
        self._at += len(inside) + 1
        return least, most

    def _one(self) -> Node:
        """Return a group, a class or a character."""
        char = self._next()
        if char == "(":
            return self._group()
        if char == "[":
            return self._class()
        if char == ".":
            return Chars(self._alphabet)
        if char == "\\":
            return Chars(self._naming(self._escaped()))
        if char in SPECIAL or char in "^$":
            self.refuse("a character", since=self._at - 1)
        return Chars(self._naming(frozenset(char)))

    def _naming(self, held: frozenset[str]) -> frozenset[str]:
        """Return characters; one that stands alone is named."""
        self.named |= held if len(held) == 1 else set()
        return held

    def _group(self) -> Node:
        """Return what stands in parentheses."""
        if self._take("?") and not self._take(":"):
            self.refuse("a plain group", since=self._at - 2)
        self._depth += 1
        if self._depth > DEEPEST:
            self.refuse(f"at most {DEEPEST} groups within one another", since=self._at - 1)
        inner = self.choice()
        self._depth -= 1
        if not self._take(")"):
            self.refuse("a closing )")
        return inner

    def _class(self) -> Node:
        """Return the set of characters in brackets."""
        inverted = self._take("^")
        named = set(self.named)
        held = set(self._member())  # a bracket that comes first is a character, as everywhere
        while not self._take("]"):
            if not self.rest():
                self.refuse("a closing ]")
            held |= self._member()
        if not inverted:
            return Chars(frozenset(held))
        self.named = named  # nothing need be readable to be left out
        return Chars(self._alphabet - held)

    def _member(self) -> frozenset[str]:
        """Return the characters of one part of a class: one, a range, or what a backslash stands for."""
        since = self._at
        low = self._set_of_one()
        if len(low) != 1 or self.rest()[:1] != "-" or self.rest()[1:2] in ("]", ""):
            return self._naming(low)
        self._at += 1
        high = self._set_of_one()
        if len(high) != 1:
            self.refuse("a range that ends in one character", since=since)
        if max(low) > max(high):
            self.refuse("a range from low to high", since=since)
        return frozenset(char for char in self._alphabet if max(low) <= char <= max(high)) | low | high

    def _set_of_one(self) -> frozenset[str]:
        """Return the next character, or what stands behind a backslash."""
        char = self._next()
        return self._escaped() if char == "\\" else frozenset(char)

    def _escaped(self) -> frozenset[str]:
        """Return what stands behind a backslash."""
        char = self._next()
        if char in CLASSES:
            return frozenset(filter(CLASSES[char], self._alphabet))
        if char.isalnum():
            self.refuse("\\d, \\w, \\s or a sign behind the backslash", since=self._at - 2)
        return frozenset(char)

    def _take(self, sign: str) -> bool:
        """Return whether `sign` comes next; it is read then."""
        found = self.rest().startswith(sign)
        self._at += len(sign) if found else 0
        return found

    def _next(self) -> str:
        """Return the next character."""
        if not self.rest():
            self.refuse("a character")
        self._at += 1
        return self._text[self._at - 1]
