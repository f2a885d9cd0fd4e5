"""Durations and sizes as people type them: `7d`, `12 hours`, `2GB`, `500 MiB`."""

import difflib
import re
from collections.abc import Mapping
from datetime import timedelta

from inkread.errors import ConfigError

AMOUNT = re.compile(r"\s*(?P<number>\d+(?:\.\d+)?)\s*(?P<unit>[A-Za-z]*)\s*")
SECONDS = {
    **dict.fromkeys(("s", "second", "seconds"), 1),
    **dict.fromkeys(("min", "minute", "minutes"), 60),
    **dict.fromkeys(("h", "hour", "hours"), 3600),
    **dict.fromkeys(("d", "day", "days"), 86_400),
    **dict.fromkeys(("w", "week", "weeks"), 7 * 86_400),
}
"""Months and years are left out: their lengths differ, and `m` alone may mean minutes or months."""
BYTES = {
    **{"b": 1, "byte": 1, "bytes": 1},
    **{unit: 1000**power for power, unit in enumerate(("kb", "mb", "gb", "tb"), start=1)},
    **{unit: 1024**power for power, unit in enumerate(("kib", "mib", "gib", "tib"), start=1)},
}

LONGEST = timedelta(days=365_250)
"""1,000 years: longer ago there is no date that everyone can tell."""
MOST_BYTES = 2**63 - 1
"""The largest number that a database takes."""


def duration(text: str) -> timedelta:
    """Return the duration that `text` tells.

    Raises:
        ConfigError: when it tells none, or more than 1,000 years.

    Example:
        >>> duration("7d"), duration("90 minutes")
        (datetime.timedelta(days=7), datetime.timedelta(seconds=5400))
    """
    seconds = _amount(text, SECONDS, "a duration such as 7d, 12h or 30min")
    if seconds > LONGEST.total_seconds():
        raise ConfigError(f"expected a duration of at most 1,000 years, got {text!r}; name a shorter one")
    return timedelta(seconds=seconds)


def size(text: str) -> int:
    """Return the number of bytes that `text` tells; `MB` is a million, `MiB` 1,048,576.

    Raises:
        ConfigError: when it tells none, or 2^63 bytes and more.

    Example:
        >>> size("2GB"), size("1.5 KiB")
        (2000000000, 1536)
    """
    amount = _amount(text, BYTES, "a size such as 2GB, 500MB or 64MiB")
    if amount >= MOST_BYTES:
        raise ConfigError(f"expected a size below {MOST_BYTES:,} bytes, got {text!r}; name a smaller one")
    return int(amount)


def told_size(num_bytes: int) -> str:
    """Return a number of bytes as a person reads it.

    Example:
        >>> told_size(999), told_size(19_960_000)
        ('999 bytes', '20.0 MB')
    """
    for unit in ("TB", "GB", "MB", "kB"):
        if num_bytes >= BYTES[unit.lower()]:
            return f"{num_bytes / BYTES[unit.lower()]:.1f} {unit}"
    return f"{num_bytes} bytes"


def _amount(text: str, units: Mapping[str, int], expected: str) -> float:
    """Return the amount in the smallest unit."""
    match = AMOUNT.fullmatch(text)
    if match is None:
        raise ConfigError(f"expected {expected}, got {text!r}; write a number and a unit")
    unit = match["unit"].lower()
    if unit not in units:
        close = difflib.get_close_matches(unit, units, n=1, cutoff=0.5)
        start = [known for known in units if unit and known.startswith(unit)]
        hint = f"did you mean {match['number']} {(start or close)[0]}?" if start or close else "name a unit"
        raise ConfigError(f"expected {expected}, got {text!r}; {hint}")
    return float(match["number"]) * units[unit]
