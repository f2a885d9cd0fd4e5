"""Images of pen marks, no two alike, shared by the tests that look for copies."""

import cv2
import numpy as np
import pytest


@pytest.fixture(scope="session")
def scribbles():
    """Makes curves of a pen, axes (n, 28, 28), each another shape."""

    def make(num, seed=0):
        rng = np.random.default_rng(seed)
        images = np.zeros((num, 28, 28), np.uint8)
        for image in images:
            points = rng.integers(6, 22, size=(1, 5, 2)).astype(np.int32)
            cv2.polylines(image, list(points), isClosed=False, color=255, thickness=2, lineType=cv2.LINE_AA)
        return images

    return make
