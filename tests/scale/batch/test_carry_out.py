"""Batches whose workers die, whose disk fills, whose output cannot be written."""

import csv
import errno
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from inkread.errors import ConfigError, InkreadError
from inkread.scale.batch import carry_out as batch
from inkread.scale.batch import ledger, work_folder

from .conftest import Killed, here

FATAL = '''
"""A worker that dies or hangs over images named so, or dies once over a shard."""

import ctypes
import os
from pathlib import Path

from inkread.scale.batch.read_shard import read_shard


class Dying:
    """A path that ends the process that opens it."""

    def __fspath__(self):
        os._exit(9)


class Hanging:
    """A path that never opens, and meanwhile lets no other thread of its process have a turn."""

    def __fspath__(self):
        ctypes.PyDLL(None).sleep(3600)


def work(job, task):
    images = job.source.images

    class Source:
        address = job.source.address
        keep = job.source.keep

        def images(self, shard):
            for image in images(shard):
                fatal = Dying() if "kills" in image.name else Hanging() if "hangs" in image.name else None
                object.__setattr__(image, "source", fatal or image.source)
                yield image

    object.__setattr__(job, "source", Source())
    return read_shard(job, task)


def accident(job, task):
    flag = Path(job.source.address) / "died"
    if task.shard.count and not flag.exists():
        flag.touch()
        os._exit(9)
    return read_shard(job, task)
'''


def nobody(_job):
    pytest.fail("expected nothing to be read again")


def kill_tidying_up(patch, num_removed):
    """Let the process end when it has removed that many of the files that it kept meanwhile."""
    unlink, left = Path.unlink, iter(range(num_removed))

    def remove(path):
        if next(left, None) is None:
            raise Killed
        unlink(path)

    def close(folder):
        patch.setattr(Path, "unlink", remove)
        work_folder.close(folder)

    patch.setattr(batch, "close", close)


@pytest.fixture
def fatal(tmp_path, monkeypatch):
    """A module whose functions end the worker that calls them."""
    (tmp_path / "modules").mkdir()
    (tmp_path / "modules" / "fatal.py").write_text(FATAL)
    monkeypatch.syspath_prepend(str(tmp_path / "modules"))
    import fatal

    yield fatal
    del sys.modules["fatal"]


def test_an_image_that_kills_its_worker_ends_in_the_other_table(run, folder, fatal, tmp_path, png):
    run(folder, output="plain.csv")
    (folder / "3-kills.png").write_bytes(png(3))
    found = run(folder, work=fatal.work)
    assert (found.images, found.reasons) == (7, {"killed_worker": 1})
    assert (tmp_path / "out.csv").read_bytes() == (tmp_path / "plain.csv").read_bytes()
    with (tmp_path / "out.csv.bad.csv").open() as file:
        assert [(row["source"], row["reason"]) for row in csv.DictReader(file)] == [
            ("3-kills.png", "killed_worker")
        ]


@pytest.mark.skipif(sys.platform == "win32", reason="how the test lets a process hang")
def test_an_image_over_which_its_worker_hangs_ends_in_the_other_table(run, folder, fatal, tmp_path, png):
    run(folder, output="plain.csv")
    (folder / "3-hangs.png").write_bytes(png(3))
    found = run(folder, work=fatal.work, seconds=2.0)
    assert (found.images, found.reasons) == (7, {"killed_worker": 1})
    assert (tmp_path / "out.csv").read_bytes() == (tmp_path / "plain.csv").read_bytes()
    assert "took it longer than 2 s" in (tmp_path / "out.csv.bad.csv").read_text()


def test_an_accident_changes_nothing(run, folder, fatal, tmp_path):
    run(folder, output="plain.csv")
    assert run(folder, work=fatal.accident).bad == 0
    assert (folder / "died").exists()
    assert (tmp_path / "out.csv").read_bytes() == (tmp_path / "plain.csv").read_bytes()


def test_a_full_disk_is_said_and_leaves_what_can_be_gone_on_with(run, folder, tmp_path, monkeypatch):
    run(folder, output="plain.csv")
    (tmp_path / "out.csv").write_text("of yesterday")

    write = ledger.atomic.write_bytes

    def full(path, content):
        if path.suffix in (".rows", ".bad"):
            raise OSError(errno.ENOSPC, "No space left on device", str(path))
        write(path, content)

    with monkeypatch.context() as patch:
        patch.setattr(ledger.atomic, "write_bytes", full)
        with pytest.raises(InkreadError, match=r"expected room on the disk.*--resume"):
            run(folder, overwrite=True)
    assert (tmp_path / "out.csv").read_text() == "of yesterday"
    run(folder, resume=True)
    assert (tmp_path / "out.csv").read_bytes() == (tmp_path / "plain.csv").read_bytes()


@pytest.mark.parametrize("num_removed", range(5))  # ledger, index, rows, bad rows, and the record last
def test_a_batch_killed_while_it_tidies_up_is_whole_and_nothing_is_read_again(
    run, folder, tmp_path, monkeypatch, num_removed
):
    (folder / "0.png").write_bytes(b"broken")
    with monkeypatch.context() as patch:
        kill_tidying_up(patch, num_removed)
        with pytest.raises(Killed):
            run(folder, engine=here)
    written = [(tmp_path / name).read_bytes() for name in ("out.csv", "out.csv.bad.csv")]
    found = run(folder, engine=nobody, resume=True)
    assert (found.images, found.reasons, found.resumed) == (6, {"not_an_image": 1}, 6)
    assert [(tmp_path / name).read_bytes() for name in ("out.csv", "out.csv.bad.csv")] == written
    assert not (tmp_path / "out.csv.parts").exists()


def test_a_batch_killed_while_it_tidied_up_whose_output_is_gone_is_said(run, folder, tmp_path, monkeypatch):
    with monkeypatch.context() as patch:
        kill_tidying_up(patch, 3)
        with pytest.raises(Killed):
            run(folder, engine=here)
    (tmp_path / "out.csv").unlink()
    with pytest.raises(ConfigError, match=r"out\.csv: expected the table that was written, got none"):
        run(folder, engine=nobody, resume=True)


def test_an_output_where_nothing_can_be_written_is_refused_before_anything_is_read(run, folder, tmp_path):
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(ConfigError, match="expected a place to write to"):
        run(folder, output="file/out.csv")


def test_an_input_without_images_leaves_nothing_behind(run, tmp_path):
    (tmp_path / "empty").mkdir()
    with pytest.raises(InkreadError, match="expected image files in it"):
        run(tmp_path / "empty")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["empty"]


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ({"inkread": "0.0.1"}, r"expected inkread 0\.0\.1 everywhere"),
        ({"bundle": "0" * 64}, r"expected the bundle of digest 0{12}…, got one of"),
    ],
)
def test_another_version_or_bundle_on_a_machine_is_refused(run, folder, wanted, said):
    def elsewhere(job):
        return here(replace(job, versions=replace(job.versions, **wanted)))

    with pytest.raises(InkreadError, match=said):
        run(folder, engine=elsewhere)
