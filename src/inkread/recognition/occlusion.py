"""Which ink decided: how much an answer's probability drops when a patch of the glyph is blanked."""

import numpy as np
import numpy.typing as npt

from inkread.preprocess.frame import SIDE
from inkread.recognition.reader import Reader
from inkread.trail import GreyImage

STEP = 2  # px between the patches that are tried; what lies between is interpolated
CENTRES = range(0, SIDE, STEP)


def occlusion_map(
    reader: Reader, glyph: GreyImage, text: str | None = None, *, patch: int = 5
) -> npt.NDArray[np.float32]:
    """Return how much the probability of an answer drops when the patch around each pixel is blanked.

    Zeiler and Fergus 2014, arXiv 1311.2901, section 4.2, with paper in the patch instead of grey. A patch
    without ink takes nothing away: 0. Below 0, the ink there speaks for another answer.

    Args:
        reader: its charset and temperature are in force.
        glyph: axes (28, 28), uint8, white ink on black.
        text: the answer, a grapheme of the reader's charset; by default the most probable one.
        patch: px of a patch's side, from 1 to 28.

    Returns:
        Axes (28, 28), float32, from -1 to 1.

    Raises:
        CharsetError: when `text` cannot come out of the reader.
        ValueError: when `patch` is out of range, or `glyph` has other axes or another dtype.
    """
    if not 1 <= patch <= SIDE:
        raise ValueError(f"expected a patch of 1 to {SIDE} px, got {patch}; 5 is usual")
    windows = {
        (row, column): (_span(row, patch), _span(column, patch)) for row in CENTRES for column in CENTRES
    }
    inked = {place: window for place, window in windows.items() if glyph[window].any()}
    batch = np.repeat(glyph[None], len(inked) + 1, axis=0)  # the glyph as it is comes first
    for blanked, window in zip(batch[1:], inked.values(), strict=True):
        blanked[window] = 0
    probabilities = reader.probabilities(batch)
    label = int(probabilities[0].argmax()) if text is None else reader.charset.encode(text)
    drops = np.zeros((SIDE, SIDE))
    for (row, column), drop in zip(inked, probabilities[0, label] - probabilities[1:, label], strict=True):
        drops[row, column] = drop
    return _between(drops[::STEP, ::STEP]).astype(np.float32)


def _span(centre: int, patch: int) -> slice:
    """Return the pixels of a patch around `centre` along one axis, cut off at the glyph's side."""
    start = centre - patch // 2
    return slice(max(0, start), start + patch)


def _between(coarse: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Return values at every other pixel as values at each, by straight lines between neighbours."""
    weights = np.array([np.interp(range(SIDE), CENTRES, unit) for unit in np.eye(len(CENTRES))])
    return np.asarray(weights.T @ coarse @ weights)
