"""The lines of writing on a sheet: which marks stand on which, from top to bottom."""

import numpy as np
import numpy.typing as npt

from inkread.preprocess.segment.marks_table import MarksTable, Numbers, usual_height

BODY_SHARE = 0.5  # of the usual height: lower marks are dots and dashes, and follow the letters
TALLEST_SHARE = 2.2  # of the usual height: higher marks hang over two lines
CORE_SHARE = 0.6  # of a mark's height, about its middle: tails and stems reach into the lines beside
EMPTY_SHARE = 0.12  # of the fullest row: between two lines there is no more
NEAR_SHARE = 0.45  # of the usual height: two cores that near one another are one line's


def lines_of(table: MarksTable) -> list[Numbers]:
    """Return the marks of each line of writing as rows of the table, lines from top to bottom."""
    if not len(table):
        return []
    usual = usual_height(table)
    body = (table.height >= BODY_SHARE * usual) & (table.height <= TALLEST_SHARE * usual)
    if not body.any():
        return [np.arange(len(table))]
    cores = _cores(table.take(np.flatnonzero(body)), usual=usual)
    middles = table.top + table.height / 2
    away = np.stack([np.maximum(np.maximum(top - middles, middles - bottom), 0.0) for top, bottom in cores])
    home = away.argmin(axis=0)
    rows = (np.flatnonzero(home == line) for line in range(len(cores)))
    return [row for row in rows if row.size]


def _cores(body: MarksTable, *, usual: float) -> list[tuple[float, float]]:
    """Return the first row and the one after the last of each line's core, from top to bottom."""
    profile = _profile(body)
    full = np.concatenate([[False], profile > EMPTY_SHARE * profile.max(), [False]])
    edges = np.flatnonzero(full[1:] != full[:-1]).reshape(-1, 2)
    cores: list[tuple[float, float]] = []
    for top, bottom in edges.tolist():
        if cores and (top + bottom) / 2 - sum(cores[-1]) / 2 < NEAR_SHARE * usual:
            cores[-1] = cores[-1][0], bottom
        else:
            cores.append((top, bottom))
    return cores


def _profile(body: MarksTable) -> npt.NDArray[np.float64]:
    """Return how many columns of marks' cores lie in each row, axes (height,)."""
    steps = np.zeros(len(body.mark_of) + 1)
    middle, half = body.top + body.height / 2, CORE_SHARE / 2 * body.height
    np.add.at(steps, np.floor(middle - half).astype(int), body.width)
    np.add.at(steps, np.ceil(middle + half).astype(int), -body.width)
    return np.cumsum(steps)[:-1]
