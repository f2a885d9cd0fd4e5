"""What a batch was begun with and how far it came: one small file in its folder."""

import json
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import Any

from inkread import atomic
from inkread.errors import ConfigError, InkreadError
from inkread.preprocess.decode.left_out import LeftOut
from inkread.scale.batch.job import SHARD, Job

RECORD = "batch.json"
IMAGES = "images"
"""How many there are."""
LEFT_OUT = "left_out"
"""Ending -> how many files that are no images."""
REPLACES = "replaces"
"""Whether it may replace what is at its output: a person said so, or it is its own, begun to be written."""
WRITTEN = "not_read"
"""From when the output is whole on: reason code -> how many were not read for it."""


def what_decides(job: Job) -> dict[str, Any]:
    """Return all that decides which rows come out, as JSON; whoever goes on with a batch must have the same.

    Raises:
        DataError: when the input cannot be read.
    """
    return {
        **job.source.identity(),
        **asdict(job.versions),
        "form": job.form,
        "reader": {name: value for name, value in asdict(job.reader).items() if name != "bundle"},
        "shard": SHARD,
    }


def read_record(folder: Path) -> dict[str, Any] | None:
    """Return what is recorded of the batch in `folder`, or None where none was begun.

    Raises:
        InkreadError: when the record is damaged.
    """
    path = folder / RECORD
    if not path.exists():
        return None
    try:
        record: dict[str, Any] = json.loads(path.read_bytes())
    except ValueError as error:
        raise InkreadError(f"{path}: expected a batch's record, got {error}; delete the folder") from error
    return record


def write_record(folder: Path, record: dict[str, Any]) -> None:
    """Keep what the batch is begun with; from then on it can be resumed."""
    atomic.write_text(folder / RECORD, json.dumps(record, indent=2) + "\n")


def check_same(folder: Path, found: dict[str, Any], wanted: dict[str, Any]) -> None:
    """Refuse to go on with another batch.

    Raises:
        ConfigError: naming what differs.
    """
    for name, value in wanted.items():
        if found.get(name) != value:
            raise ConfigError(
                f"{folder}: expected a batch with {name} {value!r}, got one begun with {found.get(name)!r};"
                " resume it with the same input, bundle and options, or delete the folder"
            )


def left_out_of(record: dict[str, Any]) -> LeftOut:
    """Return the files beside the images that are none."""
    return LeftOut(Counter(record[LEFT_OUT]))
