"""Rows of the A–Z CSV turned into bytes at memory speed, or refused whole if any byte is out of form.

The form is strict: 785 plain decimal numbers a row (a label below 26, then 784 pixels up to 255), no sign, no
leading zero, no space, a comma between two and a line feed behind the last. Every byte of a block is
looked at, by some twenty whole-array operations that each run close to the speed of memory; a block
with any fault is refused as one, and `faults` then says what is wrong and where.
"""

import numpy as np
import numpy.typing as npt

SIDE = 28
NUM_PIXELS = SIDE * SIDE
NUM_COLUMNS = 1 + NUM_PIXELS
NUM_CLASSES = 26
SHORTEST_ROW = 2 * NUM_COLUMNS
"""Bytes of a row of one-digit numbers, its line feed counted: no row can be shorter."""

Rows = npt.NDArray[np.uint8]
"""Checked rows, axes (n, 785), uint8: the label, then the pixels from left to right, top to bottom."""

Bytes = npt.NDArray[np.uint8]
Flags = npt.NDArray[np.bool_]
Places = npt.NDArray[np.intp]

COMMA, LINE_FEED, ZERO, NINE = b",\n09"
LARGEST_HUNDREDS = 2
# Two line feeds in front of a block, so that each number can look at the two bytes before its last digit.
PADDING = 2


class RowParser:
    r"""Parses blocks of rows, one at a time, in working memory that it keeps.

    The memory is kept because asking for it anew for each block cost three times the parsing itself: the
    C library hands such pieces back to the system, and each page must then be faulted in again.
    One parser must not be used by two threads at once.

    Example:
        >>> row = b"7" + b",0" * 782 + b",255,31" + b"\n"
        >>> RowParser().parse(row)[0, [0, 1, 783, 784]].tolist()
        [7, 0, 255, 31]
        >>> RowParser().parse(row.replace(b"255", b"256")) is None
        True
    """

    def __init__(self) -> None:
        """Start without working memory; the first block decides how much is needed."""
        self._bytes = np.empty((3, 0), np.uint8)
        self._flags = np.empty((3, 0), np.bool_)

    def parse(self, block: bytes | memoryview) -> Rows | None:
        """Return the rows of `block`, or None if any of its bytes is out of form.

        Args:
            block: whole lines, each ended by a line feed.
        """
        if not len(block) or block[-1] != LINE_FEED:
            return None
        size = PADDING + len(block)
        if size > self._bytes.shape[1]:
            self._bytes = np.empty((3, size), np.uint8)
            self._flags = np.empty((3, size), np.bool_)
        text, digits, values = self._bytes[:, :size]
        is_mark, is_digit, spare = self._flags[:, :size]
        text[:PADDING] = LINE_FEED
        text[PADDING:] = np.frombuffer(block, np.uint8)
        np.less(text, ZERO, out=is_mark)
        np.logical_not(is_mark, out=is_digit)
        last_digits = np.flatnonzero(is_mark[PADDING + 1 :])
        if (
            not _are_rows(text[PADDING:], last_digits, spare[PADDING:])
            or _touch(is_mark[1:], spare)
            or _has_long_or_padded_number(text, is_digit, is_mark, spare)
            or not _fill_values(values[PADDING:], _digits(text, is_digit, digits), is_digit)
        ):
            return None
        rows = values[PADDING:].take(last_digits).reshape(-1, NUM_COLUMNS)
        return rows if rows[:, 0].max() < NUM_CLASSES else None


def _are_rows(text: Bytes, last_digits: Places, spare: Flags) -> bool:
    """Return whether `text` holds digits, commas and line feeds only, with a line feed as each 785th mark.

    A mark that is the very first byte is in neither count of numbers, so it makes the counts differ.
    """
    num_rows, rest = divmod(len(last_digits), NUM_COLUMNS)
    if rest or text.max() > NINE:
        return False
    num_line_feeds = np.count_nonzero(np.equal(text, LINE_FEED, out=spare))
    num_commas = np.count_nonzero(np.equal(text, COMMA, out=spare))
    if num_line_feeds != num_rows or num_line_feeds + num_commas != len(last_digits):
        return False
    row_ends = last_digits[NUM_COLUMNS - 1 :: NUM_COLUMNS] + 1
    return bool((text[row_ends] == LINE_FEED).all())


def _touch(flags: Flags, spare: Flags) -> bool:
    """Return whether two neighbours are both set; two marks that touch are an empty field."""
    return bool(np.logical_and(flags[:-1], flags[1:], out=spare[: len(flags) - 1]).any())


def _has_long_or_padded_number(text: Bytes, is_digit: Flags, is_mark: Flags, spare: Flags) -> bool:
    """Return whether any number has four digits or begins with a zero that is not all of it."""
    starts_with_zero = np.equal(text[1:-1], ZERO, out=spare[1:-1])
    starts_with_zero &= is_mark[:-2]
    starts_with_zero &= is_digit[2:]
    if starts_with_zero.any():
        return True
    is_pair = np.logical_and(is_digit[:-1], is_digit[1:], out=spare[:-1])
    return bool((is_pair[:-2] & is_pair[2:]).any())


def _digits(text: Bytes, is_digit: Flags, out: Bytes) -> Bytes:
    """Return each digit's worth, and 0 for each mark."""
    np.subtract(text, ZERO, out=out)
    out *= is_digit.view(np.uint8)
    return out


def _fill_values(values: Bytes, digits: Bytes, is_digit: Flags) -> bool:
    """Put the number that ends at each place into `values`; return False if one is above 255.

    Only places of last digits are meaningful; at others the number's beginning or a mark stands.
    """
    worth = is_digit.view(np.uint8)
    hundreds = np.multiply(digits[:-2], worth[1:-1], out=values)
    hundreds *= worth[2:]
    if hundreds.max() > LARGEST_HUNDREDS:
        return False
    hundreds *= 100
    # From here on `digits` holds tens and units together; nobody reads the digits again.
    below_hundred = digits[1:-1] * np.uint8(10)
    below_hundred += digits[2:]
    values += below_hundred
    # Beyond 255 a sum of bytes has wrapped round, and is smaller than what was added.
    return not bool((values < below_hundred).any())
