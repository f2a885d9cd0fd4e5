"""An A–Z CSV made ready: split tables, folders of images, or straight to arrays that open at once."""

import time
from pathlib import Path

import numpy as np

from inkread.datasets.prepare.options import PrepareOptions, Target
from inkread.datasets.prepare.reading import QUARANTINE, Opened, StageProgress, open_or_read
from inkread.datasets.prepare.record import PrepareRecord, read_prepare_record
from inkread.datasets.prepare.report import PrepareReport, StageReport
from inkread.datasets.prepare.stages import WRITERS, StageInput, are_there, stage_paths
from inkread.datasets.samples import Samples
from inkread.datasets.split import RowNumbers, stratified_split
from inkread.errors import DataError


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
    _refuse_strangers(source, out, options, earlier)
    opened = open_or_read(source, out, options, earlier=earlier, progress=progress)
    samples = opened.samples
    read_seconds = time.perf_counter() - start - (opened.cache_seconds or 0.0)
    given = StageInput(out, samples, _split(samples, options), opened.record.source, options)
    stages = tuple(_run_stage(stage, given, opened, progress) for stage in options.to)
    return _report(source, given, opened.record, stages=stages, read_seconds=read_seconds)


def _no_progress(_stage: str, _done: int, _total: int) -> None:
    """Stand in where nobody looks on."""


def _refuse_strangers(
    source: Path, out: Path, options: PrepareOptions, earlier: PrepareRecord | None
) -> None:
    """Refuse to write where files stand that no earlier run made."""
    ours = set() if earlier is None else set(earlier.stages)
    for stage in options.to:
        taken = [path for path in stage_paths(out, stage, source.name) if path.exists()]
        if stage not in ours and taken:
            raise DataError(
                f"{taken[0]}: expected an empty place, got files that were not prepared here;"
                " choose another folder"
            )


def _split(samples: Samples, options: PrepareOptions) -> tuple[RowNumbers, ...]:
    """Return the rows of the training and the test split, where a stage asks for them."""
    if options.to == ("cache",):
        return ()
    share = options.test_fraction
    return stratified_split(samples.labels, (1 - share, share), seed=options.seed)


def _run_stage(stage: Target, given: StageInput, opened: Opened, progress: StageProgress) -> StageReport:
    """Do one stage, unless it is done."""
    if stage == "cache" and opened.cache_seconds is not None:
        progress(stage, len(given.samples), len(given.samples))
        return StageReport(
            stage,
            stage_paths(given.out, stage, given.source.name),
            was_done=False,
            seconds=opened.cache_seconds,
        )
    start = time.perf_counter()
    record = opened.record
    plan = given.plan(stage)
    outputs = record.outputs(stage, plan)
    # Samples that are mapped came from the very cache that the stage would write.
    is_cached = stage == "cache" and isinstance(given.samples.images, np.memmap)
    was_done = is_cached or (outputs is not None and are_there(given.out, outputs))
    if not was_done:
        record.begin(given.out, stage, plan)
        made = WRITERS[stage](given, lambda done, total: progress(stage, done, total))
        record.end(given.out, stage, made)
    return StageReport(
        stage, stage_paths(given.out, stage, given.source.name), was_done, time.perf_counter() - start
    )


def _report(
    source: Path,
    given: StageInput,
    record: PrepareRecord,
    *,
    stages: tuple[StageReport, ...],
    read_seconds: float,
) -> PrepareReport:
    """Return what was made."""
    samples, parts = given.samples, given.parts
    counts = np.bincount(samples.labels, minlength=len(samples.charset))
    return PrepareReport(
        source=source,
        out=given.out,
        num_samples=len(samples),
        class_counts=dict(zip(samples.charset.graphemes, counts.tolist(), strict=True)),
        num_train=len(parts[0]) if parts else None,
        num_test=len(parts[1]) if parts else None,
        num_bad_rows=record.num_bad_rows,
        quarantine=given.out / QUARANTINE if record.num_bad_rows else None,
        read_seconds=read_seconds,
        stages=stages,
    )
