"""Puts a backup's readings and images back, into an empty history or beside what is there."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from inkread.errors import HistoryError
from inkread.history.backup import BackupFacts, Progress
from inkread.history.backup_file import BackupFile, opened_backup
from inkread.history.counts import tally
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
    store: "Store", path: Path, *, add: bool = False, progress: Progress | None = None
) -> Restored:
    """Put everything back that a backup holds: the images, then all rows in one transaction.

    A restore that is killed leaves images without a row, which the next one puts there anew, and a clean-up
    sweeps up.

    Args:
        store: the history.
        path: the backup.
        add: whether the history may hold readings already; those of the same id stay as they are.
        progress: told how far checking and then restoring is.

    Raises:
        HistoryError: with the code `not_empty` when the history holds readings and `add` is not set,
            `damaged` or `newer` when the backup will not do; nothing is put back then. `full`, `busy` or
            `unreachable` when it cannot be written; no reading is put back then.
    """
    found = tally(store).entries
    if found and not add:
        raise HistoryError(
            f"{store.database.name}: expected an empty history to restore into, got one of {found:,}"
            " readings; name another, or add to it with: --add",
            code="not_empty",
        )
    with opened_backup(path, progress=progress) as backup:
        written: list[str] = []
        try:
            for rows in _new_rows(store, backup):
                written += _write_images(store, backup, rows)
            count = _insert(store, backup, progress)
        except BaseException:
            for entry_id in written:
                store.pictures.remove(entry_id)
            raise
        return Restored(backup.facts, count, len(written), backup.facts.readings - count)


def _new_rows(store: "Store", backup: BackupFile) -> Iterator[list[Row]]:
    """Yield, in batches, the rows whose readings the history does not have."""
    rows = backup.rows()
    while batch := list(itertools.islice(rows, BATCH)):
        with store.database.reading() as connection:
            known = _known(connection, batch)
        yield [row for row in batch if row["id"] not in known]


def _write_images(store: "Store", backup: BackupFile, rows: list[Row]) -> list[str]:
    """Write the images of rows; return the ids of those that have one."""
    written = []
    for row in rows:
        image = backup.image(row["id"])
        if image is not None:
            store.pictures.remove(row["id"])  # of a restore that was killed
            store.pictures.write(row["id"], image)
            written.append(row["id"])
    return written


def _insert(store: "Store", backup: BackupFile, progress: Progress | None) -> int:
    """Insert all rows that are not there in one transaction; return how many that were."""
    count = done = 0
    rows = backup.rows()
    with store.database.writing() as connection:
        while batch := list(itertools.islice(rows, BATCH)):
            known = _known(connection, batch)
            new = [row for row in batch if row["id"] not in known]
            if new:
                connection.execute(readings.insert(), new)
            count += len(new)
            done += len(batch)
            if progress:
                progress(done, max(done, backup.facts.readings))
    return count


def _known(connection: sa.Connection, rows: list[Row]) -> set[str]:
    """Return the ids of rows that are in the database."""
    chosen = readings.c.id.in_([row["id"] for row in rows])
    return set(connection.scalars(sa.select(readings.c.id).where(chosen)))
