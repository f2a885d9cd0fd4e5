"""The store: keeps readings with their images, finds them, corrects them, lets them go."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from inkread.errors import HistoryError
from inkread.history.claim import claim
from inkread.history.database import Database
from inkread.history.entry import Door, Entry, Page
from inkread.history.export import Form, Progress, export
from inkread.history.picture_store import PictureStore, picture_store
from inkread.history.query import LARGEST_PAGE, Query, is_id
from inkread.history.rows import Reading, Row, checked_correction, entry_of, from_row, to_row
from inkread.history.schema import probes, readings
from inkread.history.selection import conditions, cursor_after, owned_by, page
from inkread.history.together import Together
from inkread.history.upgrade import upgrade

MOST_IDS = 500  # in one statement; SQLite takes 999 values in its oldest builds
PROBE_PATIENCE = 0.5  # seconds; who asks for health wants to know at once
PROBE = "writable"
INSERT = readings.insert()

Clock = Callable[[], datetime]


class Store:
    """A history: a database of readings, and a folder or a bucket of their images.

    Any number of threads and processes may share one, also after a fork. An `owner` of None is the operator,
    who sees everyone's entries; everyone else sees their own, as if there were no others.
    """

    def __init__(self, database: Database, pictures: PictureStore, clock: Clock) -> None:
        """Take the parts; call `Store.open`."""
        self.database = database
        self.pictures = pictures
        self._now = clock
        self._together = Together(self._insert)
        self._has_claimed = False

    @classmethod
    def open(
        cls, url: str | Path, *, images: Path | str, clock: Clock = lambda: datetime.now(UTC)
    ) -> "Store":
        """Return the history at `url`, made where there is none and brought to today's form.

        Args:
            url: the file of an SQLite database, or an address such as `postgresql://ann@host/inkread`.
            images: the folder for images, made when the first is kept, or a bucket's address such as
                `s3://bucket/prefix`; for this history alone.
            clock: tells the time, aware.

        Raises:
            HistoryError: with the code `newer` when a later inkread made it, `unreachable` when it cannot
                be opened, `full` or `busy`.
        """
        store = cls.unopened(url, images=images, clock=clock)
        try:
            store.prepare()
        except BaseException:
            store.database.close()
            raise
        return store

    @classmethod
    def unopened(
        cls, url: str | Path, *, images: Path | str, clock: Clock = lambda: datetime.now(UTC)
    ) -> "Store":
        """Return the history at `url` before anything is asked of it: `prepare` comes first, once.

        Raises:
            HistoryError: with the code `unreachable`, when there can be no such history.
        """
        pictures = picture_store(images)
        return cls(Database(url), pictures, clock)

    def prepare(self) -> None:
        """Make the database where there is none, and bring it to today's form.

        Raises:
            HistoryError: as `open` does.
        """
        self.database.make_room()
        upgrade(self.database)

    def add(
        self,
        reading: Reading,
        *,
        owner: str,
        door: Door,
        image: bytes | None = None,
        strokes: dict[str, Any] | None = None,
    ) -> Entry:
        """Keep a reading and return its entry; it is on the disk when this returns.

        Args:
            reading: what was read: a single character, words or a page.
            owner: whose it is, 1 to 255 characters.
            door: where it came in.
            image: what was read, as a PNG made from its pixels, never the bytes that came in.
            strokes: the drawing, as `Strokes.to_dict` writes it.

        Raises:
            ConfigError: when there is no such door.
            HistoryError: with the code `full`, `busy` or `unreachable`, or `others_images` when the images'
                place is another history's; nothing is kept then.
        """
        entry = entry_of(reading, owner=owner, door=door, now=self._now())
        entry = replace(entry, has_image=image is not None, strokes=strokes)
        # The file goes first: a row without its file would be a lie, a file without a row is swept up.
        if image is not None:
            if not self._has_claimed:
                claim(self)
                self._has_claimed = True
            self.pictures.write(entry.id, image)
        try:
            self._together.add(to_row(entry, image_bytes=None if image is None else len(image)))
        except HistoryError:
            if image is not None:
                self.pictures.remove(entry.id)
            raise
        return entry

    def get(self, entry_id: str, *, owner: str | None) -> Entry:
        """Return an entry.

        Raises:
            HistoryError: with the code `not_found`, when there is none of this id, or it is another's.
        """
        with self.database.reading() as connection:
            return self._get(connection, entry_id, owner)

    def find(self, query: Query) -> Page:
        """Return a page of what the query finds.

        Raises:
            HistoryError: with the code `bad_query`, when its `after` is none of that order's.
        """
        with self.database.reading() as connection:
            rows = connection.execute(page(query)).all()
            counted = sa.select(sa.func.count()).select_from(readings).where(conditions(query))
            total = connection.scalar(counted) or 0
        entries = tuple(from_row(row) for row in rows[: query.limit])
        more = len(rows) > query.limit
        return Page(entries, cursor_after(query.order, entries[-1]) if more else None, total)

    def entries(self, query: Query) -> Iterator[Entry]:
        """Yield everything that the query finds from its `after` on, a page in memory at a time."""
        after, at_end = query.after, False
        while not at_end:
            found = self.find(replace(query, after=after, limit=LARGEST_PAGE))
            yield from found.entries
            after, at_end = found.next, found.next is None

    def image(self, entry_id: str, *, owner: str | None) -> bytes | None:
        """Return the image of an entry as a PNG, or None where none is kept.

        Raises:
            HistoryError: with the code `not_found`.
        """
        return self.pictures.read(entry_id) if self.get(entry_id, owner=owner).has_image else None

    def correct(self, entry_id: str, text: str | None, *, owner: str | None) -> Entry:
        """Note what an image shows, and return its entry.

        Args:
            entry_id: of the entry.
            text: what it shows, of words lines too; None takes the correction back.
            owner: whose it is.

        Raises:
            HistoryError: with the code `not_found`, or `bad_correction` when nobody can write such a text.
        """
        with self.database.writing() as connection:
            mine = sa.and_(readings.c.id == entry_id, owned_by(owner))
            entry = self._get(connection, entry_id, owner)  # raises where there is none
            said = None if text is None else checked_correction(text, words=entry.glyphs is not None)
            values = {"correction": said, "corrected_at": None if said is None else self._now()}
            connection.execute(readings.update().where(mine).values(values))
            return self._get(connection, entry_id, owner)

    def delete(self, ids: Sequence[str], *, owner: str | None) -> int:
        """Let entries go with their images, and return how many went.

        Ids that are not there, or another's, are passed over.
        """
        gone: list[str] = []
        asked = [entry_id for entry_id in ids if is_id(entry_id)]
        for start in range(0, len(asked), MOST_IDS):
            chosen = sa.and_(readings.c.id.in_(asked[start : start + MOST_IDS]), owned_by(owner))
            with self.database.writing() as connection:
                found = list(connection.scalars(sa.select(readings.c.id).where(chosen)))
                connection.execute(readings.delete().where(readings.c.id.in_(found)))
            gone += found
        for entry_id in gone:
            self.pictures.remove(entry_id)
        return len(gone)

    def export(
        self, form: Form, query: Query, *, unchecked: bool = False, progress: Progress | None = None
    ) -> Iterator[bytes]:
        """Return a file of what the query finds, in parts; see `inkread.history.export`."""
        return export(self, form, query, unchecked=unchecked, progress=progress)

    def check_writable(self) -> None:
        """Write something, in the database and among the images, and take it back.

        Raises:
            HistoryError: with the code `full`, `busy` or `unreachable`, when nothing can be written.
        """
        self.pictures.check_writable()
        self.check_database()

    def check_database(self) -> None:
        """Write something in the database, in place of what was written before.

        Raises:
            HistoryError: with the code `full`, `busy` or `unreachable`, when nothing can be written.
        """
        with self.database.writing(patience=PROBE_PATIENCE) as connection:
            connection.execute(probes.delete().where(probes.c.name == PROBE))
            connection.execute(probes.insert().values(name=PROBE, checked_at=self._now()))

    def close(self) -> None:
        """Close the connections; the next call opens new ones."""
        self.database.close()
        self.pictures.close()

    def _insert(self, rows: Sequence[Row]) -> None:
        """Write rows in one transaction."""
        with self.database.writing() as connection:
            connection.execute(INSERT, rows)

    def _get(self, connection: sa.Connection, entry_id: str, owner: str | None) -> Entry:
        """Return an entry, seen in the connection's transaction."""
        mine = sa.and_(readings.c.id == entry_id, owned_by(owner))
        row = connection.execute(sa.select(readings).where(mine)).one_or_none() if is_id(entry_id) else None
        if row is None:
            raise HistoryError(
                f"expected the id of a kept reading, got {entry_id[:80]!r}; list them first", code="not_found"
            )
        return from_row(row)
