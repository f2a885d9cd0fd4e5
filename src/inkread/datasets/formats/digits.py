"""The embedded set that always works: scikit-learn's bundled digits, without a download."""

from importlib.util import find_spec
from pathlib import Path

import numpy as np

from inkread.charset import NAMED
from inkread.datasets.samples import Samples
from inkread.errors import DataError

HEIGHT = WIDTH = 8
DEEPEST = 16.0  # scikit-learn stores counts of ink dots, 0 to 16
BUNDLED = Path("datasets", "data", "digits.csv.gz")


def read_digits() -> Samples:
    """Return 1,797 digits, (n, 8, 8) uint8, white ink on black, upright.

    The test part of the UCI "Optical Recognition of Handwritten Digits" set (Alpaydin and Kaynak
    1998, CC BY 4.0), the same as `sklearn.datasets.load_digits` returns. 0 to 16 becomes 0 to 255.

    Raises:
        DataError: when scikit-learn is not installed.
    """
    rows = np.loadtxt(_bundled_file(), np.float64, delimiter=",")
    images = np.rint(rows[:, :-1] * (255.0 / DEEPEST)).astype(np.uint8).reshape(-1, HEIGHT, WIDTH)
    return Samples("digits", images, rows[:, -1].astype(np.int64), NAMED["digits"])


def _bundled_file() -> Path:
    """Return scikit-learn's file, found without importing the package, which can take seconds."""
    spec = find_spec("sklearn")
    if spec is None or spec.origin is None or not (path := Path(spec.origin).parent / BUNDLED).is_file():
        raise DataError(
            "expected scikit-learn for the set 'digits', got no such package; install it with:"
            " pip install 'inkread[train]'"
        )
    return path
