"""The IAM Handwriting Database: `words.txt` or `lines.txt`, and pictures in folders of forms.

Marti and Bunke 2002, "The IAM-database: an English sentence database for offline handwriting recognition".
"""

import re
from pathlib import Path

from inkread.datasets.held_words.labelled import Found, Labelled, Level
from inkread.errors import DataError

TITLE = "IAM"
NUM_FIELDS = 9  # of a row of either list; the text is the last and may hold spaces
WELL_CUT = "ok"
BREAK = "|"  # between the words of a line
AT_THE_WORD_BEFORE = re.compile(r"[.,;:!?)\]]+|'(?:s|ll|re|ve|d|m|t)|n't")
OPENING, QUOTE = ("(", "["), '"'
BADLY_CUT = "marked as badly cut"
MISSING = "without a picture"


def find_iam(folder: Path, level: Level) -> Found | None:
    """Return the pictures of IAM in a folder, or None where it holds another set.

    The list of texts lies in the folder or in `ascii/`, the pictures in `words/` or `lines/`.

    Raises:
        DataError: when a row of the list says something else.
    """
    places = (folder / f"{level}.txt", folder / "ascii" / f"{level}.txt")
    listed = next((path for path in places if path.is_file()), None)
    if listed is None:
        return None
    left_out = {BADLY_CUT: 0, MISSING: 0}
    pictures = []
    for number, row in enumerate(listed.read_text("utf-8", errors="replace").splitlines(), start=1):
        if row.startswith("#") or not row.strip():
            continue
        cells = row.split(" ", NUM_FIELDS - 1)
        parts = cells[0].split("-")
        if len(cells) < NUM_FIELDS or len(parts) < 3:
            raise DataError(
                f"{listed}, row {number}: expected {NUM_FIELDS} fields, got {row!r}; fetch the list again"
            )
        file = folder / level / parts[0] / "-".join(parts[:2]) / f"{cells[0]}.png"
        if cells[1] != WELL_CUT:
            left_out[BADLY_CUT] += 1
        elif not file.is_file():
            left_out[MISSING] += 1
        else:
            pictures.append(Labelled(cells[0], file, _text(cells[-1])))
    return Found(TITLE, pictures, left_out)


def _text(told: str) -> str:
    r"""Return a text as people write it; the list parts signs and short forms from the words they stand at.

    >>> _text('"|Well|,|he|said|"|it|is|(|so|)|.|We|\'ll|go|.')
    '"Well, he said" it is (so). We\'ll go.'
    """
    text, opens, is_quoted = "", True, False
    for token in told.strip().split(BREAK):
        closes = bool(AT_THE_WORD_BEFORE.fullmatch(token)) or (token == QUOTE and is_quoted)
        text += token if opens or closes else f" {token}"
        is_quoted ^= token == QUOTE
        opens = token in OPENING or (token == QUOTE and is_quoted)
    return text
