"""Images written to an array file as they come, hashed on the way, so that no set is held whole."""

import hashlib
import io
import os
from typing import BinaryIO

import numpy as np
import numpy.typing as npt

from inkread.datasets.cached_array import CachedArray
from inkread.errors import DataError


class ImageSpool:
    r"""An `.npy` file of images that grows by blocks.

    The header is written twice, with no image and with all: NumPy leaves room in it for the first axis
    to grow.

    Example:
        >>> file = io.BytesIO()
        >>> spool = ImageSpool(file, side=2)
        >>> spool.add(np.array([[[1, 2], [3, 4]]], np.uint8))
        >>> spool.end().shape
        (1, 2, 2)
        >>> np.load(io.BytesIO(file.getvalue())).tolist()
        [[[1, 2], [3, 4]]]
    """

    def __init__(self, file: BinaryIO, *, side: int) -> None:
        """Write images of `side` by `side` pixels into `file`, which is empty."""
        self._file = file
        self._side = side
        self._num_images = 0
        self._hash = hashlib.sha256()
        self._file.write(self._header())

    def __len__(self) -> int:
        """Return the number of images."""
        return self._num_images

    def add(self, images: npt.NDArray[np.uint8]) -> None:
        """Write images, axes (n, side, side) or (n, side · side), uint8."""
        content = np.ascontiguousarray(images).reshape(-1).data
        self._hash.update(content)
        self._file.write(content)
        self._num_images += len(images)

    def end(self) -> CachedArray:
        """Write how many images there are, and return what to know the file by.

        Raises:
            DataError: when NumPy left too little room in the header.
        """
        num_bytes = self._file.tell()
        header = self._header()
        if num_bytes != len(header) + self._num_images * self._side**2:
            raise DataError(
                f"expected {self._num_images:,} images behind a header of {len(header)} bytes, got"
                f" {num_bytes:,} bytes in all; please report this, with the version of NumPy"
            )
        self._file.seek(0)
        self._file.write(header)
        self._file.seek(0, os.SEEK_END)
        return CachedArray(self._shape(), np.dtype(np.uint8).str, num_bytes, self._hash.hexdigest())

    def _shape(self) -> tuple[int, int, int]:
        """Return the shape of all images so far."""
        return (self._num_images, self._side, self._side)

    def _header(self) -> bytes:
        """Return the header for the images so far."""
        header = io.BytesIO()
        described = {"descr": np.dtype(np.uint8).str, "fortran_order": False, "shape": self._shape()}
        np.lib.format.write_array_header_1_0(header, described)
        return header.getvalue()
