"""When something was made, as a zip can say it."""

from datetime import datetime
from typing import Final

FIRST_YEAR: Final = 1980
LAST_YEAR: Final = 2107
ZipTime = tuple[int, int, int, int, int, int]
"""Year, month, day, hour, minute and second."""


def zip_time(made_at: datetime) -> ZipTime:
    """Return a time as a zip has it: the nearest that it knows of.

    A board without a clock of its own keeps readings of 1970, and one of these ended every backup.

    >>> zip_time(datetime(1970, 1, 1, 0, 3))
    (1980, 1, 1, 0, 0, 0)
    """
    if made_at.year < FIRST_YEAR:
        return FIRST_YEAR, 1, 1, 0, 0, 0
    if made_at.year > LAST_YEAR:
        return LAST_YEAR, 12, 31, 23, 59, 58
    return made_at.year, made_at.month, made_at.day, made_at.hour, made_at.minute, made_at.second
