"""Every word of the web pages, one file a language: a further language is a further file.

Texts are named by dotted keys (`history.queue.open`) and hold their values in braces (`{n}`). A text that
a language lacks is taken from English, so that a translation may begin small.
"""

import functools
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from inkread.errors import ConfigError

FOLDER = Path(__file__).parent / "texts"
FALLBACK = "en"
PLACE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Texts:
    """The texts of one language.

    Attributes:
        language: its BCP 47 tag, such as `en`.
        words: the text of each dotted key.
    """

    language: str
    words: Mapping[str, str]

    def __call__(self, key: str, /, **values: object) -> str:
        """Return the text of `key` with `values` in its places.

        Raises:
            ConfigError: when there is no such text, or one of its places has no value.

        Example:
            >>> load("en")("answer.reads", what="the digit 7")
            'It looks like the digit 7'
        """
        if key not in self.words:
            raise ConfigError(f"expected the key of a text, got {key!r}; add it to {FOLDER.name}/en.json")
        missing = set(PLACE.findall(self.words[key])) - set(values)
        if missing:
            raise ConfigError(f"expected a value for {{{missing.pop()}}}, got none; give one to {key!r}")
        return PLACE.sub(lambda place: str(values[place[1]]), self.words[key])

    def of(self, family: str, name: object, fallback: str, /, **values: object) -> str:
        """Return the text `family.name`, or that of the key `fallback` where the family has no such name.

        Example:
            >>> load("en").of("error", "busy", "error.unknown", message="")
            'Many people are reading just now. Wait a moment, then try again.'
        """
        key = f"{family}.{name}"
        return self(key if key in self.words else fallback, **values)

    def under(self, *sections: str) -> dict[str, str]:
        """Return the texts of `sections`, for a page's scripts.

        Example:
            >>> load("en").under("read.charsets.digits")
            {'read.charsets.digits.name': 'Digits', 'read.charsets.digits.short': '0–9'}
        """
        heads = tuple(f"{section}." for section in sections)
        return {key: text for key, text in self.words.items() if key.startswith(heads)}


@functools.cache
def load(language: str = FALLBACK) -> Texts:
    """Return the texts of `language`, in English where it has none.

    Raises:
        ConfigError: when there is no file for the language.
    """
    if language not in languages():
        have = ", ".join(languages())
        raise ConfigError(f"expected a language among {have}, got {language!r}; add {language}.json")
    return Texts(language, {**_words(FALLBACK), **_words(language)})


@functools.cache
def languages() -> tuple[str, ...]:
    """Return the languages that there are texts in, English first."""
    found = sorted(path.stem for path in FOLDER.glob("*.json"))
    return (FALLBACK, *(language for language in found if language != FALLBACK))


def _words(language: str) -> dict[str, str]:
    """Return the texts that the file of `language` holds itself."""
    return dict(_flat(json.loads((FOLDER / f"{language}.json").read_text("utf-8"))))


def _flat(tree: Mapping[str, object], path: Iterable[str] = ()) -> Iterator[tuple[str, str]]:
    """Yield the dotted key and the text of each leaf of `tree`."""
    for name, value in tree.items():
        if isinstance(value, Mapping):
            yield from _flat(value, (*path, name))
        else:
            yield ".".join((*path, name)), str(value)
