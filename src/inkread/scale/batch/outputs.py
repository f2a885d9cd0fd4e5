"""The two tables that a batch writes: what they are called, and that they replace nothing of value."""

import contextlib
from pathlib import Path
from typing import Any

from inkread.errors import ConfigError
from inkread.scale.batch.job import Job
from inkread.scale.batch.record import REPLACES
from inkread.scale.batch.work_folder import folder_of


def bad_path(output: Path) -> Path:
    """Return where the table of images that could not be read goes.

    >>> bad_path(Path("out/scans.parquet")).name
    'scans.parquet.bad.csv'
    """
    return output.with_name(f"{output.name}.bad.csv")


def check_outputs(job: Job, output: Path, record: dict[str, Any] | None, *, overwrite: bool) -> None:
    """Refuse to write over the input, and over what is there already.

    Args:
        job: of which the input is.
        output: the file to be.
        record: of the batch that is gone on with, whose own output may be there; None for a new one.
        overwrite: whether a person said that an output may be replaced.

    Raises:
        ConfigError: when a file that would be written is the input, or is there and is not to be replaced.
    """
    source = Path(job.source.address.removeprefix("file://"))
    for path in (output, bad_path(output), folder_of(output)):
        with contextlib.suppress(OSError):  # one of the two is not there
            if path.samefile(source):
                raise ConfigError(
                    f"{path}: expected an output beside the input, got the input itself; choose another"
                )
    if overwrite or (record or {}).get(REPLACES):
        return
    for path in (output, bad_path(output)):
        if path.exists():
            raise ConfigError(
                f"{path}: expected no file there yet, got one; choose another output, or replace it with"
                " --overwrite"
            )


def check_written(output: Path) -> None:
    """Refuse to go on with a batch whose output was written, and is gone; its parts may be gone too.

    Raises:
        ConfigError: when it is not there any more.
    """
    if not output.exists():
        raise ConfigError(
            f"{output}: expected the table that was written, got none; delete {folder_of(output)}, and begin"
            " anew"
        )
