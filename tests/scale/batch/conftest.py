"""Batches carried out in the tests' own process."""

from contextlib import nullcontext

import pytest

from inkread.recognition.reader_options import ReaderOptions
from inkread.scale.batch.carry_out import carry_out
from inkread.scale.batch.job import Job
from inkread.scale.batch.pool import Pool
from inkread.scale.batch.read_shard import read_shard
from inkread.scale.batch.sources.choose import source_of
from inkread.scale.batch.versions import versions_of


class Killed(BaseException):
    """Stands for kill -9."""


class Here:
    """An engine of this very process."""

    def __init__(self, job):
        self._job = job

    def run(self, next_task):
        while (task := next_task()) is not None:
            yield task, read_shard(self._job, task)


def here(job):
    """Open an engine of this very process."""
    return nullcontext(Here(job))


def killed(_job):
    """Open no engine: the process ends when all is listed and nothing read."""
    raise Killed


@pytest.fixture
def folder(tmp_path, png):
    """A folder of six images."""
    place = tmp_path / "scans"
    place.mkdir()
    for number in range(6):
        (place / f"{number}.png").write_bytes(png(number))
    return place


@pytest.fixture
def run(tiny_folder, tmp_path):
    """Runs a batch and returns what it came to."""

    def call(address, *, work=read_shard, engine=None, output="out.csv", seconds=60.0, **options):
        reader = ReaderOptions(str(options.pop("bundle", tiny_folder)), None, 3, None, 0.95)
        ways = {name: options.pop(name, False) for name in ("resume", "overwrite")}
        versions = versions_of(reader.reader())
        job = Job(source_of(str(address), **options), reader, "csv", versions, seconds)
        engine = engine or (lambda job: nullcontext(Pool(job, work, 1)))
        return carry_out(job, tmp_path / output, engine, **ways, tell=lambda *_: None)

    return call
