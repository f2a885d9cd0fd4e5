"""What a batch would read and write, for those who want to know before."""

import tempfile
from pathlib import Path
from typing import Any

from inkread.preprocess.decode.left_out import LeftOut
from inkread.scale.batch.index import write_index
from inkread.scale.batch.job import SHARD, Job
from inkread.scale.batch.ledger import Ledger
from inkread.scale.batch.outputs import bad_path, check_outputs, check_written
from inkread.scale.batch.record import IMAGES, WRITTEN, check_same, left_out_of, read_record, what_decides
from inkread.scale.batch.work_folder import check_unfinished, folder_of


def preview(job: Job, output: Path, *, resume: bool, overwrite: bool) -> dict[str, Any]:
    """Return what a batch would read and write, having written nothing but temporary files.

    Raises:
        ConfigError: when the output is there or is the input, or what was begun there is not to be gone on
            with, or is another batch.
        DataError: when the input cannot be listed.
    """
    folder = folder_of(output)
    record = read_record(folder)
    check_outputs(job, output, record, overwrite=overwrite)
    check_unfinished(folder, resume=resume)
    if record is not None:
        check_same(folder, record, what_decides(job))
        if WRITTEN in record:
            check_written(output)
        total, left_out = record[IMAGES], left_out_of(record)
        done = total if WRITTEN in record else Ledger(folder).num_images
    else:
        done, left_out = 0, LeftOut()
        with tempfile.TemporaryDirectory() as scratch:
            total = write_index(job.source, Path(scratch), left_out, tell=lambda _: None)
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
