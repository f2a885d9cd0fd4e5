"""A batch from beginning to end: listed, read in shards, kept shard by shard, put together."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from inkread.errors import InkreadError
from inkread.preprocess.decode.left_out import LeftOut
from inkread.scale.batch.agenda import Agenda
from inkread.scale.batch.assemble import assemble
from inkread.scale.batch.engine import Engine
from inkread.scale.batch.index import read_index, write_index
from inkread.scale.batch.job import Job
from inkread.scale.batch.ledger import Ledger
from inkread.scale.batch.outputs import check_outputs, check_written
from inkread.scale.batch.record import (
    IMAGES,
    LEFT_OUT,
    REPLACES,
    WRITTEN,
    check_same,
    left_out_of,
    read_record,
    what_decides,
    write_record,
)
from inkread.scale.batch.work_folder import close, folder_of, held, no_room

Tell = Callable[[str, int, int | None], None]
OpenEngine = Callable[[Job], AbstractContextManager[Engine]]
READING, LISTING = "Reading", "Listing"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a batch came to.

    Attributes:
        images: how many there are.
        reasons: reason code -> how many could not be read for it.
        resumed: how many had been read before this process began.
        left_out: the files beside them that are no images.
    """

    images: int
    reasons: dict[str, int]
    resumed: int
    left_out: LeftOut

    @property
    def bad(self) -> int:
        """How many could not be read."""
        return sum(self.reasons.values())


def carry_out(
    job: Job, output: Path, engine: OpenEngine, *, resume: bool, overwrite: bool, tell: Tell
) -> Outcome:
    """Return what became of a batch, its output written.

    Args:
        job: what to read, and how.
        output: the file to be; what is done is kept in a folder beside it until it is whole.
        engine: opens what carries out the tasks.
        resume: whether to go on with a batch that was stopped.
        overwrite: whether to replace an output that is there.
        tell: called with what is done, how far it is, and how far it goes.

    Raises:
        ConfigError: when the output cannot be written, is there or is the input, or what is resumed is
            another batch.
        DataError: when the input cannot be listed.
        InkreadError: when workers die whatever they are given, or the disk is full.
    """
    folder = folder_of(output)
    check_outputs(job, output, read_record(folder), overwrite=overwrite)
    try:
        with held(folder, resume=resume):
            record = _begun(job, folder, tell, overwrite=overwrite)
            if WRITTEN in record:  # it was killed while it tidied up
                outcome = _written_before(record, output)
            else:
                outcome = _written(job, output, engine, record, tell)
            close(folder)
    except OSError as error:
        raise no_room(error, output) from error
    return outcome


def _begun(job: Job, folder: Path, tell: Tell, *, overwrite: bool) -> dict[str, Any]:
    """Return the record of the batch, its images listed now unless they were before."""
    wanted = what_decides(job)
    found = read_record(folder)
    if found is not None:
        check_same(folder, found, wanted)
        return found
    left_out = LeftOut()
    total = write_index(job.source, folder, left_out, tell=lambda done: tell(LISTING, done, None))
    record = {**wanted, IMAGES: total, LEFT_OUT: dict(left_out.kinds), REPLACES: overwrite}
    write_record(folder, record)
    return record


def _written(job: Job, output: Path, engine: OpenEngine, record: dict[str, Any], tell: Tell) -> Outcome:
    """Write the output, all images read now unless they were before; return what it came to."""
    total = record[IMAGES]
    folder = folder_of(output)
    ledger = Ledger(folder)
    resumed = ledger.num_images
    tell(READING, resumed, total)
    if resumed < total:
        try:
            with engine(job) as opened:
                _read(opened, folder, ledger, lambda done: tell(READING, done, total))
        except InkreadError:
            if not len(ledger):  # there is nothing to go on with: it can be begun anew as it is
                close(folder)
            raise
    write_record(folder, {**record, REPLACES: True})
    assemble(ledger, output, job.form, top_k=_top_k(job), keep=job.source.keep)
    outcome = Outcome(total, dict(sorted(ledger.reasons.items())), resumed, left_out_of(record))
    write_record(folder, {**record, REPLACES: True, WRITTEN: outcome.reasons})
    return outcome


def _written_before(record: dict[str, Any], output: Path) -> Outcome:
    """Return what a batch came to whose output was written before.

    Raises:
        ConfigError: when the output is not there any more.
    """
    check_written(output)
    return Outcome(record[IMAGES], record[WRITTEN], record[IMAGES], left_out_of(record))


def _read(engine: Engine, folder: Path, ledger: Ledger, tell: Callable[[int], None]) -> None:
    """Let the engine read all that is not done yet, and keep it shard by shard."""
    agenda = Agenda(read_index(folder, done=ledger))
    for task, part in engine.run(agenda.next):
        if part is None:
            agenda.died(task)
        elif agenda.ended(task):
            ledger.commit(task.shard, part)
            tell(ledger.num_images)


def _top_k(job: Job) -> int:
    """Return how many candidates a row has: fewer than asked for where the charset is smaller."""
    return job.reader.reader().top_k
