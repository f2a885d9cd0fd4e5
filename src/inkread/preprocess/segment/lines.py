"""The lines of writing on a sheet: which marks stand on which, from top to bottom."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from inkread.preprocess.segment.joints import cut_between
from inkread.preprocess.segment.marks_table import MarksTable, Numbers, usual_height
from inkread.preprocess.segment.profile import Core, cores_in

BODY_SHARE = 0.5  # of the usual height: lower marks are dots and dashes, and follow the letters
TALLEST_SHARE = 2.2  # of the usual height: higher marks hang over two lines
TALL_SHARE = 1.7  # of the usual height: such a mark may, and has no say where others say enough
SAY = 0.5  # of the width of all marks: what others need for that
CORE_SHARE = 0.6  # of a mark's height, about its middle: tails and stems reach into the lines beside
EMPTY_SHARE = 0.12  # of the fullest row: between two lines there is no more
# Of the usual distance, of two lines alone of the usual height: a core no further from the next one.
CLOSE = 0.7
FAR_RANK = 75.0  # percent of the distances are no larger than the usual one: a slight core halves some
SLIGHT = 0.2  # of that one's ink: with so little beside it, it is no line
NEAR_SHARE = 0.45  # of the usual height: two cores that near one another are one line's


@dataclass(frozen=True, slots=True, eq=False)
class Lines:
    """Lines of writing.

    Attributes:
        table: the marks, those that hung over several lines cut.
        rows: the marks of each line as rows of the table, lines from top to bottom.
    """

    table: MarksTable
    rows: list[Numbers]


def lines_of(table: MarksTable) -> Lines:
    """Return the lines of writing that some marks make; none without marks."""
    if not len(table):
        return Lines(table, [])
    cores = cores_of(table)
    if len(cores) < 2:
        return Lines(table, [np.arange(len(table))])
    table = cut_between(table, cores)
    home = _homes(table, cores)
    rows = (np.flatnonzero(home == line) for line in range(len(cores)))
    return Lines(table, [row for row in rows if row.size])


def cores_of(table: MarksTable) -> list[Core]:
    """Return the first row and the one after the last of each line's core, from top to bottom."""
    usual = usual_height(table)
    body = (table.height >= BODY_SHARE * usual) & (table.height <= TALLEST_SHARE * usual)
    if not body.any():
        return []
    short = body & (table.height <= TALL_SHARE * usual)
    if table.width[short].sum() >= SAY * table.width[table.height >= BODY_SHARE * usual].sum():
        body = short
    cores = _cores(table.take(np.flatnonzero(body)), usual=usual)
    home = _homes(table, cores)
    found: list[Core] = []
    for line, core in enumerate(cores):
        rows = np.flatnonzero(home == line)
        inner = cores_in(table, rows) if rows.size else []
        found += inner if len(inner) > 1 else [core]
    return _without_slight(table, sorted(found), usual=usual)


def _without_slight(table: MarksTable, cores: list[Core], *, usual: float) -> list[Core]:
    """Return the cores without those of a few dots, bars and tails beside a line."""
    while len(cores) > 1:
        middles = np.array([(top + bottom) / 2 for top, bottom in cores])
        apart = np.diff(middles)
        ink = np.bincount(_homes(table, cores), weights=table.area, minlength=len(cores))
        beside = np.minimum(np.append(apart, np.inf), np.append(np.inf, apart))
        nearest = np.where(np.append(apart, np.inf) == beside, np.roll(ink, -1), np.roll(ink, 1))
        close = usual if len(cores) == 2 else CLOSE * np.percentile(apart, FAR_RANK)
        slight = (beside < close) & (ink < SLIGHT * nearest)
        if not slight.any():
            break
        del cores[int(np.where(slight, ink, np.inf).argmin())]
    return cores


def _homes(table: MarksTable, cores: list[Core]) -> Numbers:
    """Return the number of the core that each mark is nearest to, axes (n,)."""
    middles = table.top + table.height / 2
    away = np.stack([np.maximum(np.maximum(top - middles, middles - bottom), 0.0) for top, bottom in cores])
    return np.asarray(away.argmin(axis=0))


def _cores(body: MarksTable, *, usual: float) -> list[Core]:
    """Return the cores of marks that hang over no two lines."""
    profile = _profile(body)
    full = np.concatenate([[False], profile > EMPTY_SHARE * profile.max(), [False]])
    edges = np.flatnonzero(full[1:] != full[:-1]).reshape(-1, 2)
    cores: list[Core] = []
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
