"""Reads and writes a labelled set as IDX files that keep their charset: images, labels and a mapping.

The mapping file has EMNIST's form (label, code point), so that letters come back as letters. Names
written here start with `inkread-`: an EMNIST set exported upright must not be mistaken for the
publisher's files, which are stored transposed.
"""

import re
from pathlib import Path

import numpy as np
import numpy.typing as npt

from inkread import atomic
from inkread.charset import NAMED
from inkread.datasets.formats.idx import read_idx_labels, write_idx
from inkread.datasets.formats.mnist import MNIST_STEMS, read_emnist, read_mapping, read_mnist, read_pair
from inkread.datasets.samples import Samples
from inkread.errors import DataError

IMAGES_NAME = re.compile(r"(?P<stem>.+)-images(?P<mark>[-.])idx3-ubyte(?P<packed>(?:\.gz)?)")
EMNIST_STEM = re.compile(r"emnist-(?P<variant>[a-z]+)-(?P<split>train|test)")
PREFIX = "inkread-"
MOST_CLASSES = 256


def read_idx_set(images: Path) -> Samples:
    """Return the samples of one IDX image file, with the labels and the mapping that lie beside it.

    Files named as MNIST's and EMNIST's are read as those sets. Without a mapping the labels must be digits.

    Raises:
        DataError: when the name is not of that form, a file is missing or damaged, or nothing says what
            the labels stand for.
    """
    match = IMAGES_NAME.fullmatch(images.name)
    if match is None:
        raise DataError(
            f"{images}: expected a name such as mine-images-idx3-ubyte.gz, got another; rename it"
        )
    stem = match["stem"]
    if emnist := EMNIST_STEM.fullmatch(stem):
        return read_emnist(images.parent, emnist["split"], variant=emnist["variant"])
    if stem in MNIST_STEMS.values():
        return read_mnist(images.parent, next(split for split, known in MNIST_STEMS.items() if known == stem))
    labels = images.with_name(f"{stem}-labels{match['mark']}idx1-ubyte{match['packed']}")
    mapping = images.with_name(f"{stem}-mapping.txt")
    name = stem.removeprefix(PREFIX)
    if mapping.is_file():
        charset, first = read_mapping(mapping)
        return read_pair(images, labels, name=name, charset=charset, first_label=first)
    if read_idx_labels(labels).max(initial=0) > 9:
        raise DataError(
            f"{mapping}: expected a mapping file for labels past 9, got none; write lines '10 65'"
        )
    return read_pair(images, labels, name=name, charset=NAMED["digits"])


def write_idx_set(samples: Samples, folder: Path) -> tuple[Path, ...]:
    """Write the samples as three files into `folder`; return their paths.

    Raises:
        DataError: when the images differ in size, there are too many classes for a byte, or a grapheme
            is more than one code point.
    """
    images = stacked(samples)
    if len(samples.charset) > MOST_CLASSES:
        raise DataError(
            f"{samples.name}: expected at most {MOST_CLASSES} classes for IDX, got {len(samples.charset)}"
        )
    stem = f"{PREFIX}{samples.name}"
    paths = (
        folder / f"{stem}-images-idx3-ubyte.gz",
        folder / f"{stem}-labels-idx1-ubyte.gz",
        folder / f"{stem}-mapping.txt",
    )
    mapping = _mapping(samples)
    folder.mkdir(parents=True, exist_ok=True)
    write_idx(paths[0], images)
    write_idx(paths[1], samples.labels.astype(np.uint8))
    atomic.write_text(paths[2], mapping)
    return paths


def stacked(samples: Samples) -> npt.NDArray[np.uint8]:
    """Return the images as one array (n, height, width).

    Raises:
        DataError: when they differ in size; frame them first.
    """
    if isinstance(samples.images, np.ndarray):
        return samples.images
    images = list(samples.images)
    sizes = {image.shape for image in images}
    if len(sizes) != 1:
        raise DataError(
            f"{samples.name}: expected images of one size, got {len(sizes)} sizes; frame them first,"
            f" or export folders"
        )
    return np.stack(images)


def _mapping(samples: Samples) -> str:
    """Return the lines of the mapping file; a second code point is one that is folded onto the first."""
    folded = {kept: grapheme for grapheme, kept in samples.charset.folds.items()}
    lines = []
    for label, grapheme in enumerate(samples.charset.graphemes):
        if len(grapheme) != 1:
            raise DataError(
                f"{samples.name}: expected single code points for IDX, got {grapheme!r}; export folders"
            )
        codes = [str(ord(text)) for text in (grapheme, folded.get(grapheme)) if text]
        lines.append(f"{label} {' '.join(codes)}\n")
    return "".join(lines)
