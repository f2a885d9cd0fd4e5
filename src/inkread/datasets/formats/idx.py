"""Reads and writes IDX, the format of MNIST and EMNIST: magic number, sizes, then bytes.

Two zero bytes, a type code (8 is uint8, the only one these sets use), the number of axes, each axis
as a big-endian 32-bit count, then the values in C order (Y. LeCun's MNIST page, "file formats").
"""

import gzip
import io
import math
import struct
from pathlib import Path
from typing import BinaryIO

import numpy as np
import numpy.typing as npt

from inkread import atomic
from inkread.datasets.packed import most_content, opened
from inkread.datasets.samples import Labels
from inkread.errors import DataError

UINT8 = 0x08
TYPE_NAMES = {0x08: "uint8", 0x09: "int8", 0x0B: "int16", 0x0C: "int32", 0x0D: "float32", 0x0E: "float64"}
MOST_BYTES = 4 << 30  # six times EMNIST ByClass's train images; a header that claims more is damaged


def read_idx_images(path: Path) -> npt.NDArray[np.uint8]:
    """Return the images of an IDX file, axes (n, height, width), uint8, as stored.

    Raises:
        DataError: when the file is missing, cut short, overlong, or not of three uint8 axes.
    """
    return _read(path, num_axes=3, what="images")


def read_idx_labels(path: Path) -> Labels:
    """Return the labels of an IDX file, axes (n,), int64, as stored.

    Raises:
        DataError: when the file is missing, cut short, overlong, or not of one uint8 axis.
    """
    return _read(path, num_axes=1, what="labels").astype(np.int64)


def write_idx(path: Path, values: npt.NDArray[np.uint8]) -> None:
    """Write a uint8 array of any axes as IDX, gzipped where `path` ends in `.gz`.

    The same array always gives the same bytes: no time stamp goes into the gzip header.
    """
    if values.dtype != np.uint8:
        raise DataError(
            f"{path}: expected uint8 values to write as IDX, got {values.dtype}; convert them first"
        )
    header = struct.pack(f">BBBB{values.ndim}I", 0, 0, UINT8, values.ndim, *values.shape)
    content = header + np.ascontiguousarray(values).tobytes()
    if path.suffix == ".gz":
        packed = io.BytesIO()
        with gzip.GzipFile(fileobj=packed, mode="wb", mtime=0) as file:
            file.write(content)
        content = packed.getvalue()
    atomic.write_bytes(path, content)


def _read(path: Path, *, num_axes: int, what: str) -> npt.NDArray[np.uint8]:
    """Return the values of an IDX file of `num_axes` axes, read straight into their array."""
    possible = most_content(path)
    with opened(path) as file:
        shape = _read_header(path, file, num_axes=num_axes, what=what)
        declared = math.prod(shape)
        # Believing the header first would let a 20-byte file ask for 64 GiB.
        if declared > min(possible, MOST_BYTES):
            raise DataError(
                f"{path}: expected {declared:,} bytes of {what} as its header says, got a file that cannot"
                f" hold them; it is cut short or damaged: fetch it again"
            )
        values = np.empty(shape, np.uint8)
        got = _fill(file, values)
        if got < declared:
            raise DataError(
                f"{path}: expected {declared:,} bytes of {what}, got {got:,}; it is cut short: fetch it again"
            )
        if file.read(1):  # also makes gzip check its CRC, which it does at the end of the stream only
            raise DataError(
                f"{path}: expected {declared:,} bytes of {what}, got more; is the header of another file?"
            )
    return values


def _read_header(path: Path, file: BinaryIO, *, num_axes: int, what: str) -> tuple[int, ...]:
    """Return the sizes of the axes that the header declares."""
    magic = file.read(4)
    if len(magic) < 4 or magic[:2] != b"\0\0" or magic[2] not in TYPE_NAMES:
        raise DataError(
            f"{path}: expected an IDX file, got one that starts with {magic!r}; is it the right file?"
        )
    if magic[2] != UINT8:
        raise DataError(f"{path}: expected uint8 {what}, got {TYPE_NAMES[magic[2]]}; convert them first")
    if magic[3] != num_axes:
        raise DataError(
            f"{path}: expected {what} of {num_axes} axes, got {magic[3]}; were images and labels swapped?"
        )
    sizes = file.read(4 * num_axes)
    if len(sizes) < 4 * num_axes:
        raise DataError(f"{path}: expected {num_axes} sizes in the header, got its end; fetch it again")
    return struct.unpack(f">{num_axes}I", sizes)


def _fill(file: BinaryIO, values: npt.NDArray[np.uint8]) -> int:
    """Read bytes into `values` until it is full or the file ends; return how many came."""
    room = values.reshape(-1).data
    got = 0
    while got < len(room):
        step = file.readinto(room[got:])  # type: ignore[attr-defined]
        if not step:
            break
        got += step
    return got
