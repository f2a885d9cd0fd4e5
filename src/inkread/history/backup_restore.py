"""Puts a backup's readings and images back, into an empty history or beside what is there."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from inkread.errors import HistoryError
from inkread.history.backup import BackupFacts, Progress
from inkread.history.backup_file import BackupFile
from inkread.history.claim import claim
from inkread.history.counts import tally
from inkread.history.put_back import put_back
from inkread.history.rows import Row
from inkread.history.schema import readings

if TYPE_CHECKING:
    from inkread.history.store import Store

BATCH: Final = 200  # rows in memory at a time; a reading's strokes may be large


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did.

    Attributes:
        facts: what the backup holds.
        readings: that were put back.
        images: that were put back with them.
        there: readings that the history had already, left as they were.
    """

    facts: BackupFacts
    readings: int
    images: int
    there: int


def restore_backup(
    store: "Store",
    backup: BackupFile,
    *,
    add: bool = False,
    take_over: bool = False,
    progress: Progress | None = None,
) -> Restored:
    """Put everything back that a checked backup holds: the images, then all rows in one transaction.

    A restore that is killed leaves images without a row, which the next one puts there anew, and a clean-up
    sweeps up.

    Args:
        store: the history.
        backup: the backup, opened and thereby checked.
        add: whether the history may hold readings already; those of the same id stay as they are.
        take_over: whether images of a history that is gone may lie where this one has its own.
        progress: told how far restoring is.

    Raises:
        HistoryError: with the code `not_empty` when the history holds readings and `add` is not set,
            `others_images` when the place for its images is another history's and `take_over` is not set;
            nothing is put back then. `full`, `busy` or `unreachable` when it cannot be written; no reading is
            put back then.
    """
    check_empty(store, add=add)
    claim(store, take_over=take_over)
    written: list[str] = []
    try:
        for rows in _new_rows(store, backup):
            for row in rows:
                _put_image_back(store, backup, row["id"], written)
        num_readings, num_images = _insert(store, backup, progress)
    except BaseException:
        _take_back(store, written)
        raise
    return Restored(backup.facts, num_readings, num_images, backup.facts.readings - num_readings)


def check_empty(store: "Store", *, add: bool) -> None:
    """Refuse a history that holds readings, but where it is to be added to.

    Raises:
        HistoryError: with the code `not_empty`.
    """
    found = tally(store).entries
    if found and not add:
        raise HistoryError(
            f"{store.database.name}: expected an empty history to restore into, got one of {found:,}"
            " readings; name another, or add to it with: --add",
            code="not_empty",
        )


def _new_rows(store: "Store", backup: BackupFile) -> Iterator[list[Row]]:
    """Yield, in batches, the rows whose readings the history does not have."""
    rows = backup.rows()
    while batch := list(itertools.islice(rows, BATCH)):
        with store.database.reading() as connection:
            known = _known(connection, [row["id"] for row in batch])
        yield [row for row in batch if row["id"] not in known]


def _put_image_back(store: "Store", backup: BackupFile, entry_id: str, written: list[str]) -> None:
    """Put the image of a reading back where it has one, and note what was not there before."""
    image = backup.image(entry_id)
    if image is None:
        return
    written.append(entry_id)  # first: whatever ends this, what is half written is taken back too
    if not put_back(store.pictures, entry_id, image):
        written.pop()


def _take_back(store: "Store", written: list[str]) -> None:
    """Remove images that were put back, but of readings that another restore has brought back meanwhile."""
    for start in range(0, len(written), BATCH):
        part = written[start : start + BATCH]
        with store.database.reading() as connection:
            known = _known(connection, part)
        for entry_id in part:
            if entry_id not in known:
                store.pictures.remove(entry_id)


def _insert(store: "Store", backup: BackupFile, progress: Progress | None) -> tuple[int, int]:
    """Insert all rows that are not there in one transaction; return how many, and how many with images."""
    count = images = done = 0
    rows = backup.rows()
    with store.database.writing() as connection:
        while batch := list(itertools.islice(rows, BATCH)):
            known = _known(connection, [row["id"] for row in batch])
            new = [row for row in batch if row["id"] not in known]
            if new:
                connection.execute(readings.insert(), new)
            count += len(new)
            images += sum(row["image_bytes"] is not None for row in new)
            done += len(batch)
            if progress:
                progress(done, max(done, backup.facts.readings))
    return count, images


def _known(connection: sa.Connection, ids: list[str]) -> set[str]:
    """Return the ids that are in the database."""
    chosen = readings.c.id.in_(ids)
    return set(connection.scalars(sa.select(readings.c.id).where(chosen)))
