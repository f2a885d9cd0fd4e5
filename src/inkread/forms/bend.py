"""How a sheet bends: where its print lies beside the places that one flat map gives."""

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

Points = npt.NDArray[np.float64]
"""Places or shifts, axes (n, 2): x and y, px."""

MOST = 0.03  # of the form's longer side: what lies further off was matched wrong
NEIGHBOURS = 8
ALIKE = 3.0  # px: a shift differs no more from those around it
REACH = 0.06  # of the form's longer side: standard deviation of how far a shift is felt
FLAT = 0.3  # shifts of nothing in each place: where no print is near, the sheet is taken as flat
STEP = 24  # px between the places where a shift is worked out
AT_ONCE = 1 << 20  # distances in memory: a sheet's places by all its print would be gigabytes


@dataclass(frozen=True, slots=True, eq=False)
class Bend:
    """Shifts at some places of the blank form.

    Attributes:
        places: on the blank form.
        shifts: from there to where the flat map would have to be asked.
        reach: px that a shift is felt.
    """

    places: Points
    shifts: Points
    reach: float

    @classmethod
    def of(cls, places: Points, seen: Points, *, longest: int) -> "Bend":
        """Return the bend of a sheet.

        Args:
            places: of points of print on the blank form.
            seen: where the flat map takes them from, on the blank form.
            longest: side of the form, px.
        """
        shifts = seen - places
        near = np.hypot(*shifts.T) < MOST * longest
        places, shifts = places[near], shifts[near]
        if len(places) > NEIGHBOURS:
            around = [
                np.argsort(np.sqrt(apart), axis=1)[:, 1 : NEIGHBOURS + 1] for apart in _apart(places, places)
            ]
            usual = np.median(shifts[np.concatenate(around)], axis=1)
            alike = np.hypot(*(shifts - usual).T) < ALIKE
            places, shifts = places[alike], shifts[alike]
        return cls(places, shifts, REACH * longest)

    def at(self, points: Points) -> Points:
        """Return the shifts at some places: means of those around, the nearer the heavier."""
        found = [np.zeros((0, 2))]
        for apart in _apart(points, self.places):
            weights = np.exp(-apart / (2 * self.reach**2))
            found.append(weights @ self.shifts / (weights.sum(axis=1, keepdims=True) + FLAT))
        return np.concatenate(found)

    def over(
        self, left: float, top: float, width: int, height: int, *, scale: float
    ) -> npt.NDArray[np.float32]:
        """Return the shift at each pixel of a part of the form, axes (height, width, 2).

        Args:
            left: of the part, px of the blank form.
            top: of it.
            width: px of the result.
            height: px of it.
            scale: px of the result for each px of the blank form.
        """
        columns = np.linspace(0.5, width - 0.5, max(2, round(width / scale / STEP)))
        rows = np.linspace(0.5, height - 0.5, max(2, round(height / scale / STEP)))
        grid = np.stack(np.meshgrid(columns, rows), axis=-1).reshape(-1, 2)
        found = self.at(grid / scale + (left, top)).reshape(len(rows), len(columns), 2)
        x = (np.arange(width) - columns[0]) / (columns[1] - columns[0])
        y = (np.arange(height) - rows[0]) / (rows[1] - rows[0])
        across, down = np.meshgrid(x.astype(np.float32), y.astype(np.float32))
        return np.asarray(
            cv2.remap(
                found.astype(np.float32), across, down, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
            ),
            np.float32,
        )


def _apart(points: Points, places: Points) -> Iterator[Points]:
    """Yield the squared distances of points to places, axes (some of the points, places), in order."""
    some = max(1, AT_ONCE // max(1, len(places)))
    for start in range(0, len(points), some):
        across, down = (points[start : start + some, None, axis] - places[None, :, axis] for axis in (0, 1))
        yield across**2 + down**2
