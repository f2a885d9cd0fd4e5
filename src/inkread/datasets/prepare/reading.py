"""The samples that are prepared: out of an earlier run's cache if that still holds, else out of the CSV."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from inkread import atomic
from inkread.datasets.az_csv import (
    AzCsvOptions,
    SpooledRows,
    az_samples,
    charset_meant,
    meant,
    read_az_into,
    read_az_rows,
)
from inkread.datasets.az_csv.rows import SIDE
from inkread.datasets.cache import IMAGES, is_cache, open_cache, read_record, uncache, write_cache
from inkread.datasets.image_spool import ImageSpool
from inkread.datasets.label_patch import accepted, apply_patch
from inkread.datasets.prepare.options import PrepareOptions
from inkread.datasets.prepare.record import PrepareRecord
from inkread.datasets.prepare.stages import CACHE, cache_outputs, stage_plan
from inkread.datasets.samples import Samples
from inkread.datasets.source_file import SourceFile
from inkread.datasets.split import stratified_split
from inkread.errors import DataError

QUARANTINE = "bad-rows.jsonl"

StageProgress = Callable[[str, int, int], None]
"""Called with what is done (`read`, `cache`, `csv`, `folders`), how much of it, and how much it is in all."""


@dataclass(frozen=True, slots=True)
class Opened:
    """The samples that are prepared.

    Attributes:
        samples: mapped where a cache holds them.
        record: of what is done.
        cache_seconds: what finishing the cache took, where reading has just written it.
    """

    samples: Samples
    record: PrepareRecord
    cache_seconds: float | None = None


def open_or_read(
    source: Path,
    out: Path,
    options: PrepareOptions,
    *,
    earlier: PrepareRecord | None,
    progress: StageProgress,
) -> Opened:
    """Return the samples, mapped where they come from the cache in `out`, and the record of what is done.

    Raises:
        RowError: for a row out of form.
        DataError: when the source is missing or damaged, or the patch of labels is of another.
    """
    if earlier is not None:
        samples = _open_earlier_cache(source, out, options)
        if samples is not None:
            return Opened(samples, earlier)
    quarantine = out / QUARANTINE if options.skip_bad_rows else None
    reading_options = AzCsvOptions(
        options.skip_bad_rows, quarantine, lambda done, total: progress("read", done, total)
    )
    record = PrepareRecord(SourceFile.of(source), 0, {} if earlier is None else earlier.stages)
    is_cached_as_read = "cache" in options.to and options.limit is None and not accepted(options.labels_patch)
    read = _read_into_cache if is_cached_as_read else _read
    opened = read(source, out, options, reading_options, record)
    if quarantine is not None and not record.num_bad_rows:
        quarantine.unlink()
    return opened


def _read(
    source: Path, _out: Path, options: PrepareOptions, reading: AzCsvOptions, record: PrepareRecord
) -> Opened:
    """Return the samples held in memory, relabelled and limited as asked."""
    found = read_az_rows(source, reading)
    record.num_bad_rows = found.set_aside.num_rows
    samples = meant(found.samples, source)
    return Opened(_limited(apply_patch(samples, options.labels_patch), options), record)


def _read_into_cache(
    source: Path, out: Path, options: PrepareOptions, reading: AzCsvOptions, record: PrepareRecord
) -> Opened:
    """Return the samples mapped from the cache that they were written to while they were read.

    Until all rows were found in form the images are a temporary file, and an older cache stays.
    """
    cache = out / CACHE
    # A cache that is there may be a link to another disk, and no file is renamed from one to another.
    with atomic.replacing(cache / IMAGES, staging=cache if cache.is_dir() else out) as file:
        rows, set_aside = read_az_into(
            lambda _most: SpooledRows(ImageSpool(file, side=SIDE)), source, reading
        )
        labels = rows.labels()
        charset = charset_meant(labels, source)  # before an older cache goes
        start = time.perf_counter()
        images = rows.spool.end()
        record.num_bad_rows = set_aside.num_rows
        record.begin(out, "cache", stage_plan("cache", record.source, options))
        cache.mkdir(exist_ok=True)
        uncache(cache)
    samples = az_samples(np.load(cache / IMAGES, mmap_mode="r"), labels, charset)
    write_cache(cache, samples, sources=(record.source,), recipe=options.recipe(), images=images)
    record.end(out, "cache", cache_outputs(out))
    return Opened(samples, record, time.perf_counter() - start)


def _open_earlier_cache(source: Path, out: Path, options: PrepareOptions) -> Samples | None:
    """Return the samples of the cache here if it was made of this source in this way and is undamaged."""
    folder = out / CACHE
    if not is_cache(folder):
        return None
    try:
        made = read_record(folder)
        is_same = made.recipe == options.recipe() and [kept.is_still(source) for kept in made.sources] == [
            True
        ]
        return open_cache(folder) if is_same else None
    except DataError:
        # Damaged: without its record it is no cache any more and is made anew, as the message advises.
        uncache(folder)
        return None


def _limited(samples: Samples, options: PrepareOptions) -> Samples:
    """Return about as many of the samples as were asked for, each class in its share."""
    if options.limit is None or options.limit >= len(samples):
        return samples
    share = options.limit / len(samples)
    return samples.take(stratified_split(samples.labels, (share, 1 - share), seed=options.seed)[0])
