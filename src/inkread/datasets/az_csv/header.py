"""Whether the first line of an A–Z CSV names the columns, or is a sample that only looks odd.

The published file has no header. Copies of it often have: people's tools write one, and pandas turns the
first sample into one when it is not told otherwise.
"""

import re

from inkread.datasets.az_csv.rows import NUM_COLUMNS

_NUMBER = re.compile(rb"[+-]?[0-9]*\.?[0-9]*")
_COUNTED = [b"%d" % column for column in range(NUM_COLUMNS)]


def is_header(text: bytes) -> bool:
    """Return whether a line is clearly a header, which may be passed over as line 1.

    Clearly one is `label` followed by 784 names that differ and are no numbers (`label,pixel0,…`), and the
    count `0,1,2,…,784` that pandas writes for columns without names, which no row can equal since
    pixels end at 255. Any other line of names is reported, not passed over: what pandas writes after it
    took a sample for the header (`0,0.1,0.2,…`) is such a line, and stands for a lost sample.

    Args:
        text: the line without its line end.
    """
    fields = text.split(b",")
    if fields == _COUNTED:
        return True
    names = [field.strip(b'"') for field in fields]
    return (
        len(names) == NUM_COLUMNS
        and names[0].lower() == b"label"
        and len(set(names)) == NUM_COLUMNS
        and not any(_NUMBER.fullmatch(name) for name in names)
    )


def names_columns(fields: list[bytes]) -> bool:
    """Return whether the fields of a line are names: as many that all differ cannot be pixels."""
    return len(fields) >= NUM_COLUMNS - 1 and len(set(fields)) == len(fields)
