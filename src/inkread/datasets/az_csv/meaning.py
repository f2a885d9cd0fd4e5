"""What the labels of a CSV stand for: letters from A where one is above 9, else what the file's name says.

A table of digits (Kaggle's Digit Recognizer) has the form of the A–Z CSV to the last byte, and a table of
the letters A to J has the very labels of digits: from 0 to 9 nobody can tell, and a guess would be learnt.
"""

import dataclasses
from pathlib import Path

import numpy as np
import numpy.typing as npt

from inkread.charset import NAMED, Charset
from inkread.datasets.samples import Samples
from inkread.errors import DataError

MEANINGS = ("digits", "upper")
PACKED = (".csv", ".gz", ".zip")
LAST_DIGIT = 9


def meant(samples: Samples, path: Path) -> Samples:
    """Return the samples of a CSV, as read, under the charset of `charset_meant`."""
    return dataclasses.replace(samples, charset=charset_meant(samples.labels, path))


def charset_meant(labels: npt.NDArray[np.integer], path: Path) -> Charset:
    """Return the charset that the labels of a CSV, axes (n,), stand for: `digits` or `upper`.

    Args:
        labels: all of the file.
        path: the file, whose name may say `.digits` or `.upper` before its suffix.

    Raises:
        DataError: when no label is above 9 and the name does not say what they are, or it says digits and a
            label is above 9.
    """
    told, most = named_meaning(path.name), int(labels.max(initial=0))
    if told == "digits" and most > LAST_DIGIT:
        raise DataError(f"{path}: expected labels up to 9, as its name says digits, got {most}; rename it")
    if told is None and most <= LAST_DIGIT:
        names = " or ".join(with_meaning(path.name, meaning) for meaning in MEANINGS)
        raise DataError(
            f"{path}: expected a label above 9, or a name that says what labels are, got labels up to {most},"
            f" which are digits or the letters from A; call the file {names}"
        )
    return NAMED[told or "upper"]


def named_meaning(name: str) -> str | None:
    """Return what a file's name says of its labels, or None.

    Example:
        >>> named_meaning("train.digits.csv.gz"), named_meaning("digits.csv")
        ('digits', None)
    """
    meaning = Path(_stem(name)).suffix.lower().removeprefix(".")
    return meaning if meaning in MEANINGS else None


def with_meaning(name: str, meaning: str | None) -> str:
    """Return the name that says what labels are, the same name for None.

    Example:
        >>> with_meaning("train.csv.gz", "digits")
        'train.digits.csv.gz'
    """
    stem = _stem(name)
    return name if meaning is None else f"{stem}.{meaning}{name[len(stem) :]}"


def name_to_read_again(samples: Samples, name: str) -> str | None:
    """Return what to call a table of these samples so that `meant` takes it, None where `name` will do."""
    present = {samples.charset.decode(label) for label in np.unique(samples.labels).tolist()}
    few = {meaning: set(NAMED[meaning].graphemes[: LAST_DIGIT + 1]) for meaning in MEANINGS}
    told = [meaning for meaning, graphemes in few.items() if present <= graphemes]
    return None if not told or named_meaning(name) else with_meaning(name, told[0])


def _stem(name: str) -> str:
    """Return a file's name without the suffixes that say how it is packed."""
    while name.lower().endswith(PACKED):
        name = name[: name.rindex(".")]
    return name
