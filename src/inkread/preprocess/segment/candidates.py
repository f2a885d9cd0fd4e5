"""Which runs of neighbouring pieces may be one character, by their shape alone."""

from collections.abc import Iterator

from inkread.preprocess.segment.strip import Strip

MOST_PIECES = 6  # of one character: an M or W that is cut at every stem and joint
WIDEST = 2.3  # of a capital's height: no character of several pieces is wider
BROKEN = 0.3  # of a capital's height: the parts of a broken character stand no further apart


def spans_of(strip: Strip) -> Iterator[tuple[int, int]]:
    """Yield first and last (exclusive) piece of each candidate, in reading order; every piece is one."""
    for first in range(len(strip)):
        for last in range(first + 1, min(first + MOST_PIECES, len(strip)) + 1):
            if last - first > 1 and not _is_near(strip, first, last):
                break
            yield first, last


def _is_near(strip: Strip, first: int, last: int) -> bool:
    """Return whether some pieces are near enough to be one character, none of them alone in a cell."""
    if strip.cells[first:last].any():
        return False
    _, _, _, width = strip.box(first, last)
    apart = strip.gaps[first : last - 1].max()
    return width <= WIDEST * strip.height and bool(apart <= BROKEN * strip.height)
