"""The images that folds are dealt from: framed once, kept in the run's folder, the test part left alone."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from inkread.charset import Charset
from inkread.datasets.array_folder import keep_arrays, kept_arrays
from inkread.datasets.samples import Labels
from inkread.datasets.split import RowNumbers
from inkread.errors import TrainingError
from inkread.training.augment import Glyphs
from inkread.training.material import (
    Progress,
    frame_inked,
    joint_charset,
    open_source,
    part_rows,
)

RECORD = "pool.json"
FACTS = ("charset", "writers", "source", "num_blank")
ARRAYS = ("glyphs", "labels", "rows")


@dataclass(frozen=True, slots=True, eq=False)
class Pool:
    """Images to be dealt into folds.

    Attributes:
        charset: what the labels stand for.
        glyphs: axes (n, 28, 28), uint8, in the contract's frame.
        labels: axes (n,).
        rows: axes (n,), each image's row in what the source opens.
        writers: who wrote each image, or None where nobody knows.
        source: what `--data` named.
        num_blank: images left out because they hold no ink.
    """

    charset: Charset
    glyphs: Glyphs
    labels: Labels
    rows: RowNumbers
    writers: tuple[str, ...] | None
    source: str
    num_blank: int

    def __len__(self) -> int:
        """Return the number of images."""
        return len(self.labels)

    def digest(self) -> str:
        """Return a digest of images, labels, writers and charset."""
        total = hashlib.sha256()
        for array in (self.glyphs, self.labels, self.rows):
            total.update(np.ascontiguousarray(array).tobytes())
        total.update(json.dumps([self.charset.graphemes, self.writers]).encode())
        return total.hexdigest()


def gather_pool(source: str, *, progress: Progress | None = None) -> Pool:
    """Return the images of `SOURCE` or `SOURCE:SPLIT` that cross-validation may touch.

    Of a source without a split named these are the training and the validation part, as `inkread train`
    parts it: the test part is left alone. Of a named split these are all its images.

    Raises:
        DataError: when the source cannot be opened.
        TrainingError: when none of its images holds ink.
    """
    samples, named = open_source(source)
    rows = np.arange(len(samples))
    if not named:
        parts = part_rows(samples, named=named)
        rows = np.sort(np.concatenate(parts[:-1]))
    charset = joint_charset([samples.charset])
    glyphs, labels, inked = frame_inked(samples.take(rows), charset, progress)
    if not len(glyphs):
        raise TrainingError(f"expected images to cross-validate on, got none from {source}; name another")
    kept = rows[inked]
    writers = None if samples.writers is None else tuple(samples.writers[row] for row in kept)
    return Pool(charset, glyphs, labels, kept, writers, source, num_blank=len(rows) - len(kept))


def save_pool(pool: Pool, folder: Path) -> None:
    """Write the pool into `folder`, the record last: with it the pool is whole."""
    facts = {
        "charset": list(pool.charset.graphemes),
        "writers": pool.writers,
        "source": pool.source,
        "num_blank": pool.num_blank,
        "digest": pool.digest(),
    }
    keep_arrays(folder / RECORD, facts, {name: getattr(pool, name) for name in ARRAYS})


def open_pool(folder: Path) -> Pool:
    """Return the pool that `save_pool` wrote; its images stay on disk until they are used.

    Raises:
        DataError: when it is not there or damaged.
    """
    facts, arrays = kept_arrays(folder / RECORD, FACTS, ARRAYS)
    charset, writers = Charset(tuple(facts["charset"])), facts["writers"]
    return Pool(
        charset,
        writers=None if writers is None else tuple(writers),
        source=facts["source"],
        num_blank=facts["num_blank"],
        **arrays,
    )
