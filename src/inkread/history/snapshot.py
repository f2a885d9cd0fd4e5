"""All rows of a history as they were at one moment, while others go on writing."""

import contextlib
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from inkread.history.database import Database
from inkread.history.faults import told
from inkread.history.schema import readings

BATCH = 500  # rows in memory at a time


@contextlib.contextmanager
def snapshot(database: Database, scratch: Path) -> Iterator[Iterator[Any]]:
    """Yield the rows of all readings, by id, as they are now.

    An SQLite file is copied first, by its own backup function, because reading it for long would make
    everyone who writes wait. PostgreSQL keeps the moment for a transaction by itself.

    Args:
        database: the history's.
        scratch: a folder with room for a copy of the file.

    Raises:
        HistoryError: when the database cannot be read, or the folder takes no copy.
    """
    if not database.is_file:
        with database.reading() as connection:
            yield _rows(connection.execution_options(isolation_level="REPEATABLE READ"))
        return
    with told(str(scratch)), tempfile.TemporaryDirectory(dir=scratch, prefix=".inkread-") as folder:
        path = Path(folder) / "copy.db"
        _copy(database, path)
        copy = Database(path)
        try:
            with copy.reading() as connection:
                yield _rows(connection)
        finally:
            copy.close()


def _copy(database: Database, path: Path) -> None:
    """Copy an SQLite file, as one transaction sees it."""
    with database.reading() as connection, contextlib.closing(sqlite3.connect(path)) as target:
        source: Any = connection.connection.driver_connection
        source.backup(target)


def _rows(connection: sa.Connection) -> Iterator[Any]:
    """Yield the rows."""
    statement = sa.select(readings).order_by(readings.c.id)
    yield from connection.execution_options(yield_per=BATCH).execute(statement)
