"""Deleted readings in a file that goes with the process, so that the last deletions can be taken back."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from inkread.history.entry import Entry
from inkread.history.faults import told
from inkread.history.rows import from_row, to_row
from inkread.history.schema import readings

MOST_BYTES = 1 << 30  # of pictures: some fifty thousand drawings

pictures = sa.Table(
    "pictures",
    sa.MetaData(),
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("image", sa.LargeBinary),
)


class Wastebasket:
    """Holds readings with their pictures; used by one thread.

    Args:
        most_bytes: of pictures that are held, `MOST_BYTES` by itself; of more the first ones go for good.
    """

    def __init__(self, most_bytes: int | None = None) -> None:
        """Begin with nothing in it."""
        self._most_bytes = MOST_BYTES if most_bytes is None else most_bytes
        self._sizes: dict[str, int] = {}  # bytes of each one's picture, the first deleted first
        # A database without a name is a file of SQLite's own: nobody else sees it, and no end leaves it.
        self._engine = sa.create_engine(
            "sqlite://", creator=lambda: sqlite3.connect(""), poolclass=sa.pool.StaticPool
        )

    def __contains__(self, entry_id: str) -> bool:
        """Return whether a reading is in it."""
        return entry_id in self._sizes

    def put(self, deleted: Iterable[tuple[Entry, bytes | None]]) -> None:
        """Put readings in, each with its picture or None.

        Raises:
            HistoryError: with the code `full`, when there is no room on the disk; none of them is in it then.
        """
        sizes = {}
        with self._writing() as connection:
            for entry, image in deleted:
                row = to_row(entry, image_bytes=None if image is None else len(image))
                connection.execute(readings.insert().prefix_with("OR REPLACE").values(row))
                connection.execute(
                    pictures.insert().prefix_with("OR REPLACE").values(id=entry.id, image=image)
                )
                sizes[entry.id] = row["image_bytes"] or 0
        self._sizes = {one: size for one, size in self._sizes.items() if one not in sizes} | sizes

    def get(self, entry_id: str) -> tuple[Entry, bytes | None]:
        """Return a reading that is in it, with its picture or None.

        Raises:
            HistoryError: with the code `unreachable`, when the disk cannot be read.
        """
        with self._writing() as connection:
            row = connection.execute(readings.select().where(readings.c.id == entry_id)).one()
            image = connection.scalar(sa.select(pictures.c.image).where(pictures.c.id == entry_id))
        return from_row(row), image

    def remove(self, ids: list[str]) -> None:
        """Let readings that are in it go.

        Raises:
            HistoryError: with the code `full`, when the disk takes no more.
        """
        with self._writing() as connection:
            for table in (readings, pictures):
                for entry_id in ids:
                    connection.execute(table.delete().where(table.c.id == entry_id))
        for entry_id in ids:
            del self._sizes[entry_id]

    def make_room(self) -> int:
        """Let the first ones go where there are too many bytes, and return how many."""
        excess, gone = sum(self._sizes.values()) - self._most_bytes, []
        for entry_id, size in self._sizes.items():
            if excess <= 0:
                break
            gone.append(entry_id)
            excess -= size
        self.remove(gone)
        return len(gone)

    def close(self) -> None:
        """Let all that is in it go."""
        self._engine.dispose()

    @contextmanager
    def _writing(self) -> Iterator[sa.Connection]:
        """Yield a connection; what is done within is done whole or not at all."""
        with told("the readings deleted last"), self._engine.begin() as connection:
            for table in (readings, pictures):
                table.create(connection, checkfirst=True)
            yield connection
