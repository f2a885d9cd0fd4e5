"""Text from outside, such as a file's name, made harmless: for terminals, tables, databases, spreadsheets."""

import re

CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]")
LONE_HALVES = re.compile(
    "[\ud800-\udc7f\udd00-\udfff]"
)  # of characters; the others are bytes of a file's name
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet runs a cell that begins with one (OWASP)


def printable(name: str) -> str:
    r"""Return a name as text: what is no text, or steers a terminal, becomes U+FFFD.

    Example:
        >>> printable("a\x1b[31m.png")
        'a�[31m.png'
    """
    name_bytes = LONE_HALVES.sub("\ufffd", name).encode("utf-8", "surrogateescape")
    return CONTROLS.sub("\ufffd", name_bytes.decode("utf-8", "replace"))


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
