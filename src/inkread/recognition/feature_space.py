"""Where features lie: near a class's centre, within the spread of all characters, or beyond both."""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

Row = npt.NDArray[np.float32]
"""A number for each glyph, axes (n,)."""


class FeatureSpace:
    """Measures features by what a gate's record says of those of characters.

    What does not depend on the features is worked out once: one glyph's distances are then four products.

    Args:
        arrays: `mean` (1, d), `directions` (d, k), `centres` (c, k), `spread` (1, k) and `basis` (d, b).
    """

    def __init__(self, arrays: Mapping[str, npt.NDArray[np.float32]]) -> None:
        """Put the axes side by side."""
        directions, centres = arrays["directions"], arrays["centres"]
        self._num_directions = directions.shape[1]
        self._mean = arrays["mean"]
        self._axes = np.concatenate([directions, arrays["basis"]], axis=1)
        self._pull = np.ascontiguousarray(-2.0 * centres.T)
        self._centre_squares = (centres**2).sum(axis=1)
        self._evenly = (1.0 / arrays["spread"])[0]

    def distances(self, features: npt.NDArray[np.float32]) -> tuple[Row, Row, Row]:
        """Return the squared distance to the nearest class, the same less that from all, and the residual.

        Distances are Mahalanobis', all classes having one spread (Lee et al. 2018, arXiv 1807.03888); less
        the distance from all characters together (Ren et al. 2021, arXiv 2106.09022). The residual is what
        of the features no direction of `basis` explains (Wang et al. 2022, arXiv 2203.10807).

        Args:
            features: axes (n, d).
        """
        centred = features - self._mean
        found = centred @ self._axes
        places, explained = found[:, : self._num_directions], found[:, self._num_directions :]
        squares = places * places
        nearest = squares.sum(axis=1) + (places @ self._pull + self._centre_squares).min(axis=1)
        beyond = _squared_length(centred) - _squared_length(explained)
        return nearest, nearest - squares @ self._evenly, np.sqrt(np.maximum(beyond, 0.0))


def _squared_length(rows: npt.NDArray[np.float32]) -> Row:
    """Return the squared length of each row."""
    return np.asarray(np.einsum("ij,ij->i", rows, rows))
