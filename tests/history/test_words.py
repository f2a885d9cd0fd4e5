"""Words and pages are kept with their characters, and corrected by whole lines."""

import io
import zipfile
from dataclasses import replace

import pytest

from inkread.errors import HistoryError
from inkread.history import LOCAL_OWNER, Query
from inkread.history.undelete import undelete
from inkread.predictions import Candidate
from inkread.trail import Caution, Trail
from inkread.word_reading import PageReading, PlacedGlyph, WordReading

TRAIL = Trail("inkread-segments-v1", ())
GLYPHS = (
    PlacedGlyph("A", (3, 4, 20, 15), (Candidate("A", 0.75), Candidate("4", 0.125))),
    PlacedGlyph("1", (3, 22, 20, 5), (Candidate("1", 0.5), Candidate("I", 0.5))),
)
WORD = WordReading(
    (Candidate("A1", 0.875), Candidate("AI", 0.125)), GLYPHS, TRAIL, (3, 4, 20, 23), "w.png", "b"
)


@pytest.fixture
def kept(store, image):
    return store.add(WORD, owner=LOCAL_OWNER, door="desktop", image=image)


def test_a_word_comes_back_with_its_characters(store, kept):
    entry = store.get(kept.id, owner=LOCAL_OWNER)
    assert entry == kept
    assert (entry.text, entry.confidence, entry.glyphs) == ("A1", 0.875, GLYPHS)
    assert entry.candidates == WORD.candidates
    assert (entry.source, entry.bundle, entry.glyph) == ("w.png", "b", None)
    assert entry.to_dict()["glyphs"][1]["box"] == [3, 22, 20, 5]


def test_a_single_character_has_no_characters(store, keep):
    entry = keep(store, "A")
    assert entry.glyphs is None
    assert store.get(entry.id, owner="ann").to_dict()["glyphs"] is None


def test_a_page_is_kept_line_by_line(store):
    entry = store.add(PageReading((WORD, WORD), TRAIL), owner=LOCAL_OWNER, door="desktop")
    found = store.get(entry.id, owner=LOCAL_OWNER)
    assert found.text == "A1\nA1"
    assert found.candidates == (Candidate("A1\nA1", 0.875**2),)
    assert found.glyphs == GLYPHS * 2


def test_a_refused_word_is_kept_with_the_reason(store):
    refusal = Caution("breaks_pattern", "No way.")
    entry = store.add(WordReading((), (), TRAIL, refusal=refusal), owner=LOCAL_OWNER, door="desktop")
    found = store.get(entry.id, owner=LOCAL_OWNER)
    assert (found.text, found.candidates, found.glyphs, found.refusal) == ("", (), (), refusal)


@pytest.mark.parametrize("lines", [False, True])
def test_what_was_odd_about_a_picture_of_words_is_kept(store, lines):
    odd = Caution("turned", "It was turned.")
    trail = Trail("inkread-segments-v1", (), (odd,))
    reading = PageReading((WORD,), trail) if lines else WordReading(WORD.candidates, GLYPHS, trail)
    entry = store.add(reading, owner=LOCAL_OWNER, door="desktop")
    assert store.get(entry.id, owner=LOCAL_OWNER).warnings == (odd,)


def test_words_are_corrected_by_lines_and_characters_are_not(store, kept, keep):
    corrected = store.correct(kept.id, " first\nsecond ", owner=LOCAL_OWNER)
    assert corrected.correction == "first\nsecond"
    with pytest.raises(HistoryError, match="visible characters") as caught:
        store.correct(keep(store, "A").id, "first\nsecond", owner="ann")
    assert caught.value.code == "bad_correction"
    assert store.get(kept.id, owner=LOCAL_OWNER).glyphs == GLYPHS


def test_a_deleted_word_comes_back_whole(store, kept, image):
    store.delete([kept.id], owner=LOCAL_OWNER)
    undelete(store, kept, image)
    assert store.find(Query(LOCAL_OWNER)).entries == (kept,)


@pytest.mark.parametrize("said", ["A", None])
def test_words_are_never_among_the_characters_to_learn_from(store, kept, keep, image, said):
    store.correct(kept.id, said, owner=LOCAL_OWNER)
    alone = store.add(
        replace(WORD, candidates=(Candidate("A", 0.9),)), owner=LOCAL_OWNER, door="cli", image=image
    )
    assert alone.text == "A"
    with pytest.raises(HistoryError, match="got none among 2; words, pages and blank images go into csv"):
        store.export("zip", Query(LOCAL_OWNER), unchecked=True)
    keep(store, "T", owner=LOCAL_OWNER, image=image)
    content = b"".join(store.export("zip", Query(LOCAL_OWNER), unchecked=True))
    assert [name[:6] for name in zipfile.ZipFile(io.BytesIO(content)).namelist()] == ["U+0054"]
