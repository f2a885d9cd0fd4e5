"""A batch from beginning to end: listed, read in shards, kept shard by shard, put together."""

import errno
import tempfile
from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from inkread.errors import ConfigError, InkreadError
from inkread.preprocess.decode.left_out import LeftOut
from inkread.scale.batch.agenda import Agenda
from inkread.scale.batch.assemble import assemble, bad_path, refuse_to_replace
from inkread.scale.batch.engine import Engine
from inkread.scale.batch.index import read_index, write_index
from inkread.scale.batch.job import SHARD, Job
from inkread.scale.batch.ledger import Ledger
from inkread.scale.batch.work_folder import check_same, close, folder_of, held, read_record, write_record

Tell = Callable[[str, int, int | None], None]
OpenEngine = Callable[[Job], AbstractContextManager[Engine]]
READING, LISTING = "Reading", "Listing"
WRITTEN = "not_read"
"""In a batch's record from when its output is whole on: reason code -> how many were not read for it."""
LEFT_OUT = "left_out"
"""In a batch's record: ending -> how many files that are no images."""


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


def carry_out(job: Job, output: Path, engine: OpenEngine, *, resume: bool, tell: Tell) -> Outcome:
    """Return what became of a batch, its output written.

    Args:
        job: what to read, and how.
        output: the file to be; what is done is kept in a folder beside it until it is whole.
        engine: opens what carries out the tasks.
        resume: whether to go on with a batch that was stopped.
        tell: called with what is done, how far it is, and how far it goes.

    Raises:
        ConfigError: when the output cannot be written or is the input, or what is resumed is another batch.
        DataError: when the input cannot be listed.
        InkreadError: when workers die whatever they are given, or the disk is full.
    """
    folder = folder_of(output)
    refuse_to_replace(job.source.address, (output, bad_path(output), folder))
    try:
        with held(folder, resume=resume):
            record = _begun(job, folder, tell)
            if WRITTEN in record:  # it was killed while it tidied up
                outcome = _written_before(record, output, folder)
            else:
                outcome = _written(job, output, engine, record, tell)
                write_record(folder, {**record, WRITTEN: outcome.reasons})
            close(folder)
    except OSError as error:
        raise _no_room(error, output) from error
    return outcome


def preview(job: Job, output: Path, *, resume: bool) -> dict[str, Any]:
    """Return what a batch would read and write, having written nothing but temporary files.

    Raises:
        ConfigError: when the output is the input.
        DataError: when the input cannot be listed.
    """
    folder = folder_of(output)
    refuse_to_replace(job.source.address, (output, bad_path(output), folder))
    record = read_record(folder) if resume else None
    done = 0
    if record:
        done = record["images"] if WRITTEN in record else Ledger(folder).num_images
    left_out = _left_out(record or {})
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch)
        total = record["images"] if record else write_index(job.source, place, left_out, tell=lambda _: None)
    return {
        "input": job.source.address,
        "images": total,
        "left_out": dict(left_out.kinds),
        "already_read": done,
        "shards": -(-total // SHARD),
        "output": str(output),
        "form": job.form,
        "not_read_table": str(bad_path(output)),
        "kept_meanwhile_in": str(folder),
    }


def _begun(job: Job, folder: Path, tell: Tell) -> dict[str, Any]:
    """Return the record of the batch, its images listed now unless they were before."""
    wanted = {
        "input": job.source.address,
        "source": repr(job.source),
        "form": job.form,
        "reader": {**asdict(job.reader), "network": _network(job)},
        "version": job.version,
        "shard": SHARD,
    }
    found = read_record(folder)
    if found is not None:
        check_same(folder, found, wanted)
        return found
    left_out = LeftOut()
    total = write_index(job.source, folder, left_out, tell=lambda done: tell(LISTING, done, None))
    record = {**wanted, "images": total, LEFT_OUT: dict(left_out.kinds)}
    write_record(folder, record)
    return record


def _left_out(record: dict[str, Any]) -> LeftOut:
    """Return what a batch left out; the record of an older inkread does not tell."""
    return LeftOut(Counter(record.get(LEFT_OUT, {})))


def _written(job: Job, output: Path, engine: OpenEngine, record: dict[str, Any], tell: Tell) -> Outcome:
    """Write the output, all images read now unless they were before; return what it came to."""
    total = record["images"]
    folder = folder_of(output)
    ledger = Ledger(folder)
    resumed = ledger.num_images
    tell(READING, resumed, total)
    if resumed < total:
        with engine(job) as opened:
            _read(opened, folder, ledger, lambda done: tell(READING, done, total))
    assemble(ledger, output, job.form, top_k=_top_k(job))
    return Outcome(total, dict(sorted(ledger.reasons.items())), resumed, _left_out(record))


def _written_before(record: dict[str, Any], output: Path, folder: Path) -> Outcome:
    """Return what a batch came to whose output was written before.

    Raises:
        ConfigError: when the output is not there any more; its parts may be gone too.
    """
    if not output.exists():
        raise ConfigError(
            f"{output}: expected the table that was written, got none; delete {folder}, and begin anew"
        )
    return Outcome(record["images"], record[WRITTEN], record["images"], _left_out(record))


def _read(engine: Engine, folder: Path, ledger: Ledger, tell: Callable[[int], None]) -> None:
    """Let the engine read all that is not done yet, and keep it shard by shard."""
    agenda = Agenda(read_index(folder, done=ledger))
    for task, part in engine.run(agenda.next):
        if part is None:
            agenda.died(task)
        elif agenda.ended(task):
            ledger.commit(task.shard, part)
            tell(ledger.num_images)


def _network(job: Job) -> str:
    """Return the digest of the network, having made sure that the reader's options go together."""
    return job.reader.reader().bundle.model_file.sha256


def _top_k(job: Job) -> int:
    """Return how many candidates a row has: fewer than asked for where the charset is smaller."""
    return job.reader.reader().top_k


def _no_room(error: OSError, output: Path) -> InkreadError:
    """Return the error about a disk that takes no more."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return InkreadError(
            f"{error.filename or output}: expected room on the disk, got none; free some and go on with"
            " --resume: what was read is kept"
        )
    return ConfigError(
        f"{error.filename or output}: expected a place to write to, got {error.strerror or error}; mend it"
        " and go on with --resume, or choose another output"
    )
