"""Whatever is saved is the old version or the new one, and whole, at whichever step the disk fails.

Each save is tried with the first thing asked of the disk failing, then with the second, and so on until it
comes to its end: once full for a moment, once with an error of the device, once gone for good, as at a kill.
"""

import contextlib
import errno
import itertools
import os
import sys

import pytest

from inkread import atomic
from inkread.bundle import Bundle, write_bundle
from inkread.cli.output_file import write_output
from inkread.errors import InkreadError
from inkread.history import Query, Store
from inkread.predictions import Candidate, GlyphReading
from inkread.scale.batch.job import Part, Shard
from inkread.scale.batch.ledger import Ledger
from inkread.trail import Trail

MOST = 40  # things asked of the disk by one save
WAYS = {
    "full for a moment": {"error": errno.ENOSPC},
    "broken for a moment": {"error": errno.EIO},
    "gone": {"error": errno.EIO, "for_good": True},
}
READING = GlyphReading((Candidate("7", 0.9),), Trail("inkread-28-v1", ()), None, "a.png", "digits")
PICTURE = b"\x89PNG\r\n\x1a\n and the rest"


WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
CHANGES = frozenset({"os.rename", "os.mkdir", "os.link", "os.truncate"})
REMOVALS = frozenset({"os.remove", "os.rmdir"})


class BrokenDisk:
    """Counts what is asked of the disk below a folder, and fails at one place.

    Opening for writing, renaming, linking and making folders are heard of from the interpreter, flushing by
    taking the place of `os.fsync`. A write itself fails where the limit of a file's size is set.
    """

    def __init__(self, folder):
        self._folder = str(folder)
        self._fails_at, self._for_good, self._error = 0, False, errno.ENOSPC
        self.num_asked, self.is_on = 0, False
        sys.addaudithook(self._hear)

    @contextlib.contextmanager
    def failing(self, at, *, for_good=False, error=errno.ENOSPC):
        """Fail at the `at`-th thing asked for in the block; from there on for good, as if it had gone."""
        self._fails_at, self._for_good, self._error, self.num_asked = at, for_good, error, 0
        flush = os.fsync
        os.fsync = lambda handle: self._asked(None) or flush(handle)
        self.is_on = True
        try:
            yield
        finally:
            self.is_on, os.fsync = False, flush

    @property
    def has_failed(self):
        """Whether it came so far."""
        return self.num_asked >= self._fails_at

    def _hear(self, event, arguments):
        if not self.is_on or not arguments or not str(arguments[0]).startswith(self._folder):
            return
        if event == "open":
            flags = arguments[2]
            if isinstance(flags, int) and flags & WRITING:
                self._asked(str(arguments[0]))
        elif event in CHANGES:
            self._asked(str(arguments[0]))
        elif event in REMOVALS and self._for_good and self.has_failed:
            self._fail(str(arguments[0]))

    def _asked(self, path):
        self.num_asked += 1
        if self.num_asked == self._fails_at or (self._for_good and self.num_asked > self._fails_at):
            self._fail(path)

    def _fail(self, path):
        raise OSError(self._error, os.strerror(self._error), path)


@pytest.fixture
def disk(tmp_path):
    return BrokenDisk(tmp_path)


class File:
    """A file that is replaced."""

    def __init__(self, folder, _bundle):
        self.path = folder / "file"
        atomic.write_bytes(self.path, b"old")

    def save(self):
        atomic.write_bytes(self.path, b"new")

    def found(self):
        return self.path.read_bytes().decode()


class Output(File):
    """A table that the command line writes."""

    def save(self):
        write_output(self.path, b"new")


class BundleFolder:
    """A bundle that takes another's place."""

    name = "bundle"

    def __init__(self, folder, bundle):
        self.path, self.bundle = folder / self.name, bundle
        write_bundle(bundle, self.path)

    def save(self):
        write_bundle(self.bundle, self.path, overwrite=True)

    def found(self):
        opened = Bundle.open(self.path)
        assert opened == self.bundle
        return "new"


class BundleZip(BundleFolder):
    name = "bundle.zip"


class History:
    """A reading with its picture."""

    def __init__(self, folder, _bundle):
        self.store = Store.open(folder / "h.db", images=folder / "images")
        self.kept = [self.add()]

    def add(self):
        return self.store.add(READING, owner="ann", door="web", image=PICTURE).id

    def save(self):
        self.kept.append(self.add())

    def found(self):
        entries = list(self.store.entries(Query("ann")))
        assert {entry.id for entry in entries} == set(self.kept), "what was said to be kept, and nothing else"
        assert all(self.store.image(entry.id, owner="ann") == PICTURE for entry in entries)
        return "new"


class Batch:
    """A shard of a batch."""

    def __init__(self, folder, _bundle):
        self.folder, self.number = folder, 0
        self.ledger = Ledger(folder)
        self.commit(0)

    def commit(self, number):
        self.ledger.commit(Shard(number, number, 1, None), Part(f"{number}\n".encode(), b"", {}))

    def save(self):
        self.commit(self.number + 1)
        self.number += 1

    def found(self):
        again = Ledger(self.folder)  # as the next process sees it
        expected = [f"{number}\n".encode() for number in range(len(again))]
        assert [rows for rows, _ in again.parts()] == expected
        assert len(again) in (self.number + 1, self.number + 2)
        return "new"


def told_by(save):
    """Return None where it was saved, else the number of the system's error, or `told` for inkread's own."""
    try:
        save()
    except InkreadError as error:
        return "told" if "expected " in str(error) else str(error)
    except OSError as error:
        return error.errno
    return None


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a folder takes another's place in two steps")
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("saved", [File, Output, BundleFolder, BundleZip, History, Batch])
def test_what_is_saved_is_old_or_new_and_whole_wherever_the_disk_fails(
    saved, way, disk, tiny_bundle, tmp_path
):
    thing = saved(tmp_path, tiny_bundle)
    for at in itertools.count(1):
        assert at < MOST
        with disk.failing(at, **WAYS[way]):
            complaint = told_by(thing.save)
            has_failed = disk.has_failed
        assert complaint is None or complaint in (WAYS[way]["error"], "told")
        assert thing.found() in ("old", "new")
        if not has_failed:
            break
    thing.save()  # without being opened anew
    assert thing.found() == "new"
    assert at > 2, "nothing was asked of the disk"
