"""Edges: the outline of the writing alone."""

import cv2
import numpy as np

from inkread.evaluation.corruptions.blur import gaussian
from inkread.evaluation.corruptions.levels import WHITE, Glyphs

SIGMA = 1.0  # px
LOW, HIGH = 0.1 * WHITE, 0.2 * WHITE  # of the gradient: what may go on an edge, and what starts one


def canny_edges(glyphs: Glyphs, rng: np.random.Generator) -> Glyphs:
    """Return the edges that Canny's detector finds (Canny 1986), white on black, one pixel wide."""
    edges = np.empty_like(glyphs)
    for row, soft in enumerate(gaussian(glyphs, SIGMA)):
        edges[row] = cv2.Canny(soft, LOW, HIGH, L2gradient=True)
    return edges
