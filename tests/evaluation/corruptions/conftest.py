"""Digits drawn as MNIST's lie in their frame, for the tests of what spoils them."""

import cv2
import numpy as np
import pytest


@pytest.fixture(scope="session")
def digits():
    """Sixteen sevens, axes (n, 28, 28), uint8, white ink on black, all alike."""
    glyph = np.zeros((28, 28), np.uint8)
    points = np.array([[8, 7], [19, 7], [12, 22]], np.int32)
    cv2.polylines(glyph, [points], isClosed=False, color=255, thickness=2, lineType=cv2.LINE_AA)
    return np.repeat(glyph[None], 16, axis=0)
