"""The parameters of the templates, as they declare them: what each may be is told before AWS is asked."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from inkread.deploy.templates import Kind, section
from inkread.errors import ConfigError

NAMED: Final = re.compile(r"^  (?P<name>\w+):(?P<said>(?: \{.*\}$|(?:\n    .*)+))", re.MULTILINE)
FIELD: Final = r"(?:^ {{4}}|[{{,] ?){}: (?P<value>\[.*?\]|\"[^\"\n]*\"|{})"
TO_THE_NEXT: Final = r"[^,}\n]*"
TO_THE_END: Final = r"[^\n]*?(?=  #|$)"


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a template says of one of its parameters.

    Attributes:
        name: of it.
        type: of CloudFormation: `String` or `Number`.
        default: what it is unless it is given; None where it must be.
        pattern: what a text must match as a whole, or None.
        choices: what it may be, or nothing for anything.
        least: of a number, or None.
        most: of a number, or None.
    """

    name: str
    type: str
    default: str | None
    pattern: str | None
    choices: tuple[str, ...]
    least: int | None
    most: int | None

    def expect_fitting(self, value: str) -> None:
        """Raise ConfigError where AWS would refuse the value."""
        if self.type == "Number":
            fits = value.isascii() and value.isdecimal() and self._low <= int(value) <= self._high
            expected = f"a whole number from {self.least} to {self.most}"
        elif self.choices:
            fits, expected = value in self.choices, f"one of {', '.join(self.choices)}"
        else:
            fits = self.pattern is None or re.fullmatch(self.pattern, value) is not None
            expected = f"a text like {self.pattern}"
        if not fits:
            raise ConfigError(f"expected {self.name} as {expected}, got {value!r}; change it")

    @property
    def _low(self) -> float:
        """The least number that is taken."""
        return float("-inf") if self.least is None else self.least

    @property
    def _high(self) -> float:
        """The greatest number that is taken."""
        return float("inf") if self.most is None else self.most


def parameters(kind: Kind) -> dict[str, Parameter]:
    """Return a template's parameters by name, in their order."""
    found = NAMED.finditer(section(kind, "Parameters"))
    return {match["name"]: _parameter(match["name"], match["said"]) for match in found}


def expect_fitting(kind: Kind, given: Mapping[str, str]) -> None:
    """Raise ConfigError where a template has no parameter of a name, or it may not be what was given."""
    known = parameters(kind)
    for name, value in given.items():
        if name not in known:
            raise ConfigError(f"expected a parameter among {', '.join(known)}, got {name!r}; choose one")
        known[name].expect_fitting(value)


def _parameter(name: str, said: str) -> Parameter:
    """Return a parameter from what stands behind its name: a line in braces, or a block."""
    is_line = said.startswith(" {")

    def field(of: str) -> str | None:
        pattern = FIELD.format(of, TO_THE_NEXT if is_line else TO_THE_END)
        match = re.search(pattern, said, re.MULTILINE)
        return None if match is None else match["value"].strip().strip('"')

    choices = (field("AllowedValues") or "").strip("[]")
    least, most = field("MinValue"), field("MaxValue")
    return Parameter(
        name,
        field("Type") or "String",
        field("Default"),
        field("AllowedPattern"),
        tuple(re.split(", *", choices)) if choices else (),
        None if least is None else int(least),
        None if most is None else int(most),
    )
