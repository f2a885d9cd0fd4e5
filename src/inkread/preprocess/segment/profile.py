"""Lines that hang together, told apart by their rows of ink: full where small letters stand, less between."""

import itertools

import numpy as np
import numpy.typing as npt

from inkread.preprocess.outline import stroke_width
from inkread.preprocess.segment.marks_table import MarksTable, Numbers

# Of ten handwriting fonts, the rows within a line fell to 0.6 of its fullest ones at least, those between two
# lines whose tails touched to 0.5 at most, but for three pages of a hundred.
VALLEY = 0.55
LEAST_PEAK = 0.45  # of the fullest rows: fewer are those of tails and stems
CORE = 0.5  # of its fullest row: such rows are a line's core
HALVES = 0.6  # of the width of the marks beside two cores: so much crosses from one to the other
LETTER = 1.75  # times how far they are apart: two lines that hang together are higher
Core = tuple[float, float]
"""The first row of a line's small letters and the one after the last."""
Profile = npt.NDArray[np.float64]
"""How much ink is in each row, axes (height,)."""


def cores_in(table: MarksTable, rows: Numbers) -> list[Core]:
    """Return the cores of the lines that some marks make, from top to bottom.

    Args:
        table: all marks.
        rows: those that are looked at.
    """
    top, bottom = int(table.top[rows].min()), int(table.bottom[rows].max())
    part = (slice(top, bottom), slice(int(table.left[rows].min()), int(table.right[rows].max())))
    ink = table.pixels_of(rows, part)
    profile = _smooth(ink.sum(axis=1).astype(np.float64), by=stroke_width(ink.view(np.uint8)))
    cores: list[Core] = []
    for first, last in _between_valleys(profile):
        full = np.flatnonzero(profile[first:last] >= CORE * profile[first:last].max())
        core = top + first + float(full[0]), top + first + float(full[-1]) + 1.0
        if cores and _are_halves(table.take(rows), cores[-1], core):
            core = cores.pop()[0], core[1]
        cores.append(core)
    return cores


def _are_halves(table: MarksTable, above: Core, below: Core) -> bool:
    """Return whether two cores are the upper and the lower half of letters, as of a row of noughts."""
    middles = sum(above) / 2, sum(below) / 2
    beside = (table.top < below[1]) & (table.bottom > above[0])
    across = (table.top <= middles[0]) & (table.bottom >= middles[1])
    if table.width[across].sum() < HALVES * table.width[beside].sum():
        return False
    return bool(np.median(table.height[across]) < LETTER * (middles[1] - middles[0]))


def _smooth(profile: Profile, *, by: float) -> Profile:
    """Return a profile blurred by a bell curve of some width, px."""
    reach = round(4 * by)
    bell = np.exp(-((np.arange(-reach, reach + 1) / by) ** 2) / 2)
    padded = np.pad(profile, reach)
    return np.convolve(padded, bell / bell.sum(), "valid")


def _between_valleys(profile: Profile) -> list[tuple[int, int]]:
    """Return the first and last (exclusive) row of each line of a profile.

    Lines are merged, the shallowest valley first, until each that is left is deep beside both its lines.
    """
    steps = np.diff(profile)
    lows = [row for row in range(1, len(steps)) if steps[row - 1] < 0 <= steps[row]]
    bounds = [0, *lows, len(profile)]
    while len(bounds) > 2:
        peaks = [float(profile[first:last].max()) for first, last in itertools.pairwise(bounds)]
        lower = [min(one, other) for one, other in itertools.pairwise(peaks)]
        shares = [profile[row] / low for row, low in zip(bounds[1:-1], lower, strict=True)]
        least = LEAST_PEAK * max(peaks)
        worst = max(
            range(len(shares)),
            key=lambda place: shares[place] if lower[place] >= least else 1.0 + shares[place],
        )
        if shares[worst] <= VALLEY and lower[worst] >= least:
            break
        del bounds[worst + 1]
    return list(itertools.pairwise(bounds))
