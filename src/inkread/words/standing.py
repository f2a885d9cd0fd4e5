"""Where the characters of a line that was read whole stand: on marks of their own, or on a part of one.

A network that reads a line whole tells where each character is in frames; the boundary between two of them is
a guess. Where the ink itself is apart, it decides.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from inkread.preprocess.segment.marks_table import MarksTable, marks_table, usual_height
from inkread.preprocess.segment.sheet import Sheet
from inkread.word_reading import PixelBox

Numbers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

JOINED_SHARE = 0.5  # of a character's ink: with as much of it in a neighbour's mark, the two hang together
DOT_SHARE = 0.4  # of the usual height: a mark above a line's middle that is no higher may be a dot
DOTTED = "ij"
NONE: Numbers = np.zeros(0, np.int64)
SMALL = frozenset(".,:;'\"`-_~^*")  # marks of their own, whatever reaches over them


def places(sheet: Sheet, text: Sequence[str], ends: Sequence[int]) -> list[PixelBox]:
    """Return the box of each character in the picture that a sheet was made of.

    A mark is the character's that most of it lies under. A character without one, or most of whose ink is a
    neighbour's mark, has a part of that: the mark is cut where the two meet. A dot is its letter's.

    Args:
        sheet: with one line of ink.
        text: the characters, spaces left out, one at least.
        ends: the columns of the sheet between them, and before the first and after the last; rising.
    """
    home = _homes(sheet.mask.shape[1], ends)
    table = marks_table(sheet.mask)
    if not len(table):
        return [_between(sheet, ends, place) for place in range(len(text))]
    under = _under(table, home, len(text))
    shared = _shared(under, _with_dots(table, under.argmax(axis=1), text), text)
    boxes = []
    for place in range(len(text)):
        rows, columns = _pixels(table, shared, home, place)
        boxes.append(sheet.in_source(rows, columns) if rows.size else _between(sheet, ends, place))
    return boxes


def _homes(width: int, ends: Sequence[int]) -> Numbers:
    """Return the number of the character that each column of a sheet lies under, axes (width,)."""
    return np.searchsorted(np.asarray(ends[1:-1]), np.arange(width), side="right").astype(np.int64)


def _under(table: MarksTable, home: Numbers, count: int) -> Numbers:
    """Return how many pixels of each mark lie under each character, axes (marks, characters)."""
    rows, columns = np.nonzero(table.mark_of)
    marks = table.mark_of[rows, columns].astype(np.int64)
    most = int(table.mark_of.max()) + 1
    pixels = np.bincount(marks * count + home[columns], minlength=most * count)
    return np.asarray(pixels.reshape(most, count)[table.number])


def _with_dots(table: MarksTable, owner: Numbers, text: Sequence[str]) -> Numbers:
    """Return whose each mark is, with a dot that stands over a neighbour given to its letter."""
    owner = owner.copy()
    high = usual_height(table)
    middle = float(np.average(table.top + table.height / 2, weights=table.area))
    is_dot = (np.maximum(table.height, table.width) <= DOT_SHARE * high) & (table.bottom <= middle)
    for row in np.flatnonzero(is_dot).tolist():
        here = int(owner[row])
        if text[here] in DOTTED or text[here] in SMALL:
            continue
        for letter in (here - 1, here + 1):
            has_none = 0 <= letter < len(text) and not is_dot[owner == letter].any()
            if has_none and text[letter] in DOTTED:
                owner[row] = letter
                break
    return owner


def _shared(under: Numbers, owner: Numbers, text: Sequence[str]) -> Flags:
    """Return which characters have a part of each mark, axes (marks, characters); the owner always has."""
    shared = np.zeros(under.shape, np.bool_)
    shared[np.arange(len(owner)), owner] = True
    for place, char in enumerate(text):
        largest = int(under[:, place].argmax())
        has_own = bool((owner == place).any())
        joined = under[largest, place] >= JOINED_SHARE * under[:, place].sum()
        if under[largest, place] and (not has_own or (joined and char not in SMALL)):
            shared[largest, place] = True
    return shared


def _pixels(table: MarksTable, shared: Flags, home: Numbers, place: int) -> tuple[Numbers, Numbers]:
    """Return rows and columns of a character's marks, and of its parts of marks that others share."""
    found: list[tuple[Numbers, Numbers]] = [(NONE, NONE)]
    for row in np.flatnonzero(shared[:, place]).tolist():
        top, left = int(table.top[row]), int(table.left[row])
        part = (slice(top, int(table.bottom[row])), slice(left, int(table.right[row])))
        rows, columns = np.nonzero(table.pixels_of(np.array([row]), part))
        sharers = np.flatnonzero(shared[row])
        nearest = sharers[np.abs(home[left + columns, None] - sharers).argmin(axis=1)]
        own = nearest == place
        found.append((rows[own] + top, columns[own] + left))
    rows_of, columns_of = zip(*found, strict=True)
    return np.concatenate(rows_of), np.concatenate(columns_of)


def _between(sheet: Sheet, ends: Sequence[int], place: int) -> PixelBox:
    """Return the box of all between two columns, for a character whose ink is too faint for the mask."""
    height, width = sheet.mask.shape
    left = min(max(0, ends[place]), width - 1)
    right = min(max(left + 1, ends[place + 1]), width)
    return sheet.in_source(np.array([0, height - 1]), np.array([left, right - 1]))
