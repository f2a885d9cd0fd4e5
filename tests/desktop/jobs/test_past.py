"""What the worker does with the history: the same one that the page and the command line have."""

import json
from dataclasses import replace

import pytest

from inkread.desktop.answers import past_of
from inkread.desktop.jobs.drawings import keep_drawing
from inkread.desktop.jobs.past import (
    correct_entry,
    delete_entries,
    export_entries,
    find_entries,
    restore_entries,
)
from inkread.desktop.replies import Gone, Progress, Restored, Saved
from inkread.desktop.requests import (
    CorrectEntry,
    DeleteEntries,
    ExportEntries,
    FindEntries,
    KeepDrawing,
    RestoreEntries,
)
from inkread.errors import HistoryError
from inkread.history import wastebasket
from inkread.trail import Caution


@pytest.fixture
def kept(bench, seven):
    """The ids of three kept drawings."""
    return [next(keep_drawing(bench, KeepDrawing(seven))).id for _ in range(3)]


def test_kept_readings_are_found_newest_first_a_page_at_a_time(bench, kept):
    (page,) = find_entries(bench, FindEntries(limit=2))
    assert [entry.id for entry in page.entries] == kept[:0:-1]
    (rest,) = find_entries(bench, FindEntries(limit=2, after=page.next))
    assert [entry.id for entry in rest.entries] == kept[:1]
    assert (page.total, rest.next) == (3, None)


def test_a_search_finds_what_was_put_right(bench, kept):
    (entry,) = correct_entry(bench, CorrectEntry(kept[0], "Z"))
    assert (entry.correction, entry.text) == ("Z", "7")
    (page,) = find_entries(bench, FindEntries("z"))
    assert [entry.id for entry in page.entries] == kept[:1]


def test_what_is_deleted_is_gone(bench, kept):
    assert list(delete_entries(bench, DeleteEntries((kept[0], kept[2])))) == [Gone(2)]
    assert next(find_entries(bench, FindEntries())).total == 1


def test_what_was_deleted_comes_back_with_its_picture_and_its_correction(bench, kept):
    (entry,) = correct_entry(bench, CorrectEntry(kept[0], "Z"))
    picture = bench.store().image(kept[0], owner=None)
    next(delete_entries(bench, DeleteEntries((kept[0], "0" * 32))))
    assert list(restore_entries(bench, RestoreEntries((kept[0], "0" * 32)))) == [Restored(1)]
    (page,) = find_entries(bench, FindEntries())
    assert page.entries[-1] == entry
    assert bench.store().image(kept[0], owner=None) == picture
    assert list(restore_entries(bench, RestoreEntries((kept[0],)))) == [Restored(0)]


def test_how_many_can_not_come_back_is_told(bench, kept, monkeypatch):
    size = len(bench.store().image(kept[0], owner=None))
    monkeypatch.setattr(wastebasket, "MOST_BYTES", 2 * size)
    assert list(delete_entries(bench, DeleteEntries(tuple(kept)))) == [Gone(3, lost=1)]
    assert list(restore_entries(bench, RestoreEntries(tuple(kept)))) == [Restored(2)]


def test_what_cannot_be_remembered_is_not_deleted(bench, kept, monkeypatch):
    def full(*_):
        raise HistoryError("expected room, got none", code="full")

    monkeypatch.setattr(wastebasket.Wastebasket, "put", full)
    with pytest.raises(HistoryError):
        next(delete_entries(bench, DeleteEntries(tuple(kept))))
    assert next(find_entries(bench, FindEntries())).total == 3


def test_nothing_is_brought_back_into_another_history(bench, kept, tmp_path):
    next(delete_entries(bench, DeleteEntries((kept[0],))))
    bench.use_history(str(tmp_path / "other.db"))
    assert list(restore_entries(bench, RestoreEntries((kept[0],)))) == [Restored(0)]


def test_correcting_what_is_gone_is_an_error(bench, kept):
    next(delete_entries(bench, DeleteEntries((kept[0],))))
    with pytest.raises(HistoryError, match="id"):
        next(correct_entry(bench, CorrectEntry(kept[0], "Z")))


def test_the_history_is_written_whole(bench, kept, tmp_path):
    *progress, saved = export_entries(bench, ExportEntries(tmp_path / "h.json", "json"))
    assert all(isinstance(told, Progress) for told in progress)
    assert saved == Saved(tmp_path / "h.json")
    assert {entry["id"] for entry in json.loads((tmp_path / "h.json").read_text("utf-8"))} == set(kept)


def test_an_export_that_is_stopped_leaves_nothing(bench, kept, tmp_path):
    steps = export_entries(bench, ExportEntries(tmp_path / "h.json", "json"))
    next(steps)
    steps.close()
    assert [path.name for path in tmp_path.iterdir() if "h.json" in path.name] == []


def test_a_reading_that_was_refused_is_told_as_such(bench, kept):
    (page,) = find_entries(bench, FindEntries(limit=1))
    entry = bench.store().get(kept[-1], owner=None)
    refused = replace(entry, refusal=Caution("not_sure", "Not sure."))
    blank = replace(entry, text="", refusal=Caution("blank", "No ink."))
    assert [past_of(one).is_refused for one in (refused, blank)] == [True, False]
    assert page.entries[0] == past_of(entry)
