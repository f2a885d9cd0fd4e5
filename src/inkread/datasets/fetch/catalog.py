"""The data sets that inkread knows by name: where they come from, how they are checked, who made them.

Hashes are of a file's *unpacked* content, since the same IDX file is served gzipped in more than one
way; that of an archive is of the archive itself. A hash is here only where the very bytes were seen.
"""

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from inkread.errors import DataError

Road = Literal["files", "archive", "bundled", "kaggle"]


@dataclass(frozen=True, slots=True)
class KnownFile:
    """One file of a set.

    Attributes:
        name: its name in the set's folder; ends in `.gz` where the publisher packs it.
        num_bytes: size of the unpacked content; 0 where it varies.
        sha256: of the unpacked content, or None where only its reader or the archive's hash vouches for it.
        addresses: where it is downloaded from, tried in order; none for a member of an archive.
    """

    name: str
    num_bytes: int
    sha256: str | None = None
    addresses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KnownSet:
    """A data set known by name.

    Attributes:
        name: what a person types.
        title: one line about it.
        home: the page that describes it.
        road: how it comes: as files, inside an archive, bundled with a library, or through a Kaggle account.
        licence: what its use is bound to.
        citation: whom to cite.
        charset: name of the charset that its labels stand for.
        num_images: images in each split; a set without splits has one named `all`.
        files: what lies in its folder once it is fetched.
        archive: what the files come in, where they do; its `sha256` is of the archive as it is.
    """

    name: str
    title: str
    home: str
    road: Road
    licence: str
    citation: str
    charset: str
    num_images: Mapping[str, int] = field(hash=False)
    files: tuple[KnownFile, ...] = ()
    archive: KnownFile | None = None


def known_set(name: str) -> KnownSet:
    """Return the record of the set `name`.

    Raises:
        DataError: when there is none; a close name is suggested.
    """
    if name in CATALOG:
        return CATALOG[name]
    close = difflib.get_close_matches(name, CATALOG, n=1)
    hint = f"did you mean {close[0]!r}?" if close else "see inkread data list"
    raise DataError(f"expected one of {', '.join(CATALOG)}, got {name!r}; {hint}")


MNIST_MIRRORS = (  # the publisher's own page has stopped serving its files; these two hold them unaltered
    "https://storage.googleapis.com/cvdf-datasets/mnist/",
    "https://ossci-datasets.s3.amazonaws.com/mnist/",
)
USPS_PAGE = "https://hastie.su.domains/ElemStatLearn/datasets/"
KAGGLE_AZ = "sachinpatel21/az-handwritten-alphabets-in-csv-format"


def _mnist_file(name: str, num_bytes: int, sha256: str) -> KnownFile:
    """Return an MNIST file with its two addresses."""
    return KnownFile(name, num_bytes, sha256, tuple(mirror + name for mirror in MNIST_MIRRORS))


MNIST = KnownSet(
    name="mnist",
    title="MNIST: handwritten digits, 28×28",
    home="https://yann.lecun.com/exdb/mnist/",
    road="files",
    licence="CC BY-SA 3.0",
    citation="LeCun, Bottou, Bengio, Haffner 1998, Gradient-based learning applied to document recognition",
    charset="digits",
    num_images=MappingProxyType({"train": 60_000, "test": 10_000}),
    files=(
        _mnist_file(
            "train-images-idx3-ubyte.gz",
            47_040_016,
            "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
        ),
        _mnist_file(
            "train-labels-idx1-ubyte.gz",
            60_008,
            "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
        ),
        _mnist_file(
            "t10k-images-idx3-ubyte.gz",
            7_840_016,
            "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
        ),
        _mnist_file(
            "t10k-labels-idx1-ubyte.gz",
            10_008,
            "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
        ),
    ),
)

EMNIST = KnownSet(
    name="emnist",
    title="EMNIST ByClass: handwritten digits and letters, 28×28",
    home="https://www.nist.gov/itl/products-and-services/emnist-dataset",
    road="archive",
    licence="US public domain (NIST)",
    citation="Cohen, Afshar, Tapson, van Schaik 2017, EMNIST: an extension of MNIST, arXiv 1702.05373",
    charset="byclass",
    num_images=MappingProxyType({"train": 697_932, "test": 116_323}),
    files=(
        KnownFile(
            "emnist-byclass-test-images-idx3-ubyte.gz",
            91_197_248,
            "385559d7d5c96f49cd6b55b3e9e76d7ecbf568897b6067e8cac8f1ffc2f50f81",
        ),
        KnownFile(
            "emnist-byclass-test-labels-idx1-ubyte.gz",
            116_331,
            "842d01413932b3ce7afbc9990376a16f8880a212bb42d66fa2922b4218cf300a",
        ),
        # Text whose line ends a copy may change: its reader checks every line instead.
        KnownFile("emnist-byclass-mapping.txt", 385),
        # The train part was seen inside the archive only, whose hash vouches for it.
        KnownFile("emnist-byclass-train-images-idx3-ubyte.gz", 547_178_704),
        KnownFile("emnist-byclass-train-labels-idx1-ubyte.gz", 697_940),
    ),
    archive=KnownFile(
        "gzip.zip",
        561_753_746,
        # As TensorFlow Datasets pins it (tensorflow_datasets/url_checksums/emnist.txt).
        "fb9bb67e33772a9cc0b895e4ecf36d2cf35be8b709693c3564cea2a019fcda8e",
        ("https://biometrics.nist.gov/cs_links/EMNIST/gzip.zip",),
    ),
)

USPS = KnownSet(
    name="usps",
    title="USPS: digits scanned from envelopes, 16×16",
    home="https://hastie.su.domains/ElemStatLearn/data.html",
    road="files",
    licence="as distributed with The Elements of Statistical Learning",
    citation="Hull 1994, A database for handwritten text recognition research",
    charset="digits",
    num_images=MappingProxyType({"train": 7_291, "test": 2_007}),
    files=(
        KnownFile(
            "zip.train.gz",
            14_512_253,
            "abc9f5c75b997cabe66b5d01727d5a681c69298e1641a8d37b55433a52129dc0",
            (USPS_PAGE + "zip.train.gz",),
        ),
        KnownFile(
            "zip.test.gz",
            2_029_542,
            "6bde17b4f1cd68e0630cd2751d6495b5795d9165ab2dc4a0be8b7002b732f4cc",
            (USPS_PAGE + "zip.test.gz",),
        ),
    ),
)

DIGITS = KnownSet(
    name="digits",
    title="Digits bundled with scikit-learn, 8×8; always there",
    home="https://scikit-learn.org/stable/modules/generated/sklearn.datasets.load_digits.html",
    road="bundled",
    licence="CC BY 4.0",
    citation="Alpaydin, Kaynak 1998, Optical Recognition of Handwritten Digits, UCI",
    charset="digits",
    num_images=MappingProxyType({"all": 1_797}),
)

AZ = KnownSet(
    name="az",
    title="A–Z Handwritten Alphabets: capitals as CSV, 28×28",
    home=f"https://www.kaggle.com/datasets/{KAGGLE_AZ}",
    road="kaggle",
    licence="as its Kaggle page says",
    citation="Patel 2018, A-Z Handwritten Alphabets in .csv format, Kaggle",
    charset="upper",
    num_images=MappingProxyType({"all": 372_450}),
    files=(KnownFile("A_Z Handwritten Data.csv", 0),),
)

CATALOG: Mapping[str, KnownSet] = MappingProxyType(
    {known.name: known for known in (MNIST, EMNIST, USPS, DIGITS, AZ)}
)
