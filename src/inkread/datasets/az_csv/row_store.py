"""Where checked rows are kept: in one array that never holds them twice, or in a file of images on disk."""

from typing import Protocol

import numpy as np
import numpy.typing as npt

from inkread.datasets.az_csv.rows import NUM_PIXELS, Rows
from inkread.datasets.image_spool import ImageSpool

FIRST_ROWS = 4096
GROWTH = 1.5


class RowStore(Protocol):
    """Keeps rows in the order of the file."""

    def __len__(self) -> int:
        """Return the number of rows."""
        ...

    def add(self, rows: Rows) -> None:
        """Keep a copy of `rows`, axes (n, 785)."""
        ...


class SpooledRows:
    """Writes the pixels to disk as they come and holds the labels alone.

    A set that is to become a file anyway need not be in memory first: asking the system for the pages of
    372,450 images took as long as half the parsing of their rows.
    """

    def __init__(self, spool: ImageSpool) -> None:
        """Write the pixels into `spool`."""
        self.spool = spool
        self._labels: list[npt.NDArray[np.uint8]] = []

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.spool)

    def add(self, rows: Rows) -> None:
        """Write the pixels of `rows`, axes (n, 785), and keep their labels."""
        self.spool.add(rows[:, 1:])
        self._labels.append(rows[:, 0].copy())

    def labels(self) -> npt.NDArray[np.uint8]:
        """Return the labels, axes (n,)."""
        return np.concatenate(self._labels)


class HeldRows:
    """Collects rows of unknown number in memory.

    A list of blocks, joined at the end, would need the memory twice. Where the most rows that can come are
    known, room for them is asked for at once: pages that nothing is written to cost no memory. Otherwise
    the arrays grow by half in place, which on Linux moves no bytes.
    """

    def __init__(self, most_rows: int | None) -> None:
        """Make room for `most_rows` rows, or for a first few."""
        room = FIRST_ROWS if most_rows is None else most_rows
        self._pixels = np.empty((room, NUM_PIXELS), np.uint8)
        self._labels = np.empty(room, np.uint8)
        self._num_rows = 0

    def __len__(self) -> int:
        """Return the number of rows."""
        return self._num_rows

    def add(self, rows: Rows) -> None:
        """Keep a copy of `rows`, axes (n, 785)."""
        end = self._num_rows + len(rows)
        if end > len(self._labels):
            self._make_room(max(end, int(GROWTH * len(self._labels))))
        self._pixels[self._num_rows : end] = rows[:, 1:]
        self._labels[self._num_rows : end] = rows[:, 0]
        self._num_rows = end

    def arrays(self) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.uint8]]:
        """Return the pixels, axes (n, 784), and the labels, axes (n,)."""
        return self._pixels[: self._num_rows], self._labels[: self._num_rows]

    def _make_room(self, num_rows: int) -> None:
        """Grow both arrays; nobody else holds them, as `add` copies and `arrays` comes last."""
        self._pixels.resize((num_rows, NUM_PIXELS), refcheck=False)
        self._labels.resize(num_rows, refcheck=False)
