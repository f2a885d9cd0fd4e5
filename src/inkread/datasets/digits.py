"""The embedded set that always works: scikit-learn's bundled digits, without a download."""

import numpy as np

from inkread.charset import NAMED
from inkread.datasets.samples import Samples
from inkread.errors import DataError

DEEPEST = 16.0  # scikit-learn stores counts of ink dots, 0 to 16


def read_digits() -> Samples:
    """Return 1,797 digits, (n, 8, 8) uint8, white ink on black, upright.

    The test part of the UCI "Optical Recognition of Handwritten Digits" set (Alpaydin and Kaynak
    1998, CC BY 4.0). 0 to 16 becomes 0 to 255.

    Raises:
        DataError: when scikit-learn is not installed.
    """
    try:
        from sklearn.datasets import load_digits
    except ImportError:
        raise DataError(
            "expected scikit-learn for the set 'digits', got no such package; install inkread[train]"
        ) from None
    bundled = load_digits()
    images = np.rint(bundled.images * (255.0 / DEEPEST)).astype(np.uint8)
    return Samples("digits", images, bundled.target.astype(np.int64), NAMED["digits"])
