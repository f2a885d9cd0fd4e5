"""Rows collected into one array of images without ever holding them twice."""

import numpy as np
import numpy.typing as npt

from inkread.datasets.az_csv.rows import NUM_PIXELS, Rows

FIRST_ROWS = 4096
GROWTH = 1.5


class RowStore:
    """Collects rows of unknown number.

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
