"""Text from outside, such as a file's name, made harmless: for terminals, tables, databases, spreadsheets."""

import re

CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]")
LONE_HALVES = re.compile(
    "[\ud800-\udc7f\udd00-\udfff]"
)  # of characters; the others are bytes of a file's name
UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]|" + r"\\(?=x[0-9a-f]{2}|u[0-9a-f]{4})")
ESCAPE = re.compile(r"\\(?:x(?P<byte>[0-9a-f]{2})|u(?P<character>[0-9a-f]{4}))")
BYTES, FIRST_BYTE = 0xDC00, 0xDC80  # where Python keeps the bytes of a file's name that are no text (PEP 383)
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet runs a cell that begins with one (OWASP)


def printable(name: str) -> str:
    r"""Return a name as text: what is no text, or steers a terminal, becomes U+FFFD.

    Example:
        >>> printable("a\x1b[31m.png")
        'a�[31m.png'
    """
    name_bytes = LONE_HALVES.sub("\ufffd", name).encode("utf-8", "surrogateescape")
    return CONTROLS.sub("\ufffd", name_bytes.decode("utf-8", "replace"))


def escaped(name: str) -> str:
    r"""Return a name as text that `unescaped` turns back: `\u000a` for a line feed, `\xff` for a byte.

    Example:
        >>> print(escaped("a\nb.png"), escaped("good\\3.png"), escaped("bad\\x41.png"))
        a\u000ab.png good\3.png bad\u005cx41.png
    """
    return UNSAFE.sub(_escape, name)


def unescaped(cell: str) -> str:
    r"""Return the name that `escaped` was given.

    Example:
        >>> unescaped("a\\u000ab.png")
        'a\nb.png'
    """
    return ESCAPE.sub(_character, cell)


def no_formula(cell: str | float) -> str | float:
    """Return a cell of a CSV so that no spreadsheet takes it for a formula; `without_quote` undoes it.

    Example:
        >>> no_formula("=1+1"), no_formula("1+1")
        ("'=1+1", '1+1')
    """
    # One that looks quoted already gets a quote too, or `without_quote` could not tell the two apart.
    return f"'{cell}" if isinstance(cell, str) and cell.lstrip("'").startswith(FORMULA_STARTS) else cell


def without_quote(cell: str) -> str:
    """Return what `no_formula` was given.

    Example:
        >>> without_quote("'=1+1"), without_quote("'1+1")
        ('=1+1', "'1+1")
    """
    return cell[1:] if cell.startswith("'") and cell.lstrip("'").startswith(FORMULA_STARTS) else cell


def _escape(found: re.Match[str]) -> str:
    """Return what stands for one character, or for a byte that is no text."""
    code = ord(found[0])
    return f"\\x{code - BYTES:02x}" if FIRST_BYTE <= code <= BYTES + 0xFF else f"\\u{code:04x}"


def _character(found: re.Match[str]) -> str:
    """Return what an escape stands for."""
    byte = found["byte"]
    return chr(BYTES + int(byte, 16)) if byte else chr(int(found["character"], 16))
