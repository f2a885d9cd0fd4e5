"""Samples of one size as arrays on disk, opened by mapping them into memory: at once, however many there are.

A cache is a folder of `images.npy` (n, 28, 28) uint8, `labels.npy` (n,) int64 and `cache.json`, the record
that makes it one. The record is taken away first and written last: a folder with a record is whole.
"""

import hashlib
import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, cast

import numpy as np
import numpy.typing as npt

from inkread import atomic
from inkread.charset import Charset
from inkread.datasets.cached_array import CachedArray
from inkread.datasets.samples import Samples
from inkread.datasets.source_file import SourceFile
from inkread.errors import DataError

FORMAT = 1
RECORD = "cache.json"
IMAGES = "images.npy"
LABELS = "labels.npy"


@dataclass(frozen=True, slots=True)
class CacheRecord:
    """What a cache holds and what it was made of.

    Attributes:
        name: the name of the samples.
        graphemes: their charset's graphemes in order.
        folds: their charset's folds.
        writers: who wrote each image, or None.
        sources: the files they were read from.
        recipe: the settings they were read with, JSON-ready; another recipe is another cache.
        images: the file of images.
        labels: the file of labels.
    """

    name: str
    graphemes: tuple[str, ...]
    folds: dict[str, str]
    writers: tuple[str, ...] | None
    sources: tuple[SourceFile, ...]
    recipe: dict[str, Any]
    images: CachedArray
    labels: CachedArray

    @property
    def charset(self) -> Charset:
        """Return the charset of the labels."""
        return Charset(self.graphemes, self.folds)


def write_cache(
    folder: Path,
    samples: Samples,
    *,
    sources: tuple[SourceFile, ...] = (),
    recipe: dict[str, Any] | None = None,
    images: CachedArray | None = None,
) -> CacheRecord:
    """Write `samples` into `folder` as a cache, whole or not at all, and return its record.

    Args:
        folder: the cache to be.
        samples: what it is to hold.
        sources: the files they were read from.
        recipe: the settings they were read with.
        images: the file of images, where it stands in `folder` already.

    Raises:
        DataError: when the images are not all of one size.
    """
    if not isinstance(samples.images, np.ndarray):
        raise DataError(
            f"{samples.name}: expected images of one size in one array, got a"
            f" {type(samples.images).__name__}; preprocess them first"
        )
    folder.mkdir(parents=True, exist_ok=True)
    uncache(folder)
    record = CacheRecord(
        name=samples.name,
        graphemes=samples.charset.graphemes,
        folds=dict(samples.charset.folds),
        writers=samples.writers,
        sources=sources,
        recipe=recipe or {},
        images=images or _write_array(folder / IMAGES, samples.images),
        labels=_write_array(folder / LABELS, samples.labels),
    )
    text = json.dumps({"format": FORMAT, **asdict(record)}, indent=1, ensure_ascii=False)
    atomic.write_text(folder / RECORD, text + "\n")
    return record


def uncache(folder: Path) -> None:
    """Take away the record, so that `folder` is no cache until one is written whole."""
    (folder / RECORD).unlink(missing_ok=True)
    atomic.sync_folder(folder)


def open_cache(folder: Path, *, verify: bool = False) -> Samples:
    """Return the samples of a cache; the images stay on disk and are read where they are looked at.

    Args:
        folder: the cache.
        verify: compare the arrays with their SHA-256 too, which reads them once.

    Raises:
        DataError: when there is no whole cache, it is of a newer format, or a file is damaged.
    """
    record = read_record(folder)
    images = _map_array(folder / IMAGES, record.images, verify=verify)
    labels = np.array(_map_array(folder / LABELS, record.labels, verify=verify))
    return Samples(record.name, images, labels, record.charset, record.writers)


def sha256_of(array: npt.NDArray[Any]) -> str:
    """Return the SHA-256 of an array's values in C order, in hexadecimal."""
    return hashlib.sha256(np.ascontiguousarray(array).reshape(-1).view(np.uint8).data).hexdigest()


def is_cache(folder: Path) -> bool:
    """Return whether `folder` is a cache; `open_cache` then tells whether it is undamaged."""
    return (folder / RECORD).is_file()


def read_record(folder: Path) -> CacheRecord:
    """Return the record of the cache in `folder`.

    Raises:
        DataError: when there is none, or none that this version can read.
    """
    path = folder / RECORD
    try:
        fields = json.loads(path.read_text("utf-8"))
        version = fields.pop("format")
        if version != FORMAT:
            raise DataError(
                f"{path}: expected cache format {FORMAT}, got {version!r}; run `inkread data prepare`"
            )
        return _record_from(fields)
    except FileNotFoundError as error:
        raise DataError(f"{folder}: expected a cache, got no {RECORD}; run `inkread data prepare`") from error
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise DataError(
            f"{path}: expected a cache's record, got a damaged one ({error}); run `inkread data prepare`"
        ) from error


def _record_from(fields: dict[str, Any]) -> CacheRecord:
    """Return the record that the values of its JSON stand for."""
    arrays = {key: {**fields.pop(key)} for key in ("images", "labels")}
    return CacheRecord(
        **{
            **fields,
            "graphemes": tuple(fields["graphemes"]),
            "writers": None if fields["writers"] is None else tuple(fields["writers"]),
            "sources": tuple(SourceFile(**source) for source in fields["sources"]),
            **{
                key: CachedArray(**{**array, "shape": tuple(array["shape"])}) for key, array in arrays.items()
            },
        }
    )


def _write_array(path: Path, array: npt.NDArray[Any]) -> CachedArray:
    """Write one array and return what to know it by."""
    whole = np.ascontiguousarray(array)
    # Hashing and writing both leave the interpreter alone, so they go on side by side.
    with ThreadPoolExecutor(1) as pool:
        digest = pool.submit(sha256_of, whole)
        with atomic.replacing(path) as file:
            np.lib.format.write_array(file, whole, allow_pickle=False)
            num_bytes = file.tell()
    return CachedArray(whole.shape, whole.dtype.str, num_bytes, digest.result())


def _map_array(path: Path, expected: CachedArray, *, verify: bool) -> npt.NDArray[Any]:
    """Return one array mapped into memory, once its file is the one of the record."""
    try:
        num_bytes = path.stat().st_size
        array = np.load(path, mmap_mode="r", allow_pickle=False)
    except (OSError, ValueError) as error:
        raise DataError(
            f"{path}: expected an array, got a damaged one ({error}); run `inkread data prepare` again"
        ) from error
    found = CachedArray(array.shape, array.dtype.str, num_bytes, expected.sha256)
    if found != expected:
        raise DataError(
            f"{path}: expected {expected.shape} of {expected.dtype} in {expected.num_bytes} bytes, got"
            f" {found.shape} of {found.dtype} in {found.num_bytes}; run `inkread data prepare` again"
        )
    if verify and sha256_of(array) != expected.sha256:
        raise DataError(
            f"{path}: expected the values of its record, got altered ones; run `inkread data prepare` again"
        )
    return cast("npt.NDArray[Any]", array)
