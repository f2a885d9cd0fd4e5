"""A store in every database there is, a clock to set, and readings to keep."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from inkread.history import Store
from inkread.history.backup_file import opened_backup
from inkread.history.backup_restore import restore_backup
from inkread.predictions import Blank, Candidate, GlyphReading
from inkread.trail import Caution, Trail

PNG = b"\x89PNG\r\n\x1a\n and the rest"


class Clock:
    """Tells a time that a test sets; each look makes it a second later."""

    def __init__(self):
        self.now = datetime(2026, 3, 1, 12, tzinfo=UTC)

    def __call__(self):
        self.now += timedelta(seconds=1)
        return self.now

    def pass_(self, **duration):
        """Let so many days, hours and so on go by."""
        self.now += timedelta(**duration)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def store(database_address, tmp_path, clock):
    opened = Store.open(database_address, images=tmp_path / "images", clock=clock)
    yield opened
    opened.close()


@pytest.fixture
def file_store(tmp_path, clock):
    """A store in an SQLite file, for tests of what has nothing to do with the database."""
    opened = Store.open(tmp_path / "history.db", images=tmp_path / "images", clock=clock)
    yield opened
    opened.close()


@pytest.fixture
def image():
    """What the store keeps as it is: the bytes of a PNG."""
    return PNG


@pytest.fixture
def make_reading():
    """Makes a reading as the reader does."""

    def make(text="A", confidence=0.9, *, source="a.png"):
        trail = Trail("inkread-28-v1", (), (Caution("low_contrast", "The ink is pale."),), blank=not text)
        glyph = np.full((28, 28), 7, np.uint8)
        if not text:
            return Blank((), trail, glyph, source, "digits")
        rest = Candidate("?", (1 - confidence) / 2)
        return GlyphReading((Candidate(text, confidence), rest), trail, glyph, source, "digits")

    return make


@pytest.fixture
def keep(make_reading):
    """Keeps a reading of a text in a store."""

    def call(store, text="A", confidence=0.9, *, owner="ann", door="web", source="a.png", **more):
        reading = make_reading(text, confidence, source=source)
        return store.add(reading, owner=owner, door=door, **more)

    return call


@pytest.fixture
def restored():
    """Restores a backup from its file; returns what was done."""

    def call(store, path, **how):
        with opened_backup(path) as backup:
            return restore_backup(store, backup, **how)

    return call
