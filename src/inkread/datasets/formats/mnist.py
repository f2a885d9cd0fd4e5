"""Reads the MNIST family: folders of IDX files, with EMNIST set upright once, here."""

from pathlib import Path

import numpy as np

from inkread.charset import NAMED, Charset
from inkread.datasets.formats.idx import read_idx_images, read_idx_labels
from inkread.datasets.samples import Samples
from inkread.errors import CharsetError, DataError

MNIST_STEMS = {"train": "train", "test": "t10k"}
MOST_MAPPING_BYTES = 1 << 16


def read_mnist(folder: Path, split: str = "train") -> Samples:
    """Return one split of MNIST from its two IDX files: (n, 28, 28) uint8, white ink on black, upright.

    Training: 60,000 images; test: 10,000.

    Raises:
        DataError: when the split is unknown or a file is missing or damaged.
    """
    _check_split(split)
    images, labels = find_pair(folder, MNIST_STEMS[split])
    return read_pair(images, labels, name=f"mnist-{split}", charset=NAMED["digits"])


def read_emnist(folder: Path, split: str = "test", *, variant: str = "byclass") -> Samples:
    """Return one split of EMNIST, upright: (n, 28, 28) uint8, white ink on black.

    The publisher stores each image transposed; the axes are swapped back here and nowhere else. Labels
    are named by the variant's own mapping file, so `letters` (labels from 1) works like `byclass`.

    Raises:
        DataError: when the split is unknown, or a file is missing, damaged or does not fit the others.
    """
    _check_split(split)
    charset, first = read_mapping(folder / f"emnist-{variant}-mapping.txt")
    images, labels = find_pair(folder, f"emnist-{variant}-{split}")
    name = f"emnist-{split}" if variant == "byclass" else f"emnist-{variant}-{split}"
    return read_pair(images, labels, name=name, charset=charset, first_label=first, transposed=True)


def read_pair(
    images: Path,
    labels: Path,
    *,
    name: str,
    charset: Charset,
    first_label: int = 0,
    transposed: bool = False,
) -> Samples:
    """Return the samples of two IDX files that belong together.

    Args:
        images: the IDX file of the images.
        labels: the IDX file of the labels.
        name: the samples' name.
        charset: what the labels stand for.
        first_label: the stored label of the charset's first grapheme.
        transposed: whether the images are stored with height and width swapped, as EMNIST's are.
    """
    stored = read_idx_images(images)
    if transposed:
        stored = np.ascontiguousarray(stored.transpose(0, 2, 1))
    return Samples(name, stored, read_idx_labels(labels) - first_label, charset)


def find_pair(folder: Path, stem: str) -> tuple[Path, Path]:
    """Return the image and the label file of `stem` in `folder`, gzipped or not, dot or dash before `idx`.

    Raises:
        DataError: when one of them is missing.
    """
    return _find(folder, f"{stem}-images", "idx3"), _find(folder, f"{stem}-labels", "idx1")


def read_mapping(path: Path) -> tuple[Charset, int]:
    """Return the charset of an EMNIST mapping file, and the stored label of its first grapheme.

    Each line holds a label and the code points it stands for; where there are two, the second is
    the lower-case letter that the set merges into the first.

    Raises:
        DataError: when the file is missing or a line is not of that form.
    """
    rows = _mapping_rows(path)
    first = rows[0][0]
    for place, (label, *_codes) in enumerate(rows):
        if label != first + place:
            raise DataError(
                f"{path}: expected label {first + place} on line {place + 1}, got {label}; fetch it again"
            )
    graphemes = tuple(chr(codes[0]) for _label, *codes in rows)
    if graphemes == NAMED["balanced"].graphemes:
        return NAMED["balanced"], first
    folds = {chr(code): chr(codes[0]) for _label, *codes in rows for code in codes[1:]}
    try:
        return (Charset(graphemes, folds) if folds else Charset(graphemes)), first
    except CharsetError as error:
        raise DataError(f"{path}: {error}") from error


def _mapping_rows(path: Path) -> list[list[int]]:
    """Return each line's numbers: a label and one or two code points."""
    try:
        if path.stat().st_size > MOST_MAPPING_BYTES:
            raise DataError(
                f"{path}: expected a short text file, got {path.stat().st_size:,} bytes; fetch it again"
            )
        lines = path.read_text("ascii").splitlines()
    except FileNotFoundError:
        raise DataError(f"{path}: expected EMNIST's mapping file, got none; is the folder right?") from None
    except UnicodeDecodeError:
        raise DataError(
            f"{path}: expected lines such as '10 65', got something else; fetch it again"
        ) from None
    rows = []
    for number, line in enumerate(lines, start=1):
        fields = line.split()
        if not (2 <= len(fields) <= 3 and all(field.isdecimal() and len(field) <= 6 for field in fields)):
            raise DataError(
                f"{path}: expected a line such as '10 65', got {line!r} on line {number}; fetch it again"
            )
        rows.append([int(field) for field in fields])
    if not rows:
        raise DataError(f"{path}: expected lines such as '10 65', got an empty file; fetch it again")
    return rows


def _find(folder: Path, stem: str, kind: str) -> Path:
    """Return the file of `stem` under any of the names it goes by."""
    names = [f"{stem}{mark}{kind}-ubyte{suffix}" for mark in "-." for suffix in (".gz", "")]
    for name in names:
        if (folder / name).is_file():
            return folder / name
    raise DataError(f"{folder}: expected {names[0]}, got no such file; fetch the set or name its folder")


def _check_split(split: str) -> None:
    """Refuse a split that the publisher does not have."""
    if split not in MNIST_STEMS:
        raise DataError(
            f"expected the split train or test, got {split!r}; a validation part is split off train"
        )
