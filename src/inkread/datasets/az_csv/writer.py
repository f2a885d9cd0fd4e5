"""Writes capitals, or digits, in the form of the A–Z CSV: a row `label,784 pixels`, no header."""

from pathlib import Path

import numpy as np

from inkread import atomic
from inkread.charset import NAMED
from inkread.datasets.az_csv.rows import NUM_COLUMNS, NUM_PIXELS, SIDE, Rows
from inkread.datasets.samples import Labels, Samples
from inkread.errors import DataError

ROWS_AT_ONCE = 1000

# Each number with its comma in four bytes, NUL behind the short ones: looking numbers up and deleting the
# NULs writes 160 MB a second, many times as much as formatting one number at a time.
_TEXTS = np.frombuffer(b"".join((b"%d," % value).ljust(4, b"\0") for value in range(256)), np.uint32)


def write_az_csv(path: Path, samples: Samples) -> None:
    """Write `samples` to `path`, whole or not at all; an older file there is replaced.

    Args:
        path: the CSV.
        samples: images (n, 28, 28) uint8 of any of the capitals, which are written as 0 for A to 25 for Z,
            or of any of the digits.

    Raises:
        DataError: when the images are of another size, or some are of other characters.
    """
    labels = _written_labels(samples)
    with atomic.replacing(path) as file:
        for start in range(0, len(samples), ROWS_AT_ONCE):
            file.write(_text(_rows(samples, labels, start)))


def _written_labels(samples: Samples) -> Labels:
    """Return the label of each sample among all the capitals, or all the digits, axes (n,)."""
    present = {samples.charset.decode(label) for label in np.unique(samples.labels).tolist()}
    for whole in (NAMED["upper"], NAMED["digits"]):
        if present <= set(whole.graphemes):
            places = [whole.encode(g) if whole.holds(g) else -1 for g in samples.charset.graphemes]
            labels: Labels = np.array(places, np.int64)[samples.labels]
            return labels
    held = "".join(sorted(present))
    raise DataError(
        f"{samples.name}: expected capitals alone or digits alone, got {held!r}; choose some with --charset,"
        " or export another form"
    )


def _rows(samples: Samples, labels: Labels, start: int) -> Rows:
    """Return the written labels and the pixels of some samples, axes (n, 785)."""
    images = np.asarray(samples.images[start : start + ROWS_AT_ONCE])
    if images.shape[1:] != (SIDE, SIDE) or images.dtype != np.uint8:
        raise DataError(
            f"{samples.name}: expected images (n, {SIDE}, {SIDE}) of uint8, got {images.shape}"
            f" of {images.dtype}; preprocess them first"
        )
    rows = np.empty((len(images), NUM_COLUMNS), np.uint8)
    rows[:, 0] = labels[start : start + ROWS_AT_ONCE]
    rows[:, 1:] = images.reshape(-1, NUM_PIXELS)
    return rows


def _text(rows: Rows) -> bytes:
    """Return the rows as lines of text."""
    numbers = _TEXTS[rows].view(np.uint8).reshape(*rows.shape, 4)
    last = numbers[:, -1]
    last[last == ord(",")] = ord("\n")
    return numbers.tobytes().translate(None, b"\0")
