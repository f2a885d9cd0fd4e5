"""Whether a picture that is read as one line clearly holds several.

Eight lines that are read as one come out as a single character. Of the 226 photographed words of words-dev
none is taken for several lines.
"""

import numpy as np

from inkread.preprocess.segment.marks_table import MarksTable, usual_height
from inkread.preprocess.segment.profile import cores_in

LEAST_LINES = 3  # ruled lines and stains make two of a word in 3 of 100
LEAST_LETTERS = 2  # marks of each line that are high enough for letters
LETTER = 0.5  # of the usual height: lower marks are dots and dashes


def is_several_lines(table: MarksTable) -> bool:
    """Return whether marks make several lines of writing.

    Args:
        table: the marks of a picture.
    """
    letters = np.flatnonzero(table.height >= LETTER * usual_height(table))
    if len(letters) < LEAST_LINES * LEAST_LETTERS:
        return False
    cores = cores_in(table, np.arange(len(table)))
    if len(cores) < LEAST_LINES:
        return False
    middles = table.top[letters] + table.height[letters] / 2
    lines = np.array([(top + bottom) / 2 for top, bottom in cores])
    nearest = np.abs(middles[:, None] - lines).argmin(axis=1)
    return bool(np.bincount(nearest, minlength=len(cores)).min() >= LEAST_LETTERS)
