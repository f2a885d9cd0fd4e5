"""The samples that are prepared: out of an earlier run's cache if that still holds, else out of the CSV."""

from collections.abc import Callable
from pathlib import Path

from inkread.datasets.az_csv import AzCsvOptions, read_az_rows
from inkread.datasets.cache import RECORD as CACHE_RECORD
from inkread.datasets.cache import is_cache, open_cache, read_record
from inkread.datasets.label_patch import apply_patch
from inkread.datasets.prepare.options import PrepareOptions
from inkread.datasets.prepare.record import PrepareRecord
from inkread.datasets.prepare.stages import CACHE
from inkread.datasets.samples import Samples
from inkread.datasets.source_file import SourceFile
from inkread.datasets.split import stratified_split
from inkread.errors import DataError

QUARANTINE = "bad-rows.jsonl"

StageProgress = Callable[[str, int, int], None]
"""Called with what is done (`read`, `cache`, `csv`, `folders`), how much of it, and how much it is in all."""


def open_or_read(
    source: Path,
    out: Path,
    options: PrepareOptions,
    *,
    earlier: PrepareRecord | None,
    progress: StageProgress,
) -> tuple[Samples, PrepareRecord]:
    """Return the samples, mapped where they come from the cache in `out`, and the record of what is done.

    Raises:
        RowError: for a row out of form.
        DataError: when the source is missing or damaged, or the patch of labels is of another.
    """
    if earlier is not None:
        samples = _open_earlier_cache(source, out, options)
        if samples is not None:
            return samples, earlier
    quarantine = out / QUARANTINE if options.skip_bad_rows else None
    reading_options = AzCsvOptions(
        options.skip_bad_rows, quarantine, lambda done, total: progress("read", done, total)
    )
    identity = SourceFile.of(source)
    reading = read_az_rows(source, reading_options)
    if quarantine is not None and not reading.num_bad_rows:
        quarantine.unlink()
    stages = {} if earlier is None else earlier.stages
    record = PrepareRecord(identity, reading.num_bad_rows, stages)
    return _limited(apply_patch(reading.samples, options.labels_patch), options), record


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
        (folder / CACHE_RECORD).unlink()
        return None


def _limited(samples: Samples, options: PrepareOptions) -> Samples:
    """Return about as many of the samples as were asked for, each class in its share."""
    if options.limit is None or options.limit >= len(samples):
        return samples
    share = options.limit / len(samples)
    return samples.take(stratified_split(samples.labels, (share, 1 - share), seed=options.seed)[0])
