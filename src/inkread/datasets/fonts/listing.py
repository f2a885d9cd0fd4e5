"""The list beside a folder's fonts: which of their characters are worth learning from."""

import csv
from pathlib import Path
from typing import Final

from inkread.charset import NAMED
from inkread.errors import DataError

FONTS_CSV: Final = "fonts.csv"
KINDS: Final = {"d": "digits", "U": "upper", "l": "lower"}
"""Letters of the list's column `kinds`, and the charsets that they stand for."""
COLUMNS: Final = ("file", "kinds")
SUFFIXES: Final = (".ttf", ".otf", ".woff", ".woff2")


def font_files(folder: Path) -> dict[Path, frozenset[str]]:
    """Return the fonts of a folder in order of name, each with the graphemes to take from it.

    Where the folder holds a `fonts.csv` with the columns `file` and `kinds` (letters of `dUl`: digits,
    capitals, lower case), it alone says which; all of every font otherwise.

    Raises:
        DataError: when the list is not of that form, or names a font that is not there.
    """
    listing = folder / FONTS_CSV
    if not listing.is_file():
        every = frozenset(NAMED["byclass"].graphemes)
        return {path: every for path in sorted(folder.iterdir()) if path.suffix.lower() in SUFFIXES}
    try:
        with listing.open(encoding="utf-8", newline="") as lines:
            rows = list(csv.DictReader(lines, strict=True))
    except (csv.Error, UnicodeDecodeError) as error:
        raise DataError(f"{listing}: expected lines of CSV in UTF-8, got others ({error})") from error
    return dict(sorted(_entry(listing, number, row) for number, row in enumerate(rows, start=2)))


def _entry(listing: Path, number: int, row: dict[str, str]) -> tuple[Path, frozenset[str]]:
    """Return what one line of the list says."""
    if not set(COLUMNS) <= set(row) or None in row.values():
        raise DataError(f"{listing}: expected the columns file and kinds, got others on line {number}")
    path = listing.parent / row["file"]
    if Path(row["file"]).name != row["file"] or path.suffix.lower() not in SUFFIXES or not path.is_file():
        raise DataError(
            f"{listing}: expected a font of this folder, got {row['file']!r} on line {number};"
            " put the file there, or leave the line out"
        )
    if not row["kinds"] or set(row["kinds"]) - set(KINDS):
        raise DataError(
            f"{listing}: expected letters of {''.join(KINDS)} as kinds, got {row['kinds']!r} on line {number}"
        )
    return path, frozenset(g for kind in row["kinds"] for g in NAMED[KINDS[kind]].graphemes)
