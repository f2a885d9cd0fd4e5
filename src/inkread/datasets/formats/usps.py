"""Reads the USPS digits: text rows of a label and 256 grey values in [-1, 1], gzipped or not."""

from pathlib import Path

import numpy as np
import numpy.typing as npt

from inkread.charset import NAMED
from inkread.datasets.packed import read_content
from inkread.datasets.samples import Samples
from inkread.errors import DataError

HEIGHT = WIDTH = 16
MOST_BYTES = 64 << 20  # the train file is 14.5 MB unpacked


def read_usps(folder: Path, split: str = "train") -> Samples:
    """Return one split of USPS: (n, 16, 16) uint8, white ink on black, upright.

    Training: 7,291 images; test: 2,007 (Hull 1994, as distributed with Hastie, Tibshirani and
    Friedman, The Elements of Statistical Learning). -1 becomes 0 and 1 becomes 255.

    Raises:
        DataError: when the split is unknown, the file is missing or damaged, or a row is not of that form.
    """
    if split not in {"train", "test"}:
        raise DataError(
            f"expected the split train or test, got {split!r}; a validation part is split off train"
        )
    names = (f"zip.{split}.gz", f"zip.{split}")
    path = next((folder / name for name in names if (folder / name).is_file()), None)
    if path is None:
        raise DataError(f"{folder}: expected {names[0]}, got no such file; fetch usps or name its folder")
    return read_usps_file(path, name=f"usps-{split}")


def read_usps_file(path: Path, *, name: str) -> Samples:
    """Return the samples of one USPS text file under `name`.

    Raises:
        DataError: when the file is missing or damaged, or a row is not a label and 256 values.
    """
    values = _parse(path, read_content(path, limit=MOST_BYTES))
    labels, pixels = values[:, 0], values[:, 1:]
    _check(path, ~np.isin(labels, np.arange(10))[:, None], labels[:, None], first_field=1, wanted="a digit")
    _check(path, ~(np.abs(pixels) <= 1.0), pixels, first_field=2, wanted="a value from -1 to 1")
    images = np.rint((pixels + 1.0) * 127.5).astype(np.uint8).reshape(-1, HEIGHT, WIDTH)
    return Samples(name, images, labels.astype(np.int64), NAMED["digits"])


def _parse(path: Path, content: bytes) -> npt.NDArray[np.float64]:
    """Return the rows as numbers, axes (n, 1 + 256): the label, then the pixels row by row."""
    rows = [line.split() for line in content.splitlines()]
    for number, row in enumerate(rows, start=1):
        if len(row) != 1 + HEIGHT * WIDTH:
            raise DataError(
                f"{path}: expected a label and {HEIGHT * WIDTH} values, got {len(row)} fields on line"
                f" {number}; is it the right file?"
            )
    if not rows:
        raise DataError(
            f"{path}: expected rows of a label and {HEIGHT * WIDTH} values, got none; fetch it again"
        )
    try:
        return np.array(rows).astype(np.float64)
    except ValueError:
        line, field = _first_that_is_no_number(rows)
        raise DataError(
            f"{path}: expected a number, got {rows[line][field][:20]!r} on line {line + 1}, field"
            f" {field + 1}; fetch it again"
        ) from None


def _first_that_is_no_number(rows: list[list[bytes]]) -> tuple[int, int]:
    """Return the place of the first field that does not parse."""
    for line, row in enumerate(rows):
        for field, text in enumerate(row):
            try:
                float(text)
            except ValueError:
                return line, field
    raise AssertionError("called without a field that does not parse")


def _check(
    path: Path,
    wrong: npt.NDArray[np.bool_],
    values: npt.NDArray[np.float64],
    *,
    first_field: int,
    wanted: str,
) -> None:
    """Refuse the file at its first wrong value."""
    if wrong.any():
        line, field = (int(i) for i in np.argwhere(wrong)[0])
        raise DataError(
            f"{path}: expected {wanted}, got {values[line, field]:g} on line {line + 1}, field"
            f" {field + first_field}; fetch it again"
        )
