"""Fields of a JSON object, each taken once and checked, with the file's name in every complaint."""

import math
from typing import Any

from inkread.errors import BundleError

_WORDS = {str: "text", int: "a whole number", float: "a number", list: "a list", dict: "an object"}


class Fields:
    """The fields of one JSON object, to be taken by name.

    Args:
        value: what the JSON held at this place.
        where: file and place, such as `b/bundle.json: training`.

    Raises:
        BundleError: when `value` is no object.
    """

    def __init__(self, value: object, *, where: str) -> None:
        """Keep the fields not yet taken."""
        if not isinstance(value, dict):
            raise BundleError(f"{where}: expected an object, got {_short(value)}; export the bundle again")
        self._left: dict[str, Any] = dict(value)
        self.where = where

    def text(self, name: str) -> str:
        """Take a text that is not empty."""
        value = self.any_text(name)
        if not value:
            raise self.complaint(name, "text", value)
        return value

    def any_text(self, name: str) -> str:
        """Take a text that may be empty."""
        return str(self._take(name, str))

    def whole(self, name: str) -> int:
        """Take a whole number."""
        return int(self._take(name, int))

    def number(self, name: str) -> float:
        """Take a finite number."""
        value = self._take(name, float)
        if not math.isfinite(value):
            raise self.complaint(name, "a finite number", value)
        return float(value)

    def optional_number(self, name: str) -> float | None:
        """Take a finite number, or null."""
        return self.number(name) if self._left.get(name, 0) is not None else self._left.pop(name)

    def values(self, name: str, kind: type) -> tuple[Any, ...]:
        """Take a list whose items are all of `kind`."""
        items = self._take(name, list)
        for place, item in enumerate(items):
            if not _is(item, kind):
                raise self.complaint(f"{name}[{place}]", _WORDS[kind], item)
        return tuple(items)

    def items(self, name: str) -> list[Any]:
        """Take a list of anything."""
        return list(self._take(name, list))

    def pair(self, name: str) -> tuple[int, int]:
        """Take a list of two whole numbers."""
        found = self.values(name, int)
        if len(found) != 2:
            raise self.complaint(name, "two whole numbers", list(found))
        return found[0], found[1]

    def texts(self, name: str) -> dict[str, str]:
        """Take an object whose values are all texts."""
        held = self._take(name, dict)
        for key, value in held.items():
            if not isinstance(value, str):
                raise self.complaint(f"{name}.{key}", "text", value)
        return dict(held)

    def numbers(self, name: str) -> dict[str, float]:
        """Take an object whose values are all finite numbers."""
        held = self.inner(name)
        return {key: held.number(key) for key in held.names()}

    def scalars(self, name: str) -> dict[str, float | int | bool | str]:
        """Take an object whose values are numbers, texts or true and false."""
        held = self._take(name, dict)
        for key, value in held.items():
            if not isinstance(value, (str, int, float)):
                raise self.complaint(f"{name}.{key}", "a number, text, true or false", value)
        return dict(held)

    def inner(self, name: str) -> "Fields":
        """Take an object, to be taken apart in turn."""
        return Fields(self._take(name, dict), where=f"{self.where}: {name}")

    def inner_list(self, name: str) -> "list[Fields]":
        """Take a list of objects, each to be taken apart in turn."""
        return [
            Fields(item, where=f"{self.where}: {name}[{place}]")
            for place, item in enumerate(self.values(name, dict))
        ]

    def names(self) -> tuple[str, ...]:
        """Return the names of the fields not yet taken, in order."""
        return tuple(self._left)

    def optional_inner(self, name: str) -> "Fields | None":
        """Take an object, or null."""
        return self.inner(name) if self._left.get(name, 0) is not None else self._left.pop(name)

    def end(self) -> None:
        """Refuse fields that nobody took: a misspelt one would have no effect.

        Raises:
            BundleError: when a field is left.
        """
        if self._left:
            stray = sorted(self._left)[0]
            raise BundleError(
                f"{self.where}: expected no field {stray!r}, got {_short(self._left[stray])};"
                " remove it, or update inkread"
            )

    def complaint(self, name: str, expected: str, value: object) -> BundleError:
        """Return the error that says what field `name` should have been."""
        return BundleError(
            f"{self.where}: expected {expected} in {name!r}, got {_short(value)}; export the bundle again"
        )

    def _take(self, name: str, kind: type) -> Any:  # noqa: ANN401 - `kind` decides, at run time
        """Take the field `name`, which must be there and of `kind`."""
        if name not in self._left:
            raise BundleError(f"{self.where}: expected a field {name!r}, got none; export the bundle again")
        value = self._left.pop(name)
        if not _is(value, kind):
            raise self.complaint(name, _WORDS[kind], value)
        return value


def _is(value: object, kind: type) -> bool:
    """Return whether a JSON value is of `kind`; true is no number, and 1 is a float too."""
    if isinstance(value, bool):
        return kind is bool
    return isinstance(value, (int, float) if kind is float else kind)


def _short(value: object) -> str:
    """Return `value` for a message, cut where it is long."""
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
