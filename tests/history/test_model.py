"""Whatever is done to a history, in whatever order, it holds what a list in memory would."""

import shutil
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, invariant, multiple, rule

from inkread.history import Policy, Query, Store, clean
from inkread.predictions import Candidate, GlyphReading
from inkread.trail import Trail

TRAIL = Trail("inkread-28-v1", ())
OWNERS = st.sampled_from(["ann", "bob"])
TEXTS = st.sampled_from(["A", "a", "0", "O", "%"])
SOURCES = st.one_of(st.none(), st.sampled_from(["A4.png", "scan_1.png", "100%.png"]))
IMAGES = st.one_of(st.none(), st.integers(1, 400).map(bytes))


def holds(entry, word):
    """Return whether a search for `word` finds the entry."""
    texts = (entry.text, entry.correction, entry.source)
    return any(word.lower() in text.lower() for text in texts if text is not None)


class History(RuleBasedStateMachine):
    """A history beside the dictionary it should equal."""

    ids = Bundle("ids")

    @initialize()
    def begin(self):
        self.folder = Path(tempfile.mkdtemp(prefix="history-"))
        self.now = datetime(2026, 3, 1, tzinfo=UTC)
        self.entries, self.images = {}, {}
        self.store = self.open()

    def open(self):
        return Store.open(self.folder / "h.db", images=self.folder / "images", clock=lambda: self.now)

    def teardown(self):
        self.store.close()
        shutil.rmtree(self.folder)

    @rule(target=ids, owner=OWNERS, text=TEXTS, share=st.integers(0, 10), source=SOURCES, image=IMAGES)
    def add(self, owner, text, share, source, image):
        self.now += timedelta(hours=1)
        reading = GlyphReading((Candidate(text, share / 10),), TRAIL, source=source)
        entry = self.store.add(reading, owner=owner, door="api", image=image)
        self.entries[entry.id], self.images[entry.id] = entry, image
        return entry.id

    @rule(entry_id=ids, text=st.one_of(st.none(), TEXTS))
    def correct(self, entry_id, text):
        if entry_id in self.entries:
            owner = self.entries[entry_id].owner
            self.entries[entry_id] = self.store.correct(entry_id, text, owner=owner)
            assert self.entries[entry_id].correction == text

    @rule(target=ids, entry_id=consumes(ids), owner=OWNERS)
    def delete(self, entry_id, owner):
        mine = entry_id in self.entries and self.entries[entry_id].owner == owner
        assert self.store.delete([entry_id], owner=owner) == mine
        if not mine:
            return entry_id
        del self.entries[entry_id], self.images[entry_id]
        return multiple()

    @rule(hours=st.integers(0, 30), spare=st.booleans(), rows=st.sampled_from(["keep", "delete"]))
    def clean_by_age(self, hours, spare, rows):
        age = timedelta(hours=hours)
        clean(self.store, Policy(older_than=age, rows=rows, spare_corrected=spare), now=self.now)
        for entry in list(self.entries.values()):
            if entry.made_at < self.now - age and not (spare and entry.correction):
                self.let_go(entry.id, rows)

    @rule(size=st.integers(0, 1000), rows=st.sampled_from(["keep", "delete"]))
    def clean_by_size(self, size, rows):
        clean(self.store, Policy(max_size=size, rows=rows), now=self.now)
        for entry in reversed(list(self.entries.values())):
            size -= len(self.images[entry.id] or b"")
            if size < 0 and entry.has_image:
                self.let_go(entry.id, rows)

    def let_go(self, entry_id, rows):
        if rows == "delete":
            del self.entries[entry_id], self.images[entry_id]
        else:
            self.images[entry_id] = None
            self.entries[entry_id] = self.store.get(entry_id, owner=None)
            assert not self.entries[entry_id].has_image

    @rule()
    def open_again(self):
        self.store.close()
        self.store = self.open()

    @rule(owner=st.one_of(st.none(), OWNERS), word=st.sampled_from(["a", "A4", "%", "_", "zz"]))
    def search(self, owner, word):
        found = self.store.find(Query(owner, search=word, limit=1000)).entries
        mine = (entry for entry in reversed(self.entries.values()) if owner in (None, entry.owner))
        assert list(found) == [entry for entry in mine if holds(entry, word)]

    @rule(owner=OWNERS, limit=st.integers(1, 3))
    def queue(self, owner, limit):
        page = self.store.find(Query(owner, order="unsure", limit=limit))
        wanted = [e for e in self.entries.values() if e.owner == owner and e.correction is None]
        wanted.sort(key=lambda entry: (entry.confidence, entry.id))
        assert (list(page.entries), page.total) == (wanted[:limit], len(wanted))

    @invariant()
    def the_store_holds_what_the_dictionary_holds(self):
        if hasattr(self, "store"):
            query = Query(None, order="oldest", limit=1000)
            assert list(self.store.find(query).entries) == list(self.entries.values())
            files = {path.stem: path.read_bytes() for path in self.folder.rglob("*.png")}
            assert files == {name: image for name, image in self.images.items() if image is not None}


TestHistory = History.TestCase
TestHistory.settings = settings(max_examples=15, stateful_step_count=20, deadline=None)
