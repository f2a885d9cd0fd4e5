"""`labels.patch.csv`: labels to be put right, each decided by a person, applied to the very images it names.

The images' hashes go with the rows: a patch for another set, or for the same set in another order, is
refused and never relabels what it was not made for.
"""

import csv
import hashlib
import io
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal, get_args

import numpy as np

from inkread.datasets.samples import Samples
from inkread.errors import CharsetError, DataError
from inkread.trail import GreyImage

COLUMNS = ("row", "image_sha256", "label", "suggested", "confidence", "status")
HASH_LENGTH = 64  # hexadecimal digits of a SHA-256

Status = Literal["proposed", "accepted", "rejected"]
STATUSES: tuple[Status, ...] = get_args(Status)


@dataclass(frozen=True, slots=True)
class LabelChange:
    """One label that may be wrong.

    Attributes:
        row: of the image in its source, from 0.
        image_sha256: of the image's height, width and pixels, see `image_hash`.
        label: the grapheme that it is labelled as.
        suggested: the grapheme that it may be.
        confidence: probability of `suggested`, from a network that did not see the image, 0 to 1.
        status: `proposed` until a person decides; only `accepted` ones are applied.
    """

    row: int
    image_sha256: str
    label: str
    suggested: str
    confidence: float
    status: Status = "proposed"


def image_hash(image: GreyImage) -> str:
    """Return the SHA-256 of an image's height, width and pixels, in hexadecimal."""
    pixels = np.ascontiguousarray(image, np.uint8)
    return hashlib.sha256(repr(pixels.shape).encode() + pixels.tobytes()).hexdigest()


def patch_text(changes: Sequence[LabelChange]) -> str:
    """Return `changes` as a CSV with a header."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(COLUMNS)
    for change in changes:
        writer.writerow(
            [*(getattr(change, name) for name in COLUMNS[:4]), f"{change.confidence:.4f}", change.status]
        )
    return buffer.getvalue()


def read_patch(path: Path) -> tuple[LabelChange, ...]:
    """Return the changes in a patch file, in its order.

    Raises:
        DataError: when it is missing or of another form; every fault names its line and column.
    """
    try:
        text = path.read_text("utf-8-sig")  # spreadsheets write a mark before the first column
        lines = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except OSError as error:
        raise DataError(
            f"{path}: expected a patch of labels, got {error.strerror}; check the path"
        ) from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise DataError(f"{path}: expected a CSV in UTF-8, got another ({error}); save it as such") from error
    header = tuple(lines[0]) if lines else ()
    if header != COLUMNS:
        raise DataError(
            f"{path}, line 1: expected the columns {','.join(COLUMNS)}, got {','.join(header) or 'none'};"
            " save it as CSV with commas"
        )
    changes: list[LabelChange] = []
    seen: dict[int, int] = {}
    for number, cells in enumerate(lines[1:], start=2):
        change = _change(f"{path}, line {number}", cells)
        if change.row in seen:
            raise DataError(
                f"{path}, line {number}, column row: expected each row once, got {change.row} as in line"
                f" {seen[change.row]}; remove one"
            )
        seen[change.row] = number
        changes.append(change)
    return tuple(changes)


def apply_patch(samples: Samples, changes: Sequence[LabelChange]) -> Samples:
    """Return `samples` with the accepted changes made.

    Raises:
        DataError: when a row is not there, shows another image, is labelled otherwise, or the suggested
            grapheme is not in the charset.
    """
    if not changes:
        return samples
    labels = np.array(samples.labels)
    for change in accepted(changes):
        where = f"{samples.name}, row {change.row}"
        if change.row >= len(samples):
            raise DataError(
                f"{where}: expected one of {len(samples)} rows, got none; name the patch's own source"
            )
        if image_hash(samples.images[change.row]) != change.image_sha256:
            raise DataError(
                f"{where}: expected the image that the patch was made for, got another;"
                " name the patch's own source"
            )
        held = samples.charset.decode(int(labels[change.row]))
        if held not in (change.label, change.suggested):
            raise DataError(
                f"{where}: expected the label {change.label!r} that the patch changes, got {held!r};"
                " make the patch anew"
            )
        labels[change.row] = _encode(samples, change, where)
    return replace(samples, labels=labels)


def accepted(changes: Sequence[LabelChange]) -> tuple[LabelChange, ...]:
    """Return the changes that a person has accepted, by row."""
    taken = (change for change in changes if change.status == "accepted")
    return tuple(sorted(taken, key=lambda change: change.row))


def patch_digest(changes: Sequence[LabelChange]) -> str:
    """Return a digest of what the patch does: to accept the same changes is to be the same patch."""
    effect = [[change.row, change.image_sha256, change.suggested] for change in accepted(changes)]
    return hashlib.sha256(json.dumps(effect).encode()).hexdigest()


def _change(where: str, cells: list[str]) -> LabelChange:
    """Return the change in one line."""
    if len(cells) != len(COLUMNS):
        raise DataError(f"{where}: expected {len(COLUMNS)} columns, got {len(cells)}; correct the line")
    values: dict[str, Any] = {}
    for name, text in zip(COLUMNS, cells, strict=True):
        expected, read = READERS[name]
        value = read(text)
        if value is None:
            raise DataError(f"{where}, column {name}: expected {expected}, got {text!r}; correct the cell")
        values[name] = value
    return LabelChange(**values)


def _row(text: str) -> int | None:
    """Return a row's number."""
    return int(text) if text.isascii() and text.isdigit() else None


def _hash(text: str) -> str | None:
    """Return a SHA-256 in hexadecimal."""
    is_hash = len(text) == HASH_LENGTH and set(text) <= set("0123456789abcdef")
    return text if is_hash else None


def _confidence(text: str) -> float | None:
    """Return a probability."""
    try:
        value = float(text)
    except ValueError:
        return None
    return value if 0 <= value <= 1 else None


def _status(text: str) -> Status | None:
    """Return a decision; a person may well write it with a capital."""
    word = text.strip().lower()
    return word if word in STATUSES else None


READERS: dict[str, tuple[str, Callable[[str], object]]] = {
    "row": ("a whole number from 0", _row),
    "image_sha256": (f"{HASH_LENGTH} hexadecimal digits", _hash),
    "label": ("a grapheme", lambda text: text or None),
    "suggested": ("a grapheme", lambda text: text or None),
    "confidence": ("a number from 0 to 1", _confidence),
    "status": (" or ".join(STATUSES), _status),
}
"""What each column holds, in words, and what reads it; None where it holds something else."""


def _encode(samples: Samples, change: LabelChange, where: str) -> int:
    """Return the label of the suggested grapheme."""
    try:
        return samples.charset.encode(change.suggested)
    except CharsetError as error:
        raise DataError(f"{where}: {error}") from error
