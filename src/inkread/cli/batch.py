"""`inkread batch`: read any number of images into a table, with every core or many machines."""

import json as jsonlib
import os
import re
import time
from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from inkread.cli.batch_words import check_any_read, in_words, plan_in_words, result_of
from inkread.cli.image_paths import tell_left_out
from inkread.cli.progress import bars
from inkread.cli.read import Abstain, Coverage, Model, Restriction, TopK
from inkread.cli.shared_options import AsJson, Ray
from inkread.errors import ConfigError
from inkread.preprocess.decode.left_out import LeftOut
from inkread.scale.batch.time_limit import SECONDS

if TYPE_CHECKING:
    from inkread.recognition.reader_options import ReaderOptions
    from inkread.scale.batch.carry_out import OpenEngine
    from inkread.scale.batch.engine import Engine
    from inkread.scale.batch.job import Form, Job, Source

URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:/")  # of two letters or more: C:/ is a drive

Input = Annotated[
    str,
    typer.Argument(
        help="A folder, a .zip, a .csv or .parquet of images, or a URL of one such as s3://….",
        show_default=False,
    ),
]
Output = Annotated[
    Path,
    typer.Argument(help="The table to write; .parquet, .csv or .jsonl decides its form.", show_default=False),
]
Workers = Annotated[
    int | None,
    typer.Option(
        "--workers", min=1, help="Processes that read at once; as many as there are cores, if not given."
    ),
]
ImageSeconds = Annotated[
    float,
    typer.Option(
        min=1, help="The longest one image may take; then its worker is replaced, and it counts as bad."
    ),
]
Resume = Annotated[bool, typer.Option("--resume", help="Go on with a batch that was stopped.")]
Overwrite = Annotated[bool, typer.Option("--overwrite", help="Replace an output that is there.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would be read, and read nothing.")]
Column = Annotated[
    str | None, typer.Option(help="The column of a .csv or .parquet that holds the images or their paths.")
]
Root = Annotated[
    str | None,
    typer.Option(help="Where a table's relative paths begin; the table's own folder if not given."),
]
Kept = Annotated[
    list[str] | None,
    typer.Option(
        "--keep", metavar="COLUMN", help="A column of a table that goes into the output too; repeatable."
    ),
]


def batch(  # noqa: PLR0913 - each is an option of the command
    input: Input,  # noqa: A002 - its name in the usage line
    output: Output,
    charset: Restriction = None,
    top_k: TopK = 5,
    bundle: Model = None,
    abstain_below: Abstain = None,
    coverage: Coverage = 0.95,
    column: Column = None,
    root: Root = None,
    keep: Kept = None,
    workers: Workers = None,
    image_seconds: ImageSeconds = SECONDS,
    ray: Ray = None,
    resume: Resume = False,
    overwrite: Overwrite = False,
    dry_run: DryRun = False,
    json: AsJson = False,
) -> None:
    """Read any number of images of one character each into a table.

    The table is the same to the byte for any number of workers, on one machine or many. What cannot be read
    goes into OUTPUT.bad.csv; where nothing can, the exit code is 1. --resume goes on with a killed batch.
    """
    from inkread.recognition.reader_options import ReaderOptions
    from inkread.scale.batch.carry_out import carry_out
    from inkread.scale.batch.preview import preview
    from inkread.scale.batch.sources.choose import source_of

    form = _form(output)
    options = ReaderOptions(bundle, charset, top_k, abstain_below, coverage)
    job = _job(source_of(input, column=column, root=root, keep=keep or ()), options, form, image_seconds)
    if dry_run:
        _tell(preview(job, output, resume=resume, overwrite=overwrite), plan_in_words, json=json)
        return
    started = time.monotonic()
    with bars(lines=True) as tell:
        found = carry_out(job, output, _engine(ray, workers), resume=resume, overwrite=overwrite, tell=tell)
    _tell(result_of(found, output, time.monotonic() - started), in_words, json=json)
    check_any_read(found, input, output)


def _job(source: "Source", options: "ReaderOptions", form: "Form", seconds: float) -> "Job":
    """Return what every worker is told, wherever it works."""
    from inkread.scale.batch.job import Job
    from inkread.scale.batch.versions import versions_of

    return Job(source, options.anywhere(), form, versions_of(options.reader()), seconds)


def _tell(result: dict[str, Any], in_words: Callable[[dict[str, Any]], str], *, json: bool) -> None:
    """Print what a batch came to or would do; what was left out on standard error."""
    tell_left_out(LeftOut(Counter(result["left_out"])))
    typer.echo(jsonlib.dumps(result, indent=2) if json else in_words(result))


def _form(output: Path) -> "Form":
    """Return the form that the output's name asks for.

    Raises:
        typer.BadParameter: when its ending says nothing.
        ConfigError: when it is a folder, or its form needs a package that is missing.
    """
    from inkread.scale.batch.rows import FORM_OF_SUFFIX, parquet_schema

    form = FORM_OF_SUFFIX.get(output.suffix.lower())
    if form is None or URL.match(output.as_posix()):
        raise typer.BadParameter(
            f"expected a file ending in {', '.join(FORM_OF_SUFFIX)}, got {output}; name one on this machine",
            param_hint="OUTPUT",
        )
    if output.is_dir():
        raise ConfigError(f"{output}: expected a file to write, got a folder; name a file in it")
    if form == "parquet":
        parquet_schema()
    return form


def _engine(ray: str | None, workers: int | None) -> "OpenEngine":
    """Return what opens the engine that was asked for."""
    from inkread.scale.batch.read_shard import read_shard

    if ray is None:
        return partial(_pool, workers=workers or _num_cores())
    from inkread.scale.batch.ray_engine import open_ray
    from inkread.scale.ray_session import LOCAL

    number = workers or (_num_cores() if ray == LOCAL else None)
    return partial(open_ray, address=ray, work=read_shard, workers=number)


def _pool(job: "Job", *, workers: int) -> "AbstractContextManager[Engine]":
    """Return the engine of this machine."""
    from inkread.scale.batch.pool import Pool
    from inkread.scale.batch.read_shard import read_shard

    return nullcontext(Pool(job, read_shard, workers))


def _num_cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
