"""An A–Z CSV made ready: split tables, folders of images, or straight to arrays that open at once."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from inkread.datasets.az_csv import AzCsvOptions, read_az_rows
from inkread.datasets.cache import RECORD as CACHE_RECORD
from inkread.datasets.cache import is_cache, open_cache, read_record
from inkread.datasets.prepare_record import PrepareRecord, read_prepare_record
from inkread.datasets.prepare_report import PrepareOptions, PrepareReport, StageReport, Target
from inkread.datasets.prepare_stages import CACHE, WRITERS, StageInput, are_there, stage_paths
from inkread.datasets.samples import Samples
from inkread.datasets.source_file import SourceFile
from inkread.datasets.split import RowNumbers, stratified_split
from inkread.errors import DataError

QUARANTINE = "bad-rows.jsonl"

StageProgress = Callable[[str, int, int], None]
"""Called with what is done (`read`, `cache`, `csv`, `folders`), how much of it, and how much it is in all."""


def prepare(
    source: Path, out: Path, options: PrepareOptions, *, progress: StageProgress | None = None
) -> PrepareReport:
    """Prepare the A–Z CSV `source` in the folder `out`, and return what was made.

    Each stage is whole or not there. Running it again after a kill goes on with the first stage that is not
    done; on an unchanged source with the same options, all that is done stays and the cache is opened.

    Args:
        source: the CSV, `.gz` or `.zip`.
        out: the folder to write to; files in it that no earlier run made are never replaced.
        options: what to make.
        progress: called now and then.

    Raises:
        RowError: for a row out of form.
        DataError: when the source is missing or damaged, or something else is in the way in `out`.
    """
    start = time.perf_counter()
    out.mkdir(parents=True, exist_ok=True)
    progress = progress or _no_progress
    earlier = read_prepare_record(out)
    _refuse_strangers(out, options, earlier)
    samples = None if earlier is None else _open_earlier_cache(source, out, options)
    if samples is None or earlier is None:
        samples, record = _read(source, out, options, earlier=earlier, progress=progress)
    else:
        record = earlier
    read_seconds = time.perf_counter() - start
    parts = _split(samples, options)
    stages = []
    for stage in options.to:
        given = _stage_input(stage, out, samples, parts=parts, record=record, options=options)
        stages.append(_run_stage(stage, given, record, progress))
    counts = np.bincount(samples.labels, minlength=len(samples.charset))
    return PrepareReport(
        source=source,
        out=out,
        num_samples=len(samples),
        class_counts=dict(zip(samples.charset.graphemes, counts.tolist(), strict=True)),
        num_train=len(parts[0]) if parts else None,
        num_test=len(parts[1]) if parts else None,
        num_bad_rows=record.num_bad_rows,
        quarantine=out / QUARANTINE if record.num_bad_rows else None,
        read_seconds=read_seconds,
        stages=tuple(stages),
    )


def _no_progress(_stage: str, _done: int, _total: int) -> None:
    """Stand in where nobody looks on."""


def _recipe(options: PrepareOptions) -> dict[str, Any]:
    """Return what decides which samples there are: a smaller cache must not be taken for the whole."""
    return {
        "skip_bad_rows": options.skip_bad_rows,
        "limit": options.limit,
        "limit_seed": None if options.limit is None else options.seed,
    }


def _refuse_strangers(out: Path, options: PrepareOptions, earlier: PrepareRecord | None) -> None:
    """Refuse to write where files stand that no earlier run made."""
    ours = set() if earlier is None else set(earlier.stages)
    for stage in options.to:
        taken = [path for path in stage_paths(out, stage) if path.exists()]
        if stage not in ours and taken:
            raise DataError(
                f"{taken[0]}: expected an empty place, got files that were not prepared here;"
                " choose another folder"
            )


def _open_earlier_cache(source: Path, out: Path, options: PrepareOptions) -> Samples | None:
    """Return the samples of the cache here if it was made of this source in this way and is undamaged."""
    folder = out / CACHE
    if not is_cache(folder):
        return None
    try:
        made = read_record(folder)
        is_same = made.recipe == _recipe(options) and [kept.is_still(source) for kept in made.sources] == [
            True
        ]
        return open_cache(folder) if is_same else None
    except DataError:
        # Damaged: without its record it is no cache any more and is made anew, as the message advises.
        (folder / CACHE_RECORD).unlink()
        return None


def _read(
    source: Path,
    out: Path,
    options: PrepareOptions,
    *,
    earlier: PrepareRecord | None,
    progress: StageProgress,
) -> tuple[Samples, PrepareRecord]:
    """Return the samples of the source, and a record that keeps the stages done earlier."""
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
    return _limited(reading.samples, options), record


def _limited(samples: Samples, options: PrepareOptions) -> Samples:
    """Return about as many of the samples as were asked for, each class in its share."""
    if options.limit is None or options.limit >= len(samples):
        return samples
    share = options.limit / len(samples)
    return samples.take(stratified_split(samples.labels, (share, 1 - share), seed=options.seed)[0])


def _split(samples: Samples, options: PrepareOptions) -> tuple[RowNumbers, ...]:
    """Return the rows of the training and the test split, where a stage asks for them."""
    if options.to == ("cache",):
        return ()
    share = options.test_fraction
    return stratified_split(samples.labels, (1 - share, share), seed=options.seed)


def _stage_input(
    stage: Target,
    out: Path,
    samples: Samples,
    *,
    parts: tuple[RowNumbers, ...],
    record: PrepareRecord,
    options: PrepareOptions,
) -> StageInput:
    """Return what the stage is given."""
    recipe = _recipe(options)
    plan = {"source": record.source.to_dict(), **recipe}
    if stage != "cache":
        plan |= {"test_fraction": options.test_fraction, "seed": options.seed}
    return StageInput(out, samples, parts, record.source, recipe, plan)


def _run_stage(
    stage: Target, given: StageInput, record: PrepareRecord, progress: StageProgress
) -> StageReport:
    """Do one stage, unless it is done."""
    start = time.perf_counter()
    outputs = record.outputs(stage, given.plan)
    # Samples that are mapped came from the very cache that the stage would write.
    is_cached = stage == "cache" and isinstance(given.samples.images, np.memmap)
    was_done = is_cached or (outputs is not None and are_there(given.out, outputs))
    if not was_done:
        record.begin(given.out, stage, given.plan)
        made = WRITERS[stage](given, lambda done, total: progress(stage, done, total))
        record.end(given.out, stage, made)
    return StageReport(stage, stage_paths(given.out, stage), was_done, time.perf_counter() - start)
