"""Which of the sets a folder holds."""

import unicodedata
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from inkread.datasets.held_words.cvl import find_cvl
from inkread.datasets.held_words.iam import find_iam
from inkread.datasets.held_words.labelled import Found, Level
from inkread.datasets.held_words.rimes import find_rimes
from inkread.errors import DataError

FINDERS = (find_iam, find_rimes, find_cvl)
NOT_LISTED = "not in the list"
NO_TEXT = "without a text"
NO_LINE = "with a text of several lines"


def find_words(folder: Path, level: Level, *, only: Collection[str] | None = None) -> Found:
    """Return the pictures of the set in a folder.

    Args:
        folder: of IAM, CVL or RIMES, unpacked.
        level: pictures of words or of lines.
        only: names of those wanted, or what they begin with, up to a `-`: such as IAM's `a01-000u` for a
            form or `a01-000u-00` for a line; None for all.

    Raises:
        DataError: when it holds none of them, or nothing is left.
    """
    found = next(filter(None, (find(folder, level) for find in FINDERS)), None)
    if found is None:
        raise DataError(
            f"{folder}: expected the {level} of IAM ({level}.txt and {level}/), of CVL (…/words/…/*.tif) or"
            " of RIMES (…icdar2011.txt, or Images/ and Transcriptions/), got none of them; name the"
            " folder that they lie in"
        )
    left_out = dict(found.left_out)
    told = [replace(one, text=unicodedata.normalize("NFC", one.text)) for one in found.pictures if one.text]
    # A set has a text a row: whatever ends a row, a form feed or Unicode's line separator too, would end it.
    named = [one for one in told if len(one.text.splitlines()) == 1 and "\t" not in one.text]
    left_out |= {NO_TEXT: len(found.pictures) - len(told), NO_LINE: len(told) - len(named)}
    wanted = named if only is None else [one for one in named if _is_listed(one.name, only)]
    left_out[NOT_LISTED] = len(named) - len(wanted)
    left_out = {reason: num for reason, num in left_out.items() if num}
    if not wanted:
        got = ", ".join(f"{num:,} {reason}" for reason, num in left_out.items()) or "none at all"
        advice = "give a list of its names" if named else "unpack the pictures too"
        raise DataError(f"{folder}: expected pictures of {found.title}, got {got}; {advice}")
    return replace(found, pictures=wanted, left_out=left_out)


def _is_listed(name: str, only: Collection[str]) -> bool:
    """Return whether a name, or what it begins with, is in a list."""
    parts = name.split("-")
    return any("-".join(parts[:end]) in only for end in range(len(parts), 0, -1))
