"""Folders named by grapheme: `A`, or its code point `U+0041` where file systems do not tell case apart."""

import re
import unicodedata

from inkread.errors import DataError

CODE_POINTS = re.compile(r"U\+[0-9A-Fa-f]{4,6}(?:_U\+[0-9A-Fa-f]{4,6})*")


def grapheme_of(name: str) -> str:
    """Return the grapheme that a folder's name stands for, as NFC text.

    Raises:
        DataError: when the name is neither one visible character nor code points.

    Example:
        >>> grapheme_of("A"), grapheme_of("U+0061"), grapheme_of("U+0065_U+0301")
        ('A', 'a', 'é')
    """
    text = _spelt(name) if CODE_POINTS.fullmatch(name) else name
    grapheme = unicodedata.normalize("NFC", text)
    base, marks = grapheme[:1] or " ", grapheme[1:]
    if unicodedata.category(base)[0] in "CZ" or not all(unicodedata.combining(mark) for mark in marks):
        raise DataError(
            f"expected a folder named by one character or its code point, such as A or U+0041, got {name!r};"
            f" rename it"
        )
    return grapheme


def folder_of(grapheme: str) -> str:
    """Return the folder name of `grapheme` that is safe on every file system.

    Example:
        >>> folder_of("A"), folder_of("/")
        ('U+0041', 'U+002F')
    """
    return "_".join(f"U+{ord(code_point):04X}" for code_point in grapheme)


def _spelt(name: str) -> str:
    """Return the text that `U+XXXX_U+YYYY` spells, or nothing where a code point is past the last one."""
    values = [int(part[2:], 16) for part in name.split("_")]
    return "".join(map(chr, values)) if max(values) <= 0x10FFFF else ""
