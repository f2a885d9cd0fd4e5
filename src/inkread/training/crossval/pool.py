"""The images that folds are dealt from: framed once, kept in the run's folder, the test part left alone."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from inkread import atomic
from inkread.charset import Charset
from inkread.datasets.samples import Labels
from inkread.datasets.split import RowNumbers, stratified_split
from inkread.errors import TrainingError
from inkread.training.augment import Glyphs
from inkread.training.material import (
    POOL_FRACTIONS,
    SPLIT_SEED,
    Progress,
    frame_inked,
    joint_charset,
    open_source,
)

RECORD = "pool.json"
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
        parts = stratified_split(samples.labels, POOL_FRACTIONS, seed=SPLIT_SEED)
        rows = np.sort(np.concatenate(parts[:-1]))
    charset = joint_charset([samples.charset])
    glyphs, labels, inked = frame_inked(samples.take(rows), charset, progress or _silent)
    if not len(glyphs):
        raise TrainingError(f"expected images to cross-validate on, got none from {source}; name another")
    kept = rows[inked]
    writers = None if samples.writers is None else tuple(samples.writers[row] for row in kept)
    return Pool(charset, glyphs, labels, kept, writers, source, num_blank=len(rows) - len(kept))


def save_pool(pool: Pool, folder: Path) -> None:
    """Write the pool into `folder`, the record last: with it the pool is whole."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in ARRAYS:
        with atomic.replacing(folder / f"{name}.npy") as file:
            np.save(file, getattr(pool, name), allow_pickle=False)
    record = {
        "charset": list(pool.charset.graphemes),
        "writers": pool.writers,
        "source": pool.source,
        "num_blank": pool.num_blank,
        "digest": pool.digest(),
    }
    atomic.write_text(folder / RECORD, json.dumps(record, ensure_ascii=False) + "\n")


def open_pool(folder: Path) -> Pool:
    """Return the pool that `save_pool` wrote; its images stay on disk until they are used.

    Raises:
        TrainingError: when it is not there or damaged.
    """
    try:
        record = json.loads((folder / RECORD).read_text(encoding="utf-8"))
        # Mapped, not read: folds that run side by side then share one copy.
        glyphs = np.load(folder / "glyphs.npy", mmap_mode="r", allow_pickle=False)
        labels, rows = (np.load(folder / f"{name}.npy", allow_pickle=False) for name in ARRAYS[1:])
        writers = None if record["writers"] is None else tuple(record["writers"])
        charset = Charset(tuple(record["charset"]))
        return Pool(charset, glyphs, labels, rows, writers, record["source"], record["num_blank"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise TrainingError(
            f"{folder}: expected the images of a run, got none whole ({error}); start a new run"
        ) from error


def _silent(_what: str, _done: int, _total: int) -> None:
    """Say nothing."""
