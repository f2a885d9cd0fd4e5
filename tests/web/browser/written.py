"""Draws pictures that the tests send: two handwritten lines, and a scribble that is no character."""

from pathlib import Path

import cv2
import numpy as np

from .pen import STROKES

LINES = ("EGG 37", "TEA 25")


def shopping_list(path: Path) -> Path:
    """Write a picture of two handwritten lines."""
    paper = np.full((620, 960), 225, np.uint8)
    for row, line in enumerate(LINES):
        for place, character in enumerate(line.replace(" ", "  ")):
            for xs, ys in STROKES.get(character, ()):
                stroke = np.stack(
                    [60 + 125 * place + 0.4 * np.array(xs), 70 + 280 * row + 0.6 * np.array(ys)]
                )
                cv2.polylines(paper, [stroke.T.astype(np.int32)], False, 40, 9, cv2.LINE_AA)
    cv2.imwrite(str(path), paper)
    return path


def scribble(path: Path) -> Path:
    """Write a picture of a scribble, which is refused."""
    paper = np.full((240, 240), 230, np.uint8)
    turns = np.random.default_rng(3).integers(30, 210, (60, 2)).astype(np.int32)
    cv2.polylines(paper, [turns], False, 40, 6, cv2.LINE_AA)
    cv2.imwrite(str(path), paper)
    return path
