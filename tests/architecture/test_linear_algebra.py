"""What ships calls no function of OpenCV that asks its linear algebra: `prune.py` leaves that away.

Each of these, on matrices of 200 × 200 or 80 points, ended a process in which that library was empty.
"""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "src" / "inkread"
SERVING = ("bundle", "forms", "history", "preprocess", "recognition", "web", "words")
ASK = {
    *("PCACompute", "SVDecomp", "estimateAffine2D", "estimateAffinePartial2D", "fitEllipse", "gemm"),
    *("invert", "mulTransposed", "solve", "solvePnP"),
}
FILES = [path for folder in SERVING for path in sorted((PACKAGE / folder).rglob("*.py"))]


def calls_of_opencv(text):
    """Yield the calls of OpenCV in a module's text."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("cv2."):
            yield node


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_call_asks_for_what_is_left_away(path):
    for call in calls_of_opencv(path.read_text("utf-8")):
        name = ast.unparse(call.func).removeprefix("cv2.")
        assert name not in ASK
        if name == "findHomography":  # its other ways end in a larger equation
            assert "cv2.USAC_" in ast.unparse(call)
