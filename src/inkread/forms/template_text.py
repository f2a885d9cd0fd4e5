"""The text of a template: a small part of YAML, with the line of whatever is wrong.

Only the tree of PyYAML's safe loader is used, and each scalar is taken for what its place asks for: a field
named `no`, or a pattern of nines, is a text, whatever YAML makes of such words.
"""

import difflib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from inkread.errors import ConfigError

MOST_BYTES = 2**20
MADE_BY = "put it right, or draw the boxes on the page Forms, which writes it"
WHOLE = re.compile(r"[0-9]{1,9}")
REAL = re.compile(r"([0-9]{1,9}(\.[0-9]{0,20})?|\.[0-9]{1,20})([eE][-+]?[0-9]{1,3})?")
TRUTHS = {"true": True, "false": False}
NULL = "tag:yaml.org,2002:null"


@dataclass(frozen=True, slots=True)
class FieldText:
    """What a template says of one field, and the line where it begins."""

    settings: dict[str, Any]
    line: int


@dataclass(frozen=True, slots=True)
class TemplateText:
    """What a template says."""

    form: dict[str, Any]
    fields: tuple[FieldText, ...]


def parsed(text: str | bytes, name: str, *, version: int) -> TemplateText:
    """Return what the text of a template says.

    Args:
        text: YAML; UTF-8 where it comes as bytes.
        name: what messages call it.
        version: of the form of file that is understood.

    Raises:
        ConfigError: with file and line, when something is missing, unknown, twice there or of another kind.
    """
    form = _entries(_root(text, name), FORM, name, "the template")
    found = form.pop("form")
    if found != version:
        raise ConfigError(
            f"{name}: expected form: {version}, got form: {found}; this inkread reads no other,"
            " install a newer one"
        )
    made = []
    for node in form.pop("fields"):
        line = node.start_mark.line + 1
        made.append(FieldText(_entries(node, FIELD, name, "a field"), line))
    return TemplateText(form, tuple(made))


def _root(text: str | bytes, name: str) -> yaml.Node:
    """Return the tree of a text."""
    if len(text) > MOST_BYTES:
        raise ConfigError(f"{name}: expected at most {MOST_BYTES} bytes, got {len(text)}; is it a template?")
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = f", line {mark.line + 1}" if mark else ""
        raise ConfigError(f"{name}{line}: expected YAML, got “{error.problem}”; {MADE_BY}") from error
    except (yaml.YAMLError, RecursionError, UnicodeDecodeError) as error:
        what = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise ConfigError(f"{name}: expected YAML in UTF-8, got “{what}”; save it as text") from error
    if root is None:
        raise ConfigError(f"{name}: expected a template, got an empty file; begin it with form: 1")
    return root


def _entries(
    node: yaml.Node, known: Mapping[str, tuple[Callable[[yaml.Node], Any], bool]], name: str, what: str
) -> dict[str, Any]:
    """Return the values of a mapping.

    Args:
        node: of the tree.
        known: key -> what makes its value, and whether it must be there.
        name: of the file.
        what: the mapping, for messages.
    """
    start = f"{name}, line {node.start_mark.line + 1}"
    if not isinstance(node, yaml.MappingNode):
        raise ConfigError(f"{start}: expected {what} as name: value, got {_shown(node)}; {MADE_BY}")
    values: dict[str, Any] = {}
    for key_node, value in node.value:
        line, key = f"{name}, line {key_node.start_mark.line + 1}", str(key_node.value)
        if not isinstance(key_node, yaml.ScalarNode) or key not in known:
            raise ConfigError(f"{line}: expected {what} without {key[:50]!r}; {_meant(key, known)}")
        if key in values:
            raise ConfigError(f"{line}: expected {key} once, got it twice; keep one")
        try:
            values[key] = known[key][0](value)
        except ValueError as error:
            raise ConfigError(
                f"{line}: expected {key} as {error}, got {_shown(value)}; put it right"
            ) from None
    missing = [key for key, (_, needed) in known.items() if needed and key not in values]
    if missing:
        raise ConfigError(f"{start}: expected {what} with {missing[0]}, got none; add it")
    return values


def _meant(key: str, known: Iterable[str]) -> str:
    """Return which key may have been meant."""
    close = difflib.get_close_matches(key, known, n=1)
    return f"did you mean {close[0]!r}?" if close else f"it knows {', '.join(known)}"


def _shown(node: yaml.Node) -> str:
    """Return a node as a message shows it."""
    if isinstance(node, yaml.ScalarNode):
        return repr(node.value[:50]) if node.value else "nothing"
    return "a list" if isinstance(node, yaml.SequenceNode) else "a mapping"


def _text(node: yaml.Node) -> str:
    """Return a text."""
    if not isinstance(node, yaml.ScalarNode) or (node.tag == NULL and node.style is None):
        raise ValueError("a text")
    return str(node.value)


def _whole(node: yaml.Node) -> int:
    """Return a whole number of pixels."""
    if not isinstance(node, yaml.ScalarNode) or node.style is not None or not WHOLE.fullmatch(node.value):
        raise ValueError("a whole number")
    return int(node.value)


def _real(node: yaml.Node) -> float:
    """Return a number."""
    if not isinstance(node, yaml.ScalarNode) or node.style is not None or not REAL.fullmatch(node.value):
        raise ValueError("a number such as 0.9")
    return float(node.value)


def _truth(node: yaml.Node) -> bool:
    """Return true or false."""
    if not isinstance(node, yaml.ScalarNode) or node.style is not None or node.value not in TRUTHS:
        raise ValueError("true or false")
    return TRUTHS[node.value]


def _list(node: yaml.Node) -> list[yaml.Node]:
    """Return the items of a list."""
    if not isinstance(node, yaml.SequenceNode):
        raise ValueError("a list, each item with a dash")
    return list(node.value)


FORM = {
    "form": (_whole, True),
    "name": (_text, True),
    "blank": (_text, True),
    "width": (_whole, True),
    "height": (_whole, True),
    "fields": (_list, True),
}
FIELD = {
    "name": (_text, True),
    "left": (_whole, True),
    "top": (_whole, True),
    "width": (_whole, True),
    "height": (_whole, True),
    "pattern": (_text, False),
    "charset": (_text, False),
    "lexicon": (_text, False),
    "lines": (_truth, False),
    "tick": (_truth, False),
    "group": (_text, False),
    "review_below": (_real, False),
}
