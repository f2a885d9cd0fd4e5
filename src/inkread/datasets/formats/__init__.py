"""The files that published data sets come in, each read into samples: IDX, USPS text, `.npz`, digits."""

from inkread.datasets.formats.digits import read_digits
from inkread.datasets.formats.idx import write_idx
from inkread.datasets.formats.idx_set import read_idx_set, write_idx_set
from inkread.datasets.formats.mnist import read_emnist, read_mnist
from inkread.datasets.formats.npz import read_npz, write_npz
from inkread.datasets.formats.usps import read_usps

__all__ = [
    "read_digits",
    "read_emnist",
    "read_idx_set",
    "read_mnist",
    "read_npz",
    "read_usps",
    "write_idx",
    "write_idx_set",
    "write_npz",
]
