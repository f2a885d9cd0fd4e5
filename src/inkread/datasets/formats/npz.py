"""Reads and writes `.npz` files of the `keras.datasets` form: x_train, y_train, x_test, y_test.

A fifth array, `charset`, tells what the labels stand for; files without it, such as Keras's own
`mnist.npz`, are read when their labels can only be digits. Nothing is ever unpickled.
"""

import io
import math
import zipfile
from pathlib import Path
from typing import IO, Any

import numpy as np
import numpy.typing as npt

from inkread import atomic
from inkread.charset import NAMED, Charset
from inkread.datasets.packed.gzipped import MOST_DEFLATE_SHRINKS
from inkread.datasets.packed.zip_members import FAULTS
from inkread.datasets.samples import Samples
from inkread.errors import CharsetError, DataError

MOST_BYTES = 4 << 30
SPLITS = ("train", "test")
READ_HEADER = {(1, 0): np.lib.format.read_array_header_1_0, (2, 0): np.lib.format.read_array_header_2_0}


def read_npz(path: Path, *, split: str | None = None, charset: Charset | None = None) -> Samples:
    """Return one split of an `.npz` file, or both after one another: (n, height, width) uint8.

    Args:
        path: the file.
        split: `train` or `test`; None takes every one that the file has, train first.
        charset: what the labels stand for, where the file does not say.

    Raises:
        DataError: when the file is missing or damaged, an array is missing, of another type or
            pickled, or nothing says what the labels stand for.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            held = {name.removesuffix(".npy") for name in archive.namelist()}
            wanted = [part for part in SPLITS if f"x_{part}" in held] if split is None else [split]
            parts = [_read_part(path, archive, part) for part in wanted]
            told = _read_array(path, archive, "charset") if "charset" in held else None
    except FileNotFoundError:
        raise DataError(f"{path}: expected an npz file, got no such file; is the path right?") from None
    except FAULTS as error:
        raise DataError(
            f"{path}: expected a whole npz file, got a damaged one ({error}); get it again"
        ) from error
    if not parts:
        raise DataError(
            f"{path}: expected the arrays x_train and y_train, got {', '.join(sorted(held))}; rename them"
        )
    images = np.concatenate([part[0] for part in parts])
    labels = np.concatenate([part[1] for part in parts])
    name = f"{path.stem}-{split}" if split else path.stem
    return Samples(name, images, labels, charset or _charset(path, told, labels))


def write_npz(path: Path, parts: dict[str, Samples]) -> None:
    """Write the samples of each split, `train` or `test`, to one compressed `.npz` file.

    Raises:
        DataError: when a split has another name, or the charsets differ.
    """
    strays = sorted(set(parts) - set(SPLITS))
    charsets = {part.charset.graphemes for part in parts.values()}
    if strays or len(charsets) != 1:
        raise DataError(
            f"{path}: expected the splits train and test under one charset, got {', '.join(parts)} under"
            f" {len(charsets)}; map the labels first"
        )
    arrays: dict[str, npt.NDArray[Any]] = {"charset": np.array(charsets.pop())}
    for split, samples in parts.items():
        arrays[f"x_{split}"] = np.asarray(samples.images)
        arrays[f"y_{split}"] = samples.labels
    content = io.BytesIO()
    np.savez_compressed(content, allow_pickle=False, **arrays)
    atomic.write_bytes(path, content.getvalue())


def _read_part(
    path: Path, archive: zipfile.ZipFile, split: str
) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.int64]]:
    """Return the images and labels of one split."""
    images = _read_array(path, archive, f"x_{split}")
    labels = _read_array(path, archive, f"y_{split}")
    if images.ndim == 4 and images.shape[-1] == 1:  # Keras networks want a channel axis; some files keep it
        images = images[..., 0]
    if images.dtype != np.uint8 or images.ndim != 3:
        raise DataError(
            f"{path}: expected x_{split} as uint8 (n, height, width), got {images.dtype} {images.shape};"
            f" store grey values 0 to 255"
        )
    if labels.dtype.kind not in "iu" or labels.ndim != 1:
        raise DataError(
            f"{path}: expected y_{split} as integers (n,), got {labels.dtype} {labels.shape};"
            f" store class numbers"
        )
    return images, labels.astype(np.int64)


def _read_array(path: Path, archive: zipfile.ZipFile, name: str) -> npt.NDArray[Any]:
    """Return one array of the file, its size checked against its header before any memory is taken."""
    try:
        info = archive.getinfo(f"{name}.npy")
    except KeyError:
        raise DataError(f"{path}: expected the array {name}, got none; rename yours") from None
    if info.file_size > min(MOST_BYTES, info.compress_size * MOST_DEFLATE_SHRINKS):
        raise DataError(
            f"{path}: expected {name} to fit its file, got {info.file_size:,} bytes claimed; get it again"
        )
    with archive.open(info) as member:
        _check_header(path, name, member, info.file_size)
    with archive.open(info) as member:
        array: npt.NDArray[Any] = np.lib.format.read_array(member, allow_pickle=False)
    return array


def _check_header(path: Path, name: str, member: IO[bytes], stored: int) -> None:
    """Refuse pickled values, and a shape that is not the size of what follows it."""
    version = np.lib.format.read_magic(member)
    if version not in READ_HEADER:
        raise DataError(f"{path}: expected {name} in npy version 1 or 2, got {version}; save it again")
    shape, _fortran, dtype = READ_HEADER[version](member)
    if dtype.hasobject:
        raise DataError(f"{path}: expected {name} as plain numbers, got pickled objects; save it as uint8")
    if math.prod(shape) * dtype.itemsize != stored - member.tell():
        raise DataError(
            f"{path}: expected {name} of the shape {shape}, got another size; it is damaged: get it again"
        )


def _charset(path: Path, told: npt.NDArray[Any] | None, labels: npt.NDArray[np.int64]) -> Charset:
    """Return what the labels stand for: as the file says, or digits where they can only be digits."""
    if told is None:
        if len(labels) and labels.max() > 9:
            raise DataError(
                f"{path}: expected an array named charset, got none for labels up to {labels.max()};"
                f" say which charset they stand for"
            )
        return NAMED["digits"]
    if told.dtype.kind != "U" or told.ndim != 1:
        raise DataError(
            f"{path}: expected charset as text (c,), got {told.dtype} {told.shape}; store graphemes"
        )
    graphemes = tuple(str(grapheme) for grapheme in told)
    try:
        return next((known for known in NAMED.values() if known.graphemes == graphemes), Charset(graphemes))
    except CharsetError as error:
        raise DataError(f"{path}: {error}") from error
