"""The history: searched, corrected, deleted from, and written to a file."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from inkread import atomic
from inkread.desktop.answers import past_of
from inkread.desktop.jobs.files import thumbnail
from inkread.desktop.replies import Found, Gone, Past, Progress, Restored, Saved, Told
from inkread.desktop.requests import (
    CorrectEntry,
    DeleteEntries,
    ExportEntries,
    FindEntries,
    RestoreEntries,
)
from inkread.desktop.workbench import Workbench
from inkread.errors import HistoryError, ImageError

if TYPE_CHECKING:
    from inkread.history import Entry

LOW = 0.6  # of a small picture's width, its height at most: a row has no more
PARTS = 50  # of a file being written, between two words about how far it is


def find_entries(bench: Workbench, asked: FindEntries) -> Iterator[Told]:
    """Look for kept readings of this computer's person, wherever they came in."""
    from inkread.history import LOCAL_OWNER, Query

    query = Query(
        LOCAL_OWNER,
        search=asked.search or None,
        order=asked.order,
        after=asked.after,
        limit=asked.limit,
    )
    page = bench.store().find(query)
    yield Found(tuple(_shown(bench, entry, asked.side) for entry in page.entries), page.next, page.total)


def _shown(bench: Workbench, entry: "Entry", side: int) -> Past:
    """Return a kept reading for the table; words, which have no glyph, with their picture made small."""
    past = past_of(entry)
    if not (past.is_words and entry.has_image):
        return past
    try:
        return replace(past, glyph=thumbnail(bench.kept_image(entry.id).grey, side, round(side * LOW)))
    except (ImageError, HistoryError):  # cleaned up since it was found: the row goes without
        return past


def correct_entry(bench: Workbench, asked: CorrectEntry) -> Iterator[Told]:
    """Note what a reading shows."""
    from inkread.history import LOCAL_OWNER

    yield past_of(bench.store().correct(asked.id, asked.text, owner=LOCAL_OWNER))


def delete_entries(bench: Workbench, asked: DeleteEntries) -> Iterator[Told]:
    """Let readings go, with their pictures."""
    yield Gone(*bench.aside().delete(asked.ids))


def restore_entries(bench: Workbench, asked: RestoreEntries) -> Iterator[Told]:
    """Bring readings back that were deleted."""
    yield Restored(bench.aside().bring_back(asked.ids))


def export_entries(bench: Workbench, asked: ExportEntries) -> Iterator[Told]:
    """Write what a search finds to a file, whole or not at all; a step is a part of it."""
    from inkread.history import LOCAL_OWNER, Query

    reached = [0, 0]

    def note(done: int, total: int) -> None:
        reached[:] = done, total

    query = Query(LOCAL_OWNER, search=asked.search or None)
    parts = bench.store().export(asked.form, query, progress=note)
    with atomic.replacing(asked.path, private=True) as file:
        for number, part in enumerate(parts):
            file.write(part)
            if number % PARTS == 0:
                yield Progress(*reached)
    yield Saved(asked.path)
