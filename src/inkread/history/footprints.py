"""What entries take up on the disk, and which are the oldest: what a clean-up asks the database."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa

from inkread.history.database import Database
from inkread.history.schema import readings

BATCH = 500  # entries seen to between two looks at the database
COLUMNS = readings.c


class Footprint(NamedTuple):
    """What an entry takes up.

    Attributes:
        id: of the entry.
        made_at: when it was kept.
        image_bytes: of its image; 0 where there is none.
    """

    id: str
    made_at: datetime
    image_bytes: int


def aged(
    database: Database, before: datetime, *, rows_too: bool, spare_corrected: bool
) -> Iterator[list[Footprint]]:
    """Yield, oldest first and in batches, what was kept before a time.

    Args:
        database: the history's.
        before: the time.
        rows_too: whether entries of which only the text is left count as well.
        spare_corrected: whether corrected entries are left out.
    """
    wanted = [COLUMNS.made_at < before]
    if not rows_too:
        pictures = (COLUMNS.image_bytes, COLUMNS.strokes, COLUMNS.glyph)
        wanted.append(sa.or_(*(column.is_not(None) for column in pictures)))
    if spare_corrected:
        wanted.append(COLUMNS.correction.is_(None))
    yield from _batches(database, sa.select(readings).where(*wanted).subquery())


def beyond(
    database: Database, max_size: int, *, since: datetime | None, spare_corrected: bool
) -> Iterator[list[Footprint]]:
    """Yield, oldest first and in batches, what must go so that the images take at most `max_size` bytes.

    Whether one has to go depends on the newer ones only: two clean-ups at once choose the same, and what one
    of them has removed already makes the other remove no more.

    Args:
        database: the history's.
        max_size: bytes that the newest images may take together.
        since: entries older than this are left out, as they go anyway.
        spare_corrected: whether corrected entries are left out.
    """
    newest_first = (COLUMNS.made_at.desc(), COLUMNS.id.desc())
    running = sa.func.sum(COLUMNS.image_bytes).over(order_by=newest_first, rows=(None, 0)).label("running")
    images = sa.select(readings, running).where(COLUMNS.image_bytes.is_not(None)).subquery()
    wanted = [images.c.running > max_size]
    if since is not None:
        wanted.append(images.c.made_at >= since)
    if spare_corrected:
        wanted.append(images.c.correction.is_(None))
    yield from _batches(database, sa.select(images).where(*wanted).subquery())


def with_images(database: Database) -> Iterator[list[Footprint]]:
    """Yield, by id and in batches, the entries that have an image."""
    found = sa.select(readings).where(COLUMNS.image_bytes.is_not(None)).subquery()
    yield from _batches(database, found, by_id=True)


def having_images(database: Database, ids: Sequence[str]) -> set[str]:
    """Return those of the ids whose entries say that they have an image."""
    found: set[str] = set()
    for start in range(0, len(ids), BATCH):
        chosen = sa.and_(COLUMNS.id.in_(ids[start : start + BATCH]), COLUMNS.image_bytes.is_not(None))
        with database.reading() as connection:
            found.update(connection.scalars(sa.select(COLUMNS.id).where(chosen)))
    return found


def strip(database: Database, ids: Sequence[str], *, image_only: bool = False) -> int:
    """Take the pictures out of entries, whose texts stay; return how many there were.

    Args:
        database: the history's.
        ids: of the entries.
        image_only: leaves strokes and glyph; for entries whose image is gone already.
    """
    columns = ("image_bytes",) if image_only else ("image_bytes", "strokes", "glyph")
    chosen = readings.update().where(COLUMNS.id.in_(ids)).values(dict.fromkeys(columns, sa.null()))
    with database.writing() as connection:
        return connection.execute(chosen).rowcount


def _batches(database: Database, found: sa.Subquery, *, by_id: bool = False) -> Iterator[list[Footprint]]:
    """Yield the rows of `found`, oldest first or by id; each batch is a short look of its own."""
    columns = found.c
    size = sa.func.coalesce(columns.image_bytes, 0)
    order: tuple[sa.ColumnElement[Any], ...] = (columns.id,) if by_id else (columns.made_at, columns.id)
    statement = sa.select(columns.id, columns.made_at, size).order_by(*order).limit(BATCH)
    last: Footprint | None = None
    while True:
        further = statement
        if last is not None:
            at = columns.id > last.id
            if not by_id:
                same = sa.and_(columns.made_at == last.made_at, at)
                at = sa.or_(columns.made_at > last.made_at, same)
            further = statement.where(at)
        with database.reading() as connection:
            batch = [Footprint(*row) for row in connection.execute(further)]
        if not batch:
            return
        yield batch
        last = batch[-1]
