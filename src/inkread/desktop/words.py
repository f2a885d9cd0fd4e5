"""Every word of the window, one file a language; names are dotted keys, values stand in braces."""

import functools
import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "texts"


def say(key: str, /, **values: object) -> str:
    """Return the text of `key` with `values` in its places.

    Raises:
        KeyError: when there is no such text, or no value for one of its places.

    Example:
        >>> say("answer.reads", what=say("character.digit", text="7"))
        'It looks like the digit 7'
    """
    found: Any = _texts()
    for name in key.split("."):
        found = found[name]
    return str(found).format(**values)


def say_of(family: str, name: str, fallback: str) -> str:
    """Return the text `family.name`, or `fallback` where the family has no such name.

    Example:
        >>> say_of("trouble", "of_another_kind", "It did not work.")
        'It did not work.'
    """
    try:
        return say(f"{family}.{name}")
    except KeyError:
        return fallback


def say_count(key: str, number: int) -> str:
    """Return the text for one or for several, with the number in it.

    Example:
        >>> say_count("count.files", 1), say_count("count.files", 1200)
        ('1 file', '1,200 files')
    """
    return say(f"{key}.{'one' if number == 1 else 'other'}", n=f"{number:,}")


@functools.cache
def _texts() -> dict[str, Any]:
    """Return the tree of texts."""
    texts: dict[str, Any] = json.loads((FOLDER / "en.json").read_text("utf-8"))
    return texts
