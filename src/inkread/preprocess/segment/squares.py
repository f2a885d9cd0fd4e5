"""Squared paper: its lines are taken away before anything else is told of the writing on it.

Lines that run down the paper look like letters, and boxes around characters are looked for later: squares
were taken for such boxes, each with a part of a letter in it.
"""

from dataclasses import replace

import cv2
import numpy as np
import numpy.typing as npt

from inkread.preprocess.paper import Mask
from inkread.preprocess.segment.smaller import smaller
from inkread.preprocess.straight_lines import Line, find_lines
from inkread.trail import GreyImage

BORDER = 9  # px along each side of the picture, which the lines run into
APART = 4  # px: a line that runs along the side hides them in one row, and not in the next
LEAST_LINES = 3  # across, and down: a comb of boxes has two across
MOST_LINES = 100  # across, and down
ALIKE = 0.2  # of the usual distance of two lines: how far others may be from it
REGULAR = 0.7  # of the distances are usual: one line in seven may be missed
WEAK_SHARE = 0.2  # of full ink: lines are printed faintly
LIGHT = 0.85  # of the strokes' strength: fainter lines go where strokes cross them too
RESIDUE = 2  # px: what is left of lines beside them is no longer than that
FULL = 255


def without_squares(share: GreyImage) -> tuple[GreyImage, int]:
    """Return ink without the lines of squared paper, and how many of them were taken away.

    Args:
        share: how strong the ink is, axes (height, width), 255 full ink.
    """
    if not _run_out(share):
        return share, 0
    small, parts = smaller((share > WEAK_SHARE * FULL).view(np.uint8))
    across = find_lines(small, most=MOST_LINES)
    down = find_lines(np.ascontiguousarray(small.T), most=MOST_LINES) if len(across) >= LEAST_LINES else []
    steps = _step(across), _step(down)
    if not (all(steps) and abs(steps[0] - steps[1]) <= ALIKE * max(steps)):
        return share, 0
    whole = across + _at_ends(across, steps[0]), down + _at_ends(down, steps[1])
    return _cleared(share, small, whole, parts), len(across) + len(down)


def _run_out(share: GreyImage) -> bool:
    """Return whether lines enough run into each of the four sides; on clean paper none does."""
    sides = (share[:BORDER], share[-BORDER:][::-1], share[:, :BORDER].T, share[:, -BORDER:].T[::-1])
    return all(any(_num_runs(row) >= LEAST_LINES for row in side[::APART]) for side in sides)


def _num_runs(row: npt.NDArray[np.uint8]) -> int:
    """Return how many runs of ink a row has."""
    ink = row > WEAK_SHARE * FULL
    return int(np.count_nonzero(ink[1:] & ~ink[:-1])) + int(ink[0])


def _step(lines: list[Line]) -> float:
    """Return the usual distance of two neighbours of some lines, px; 0 where they are no regular ones."""
    if len(lines) < LEAST_LINES:
        return 0.0
    places = np.sort([float(line.rows().mean()) for line in lines])
    steps = np.diff(places)
    usual = float(np.median(steps))
    return usual if (np.abs(steps - usual) <= ALIKE * usual).mean() >= REGULAR else 0.0


def _at_ends(lines: list[Line], step: float) -> list[Line]:
    """Return the lines a step before the first and behind the last, a part of which the picture may show."""
    inward = sorted(lines, key=lambda line: line.rows().mean())
    made = []
    for line, off in ((inward[0], -round(step)), (inward[-1], round(step))):
        band = np.zeros_like(line.band)
        band[max(0, off) : len(band) + min(0, off)] = line.band[max(0, -off) : len(band) - max(0, off)]
        made.append(replace(line, start=line.start + off, band=band))
    return made


def _cleared(share: GreyImage, small: Mask, lines: tuple[list[Line], list[Line]], parts: int) -> GreyImage:
    """Return the ink without some lines across and down, which were found on a copy so many times smaller."""
    across, down = lines
    band = np.zeros_like(small)
    for line in across:
        band[line.band > 0] = 1
    for line in down:
        band.T[line.band > 0] = 1
    strokes = _strokes(small, band)
    crossed = np.zeros_like(small)
    for line in across:
        crossed[(line.band > 0) & line.touched(strokes)] = 1
    for line in down:
        crossed.T[(line.band > 0) & line.touched(np.ascontiguousarray(strokes.T))] = 1
    height, width = share.shape
    whole = np.ones((parts, parts), np.uint8)
    on_line, at_stroke = (np.kron(one, whole)[:height, :width] > 0 for one in (band, crossed))
    weak = share > WEAK_SHARE * FULL
    own, level = (_usual(share[where & weak]) for where in (on_line & ~at_stroke, ~on_line))
    is_faint = own <= LIGHT * level
    gone = on_line & (share <= (own + level) / 2 if is_faint else ~at_stroke)
    return np.where(gone, 0, share).astype(np.uint8)


def _usual(levels: npt.NDArray[np.uint8]) -> float:
    """Return the median, 0 of nothing."""
    return float(np.median(levels)) if levels.size else 0.0


def _strokes(small: Mask, band: Mask) -> Mask:
    """Return what is left beside the lines, without rests of their crossings and edges."""
    _, mark_of, stats, _ = cv2.connectedComponentsWithStats(small * (1 - band), connectivity=8)
    large = stats[:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]].max(axis=1) > RESIDUE
    large[0] = False
    return np.asarray(large[mark_of], dtype=np.uint8)
