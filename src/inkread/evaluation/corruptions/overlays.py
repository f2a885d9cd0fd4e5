"""What lies over the writing: drops of mud, a dotted line, a zigzag."""

import itertools

import numpy as np
import numpy.typing as npt

from inkread.evaluation.corruptions.blur import gaussian
from inkread.evaluation.corruptions.levels import SIDE, Glyphs, Shares, grey_levels, shares

WET, WET_SPREAD, WET_SIGMA = 0.65, 0.3, 1.0  # of the liquid's depth, its grain in px: severity 4 of 5
DEPTH = 0.65  # of liquid from which it is seen
DROP_SIGMA, DROP_FROM = 1.5, 0.8  # px by which its edge is smoothed; what is left where less than that
MUD = 63 / 255  # grey of a drop, as a share of white

LINE_REACH = 2.3  # px up and down at which a line has faded out
DOT = 2  # px of a dot and of the gap before it
LAST = SIDE - 1
ZIGZAG_FROM, ZIGZAG_TO = 2.0, 25.0  # px, columns
ZIGZAG_HEIGHT = 2.0  # px of its corners, above and below; half of the way from one to the next
ZIGZAG_TILT = (-5, 5)  # px, rows between its two ends, the last left out

Numbers = npt.NDArray[np.float64]
"""One number for each image, axes (n,)."""


def spatter(glyphs: Glyphs, rng: np.random.Generator) -> Glyphs:
    """Return the glyphs under drops of dark grey mud that hide the ink below them."""
    depth = gaussian(rng.normal(WET, WET_SPREAD, glyphs.shape).astype(np.float32), WET_SIGMA)
    drops = gaussian((depth > DEPTH).astype(np.float32), DROP_SIGMA)
    drops[drops < DROP_FROM] = 0.0
    return grey_levels(shares(glyphs) * (1.0 - drops) + np.float32(MUD) * drops)


def dotted_line(glyphs: Glyphs, rng: np.random.Generator) -> Glyphs:
    """Return the glyphs with a dotted line across, from any height on the left to any on the right."""
    left, right = rng.integers(0, LAST, (2, len(glyphs))).astype(np.float64)
    ink = _line((np.zeros_like(left), left), (np.full_like(right, LAST), right))
    gaps = np.arange(SIDE) // DOT % 2 == 0
    ink[:, :, gaps] = 0.0
    return grey_levels(shares(glyphs) + ink)


def zigzag(glyphs: Glyphs, rng: np.random.Generator) -> Glyphs:
    """Return the glyphs with a zigzag across, at any height and nearly level."""
    start = rng.integers(0, LAST, len(glyphs)).astype(np.float64)
    tilt = np.arctan(rng.integers(*ZIGZAG_TILT, len(glyphs)) / (ZIGZAG_TO - ZIGZAG_FROM))
    corners = [
        (
            ZIGZAG_FROM + np.cos(tilt) * along - np.sin(tilt) * up,
            start + np.sin(tilt) * along + np.cos(tilt) * up,
        )
        for along, up in _level_corners((ZIGZAG_TO - ZIGZAG_FROM) / np.cos(tilt))
    ]
    drawn = shares(glyphs)
    for here, there in itertools.pairwise(corners):
        drawn = np.minimum(drawn + _line(here, there), np.float32(1.0))
    return grey_levels(drawn)


def _level_corners(length: Numbers) -> list[tuple[Numbers, Numbers]]:
    """Return the corners of a level zigzag as (along, up), px; `length` lies between 22 and 24 px.

    The authors' last corner lies at the end of the line, at a height that goes with what is left of it.
    """
    nothing = np.zeros_like(length)
    period = 2.0 * ZIGZAG_HEIGHT
    count = int((ZIGZAG_TO - ZIGZAG_FROM - ZIGZAG_HEIGHT) // period) + 1
    corners = [(nothing, nothing)]
    for place in range(count):
        up = ZIGZAG_HEIGHT * (-1) ** place
        corners.append((nothing + (2 * place + 1) * ZIGZAG_HEIGHT, nothing + up))
    rest = length - period * (length // period)
    return [*corners, (length, up / (2.0 * rest))]


def _line(start: tuple[Numbers, Numbers], end: tuple[Numbers, Numbers]) -> Shares:
    """Return a line from `start` to `end`, each (column, row), axes (n, 28, 28), white 1.

    It fades up and down as 1 + ln(1 - d / 2.3) at d px, and is there from the pixel that it starts in up to
    the one that it ends in.
    """
    slope = (end[1] - start[1]) / (end[0] - start[0])
    places = np.arange(SIDE)
    height = start[1][:, None] + slope[:, None] * (places - start[0][:, None])  # (n, 28): a row a column
    distance = np.abs(places[:, None] - height[:, None, :]) / LINE_REACH
    with np.errstate(divide="ignore"):  # the logarithm of 0, where the line ends, is cut off below
        ink = np.clip(1.0 + np.log(1.0 - np.minimum(distance, 1.0)), 0.0, 1.0)
    within = (places >= np.floor(start[0])[:, None]) & (places < np.ceil(end[0])[:, None])
    return np.asarray(ink * within[:, None, :], np.float32)
