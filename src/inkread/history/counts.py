"""How much is kept: counts and sizes of a history, or of one owner's part of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa

from inkread.history.schema import readings
from inkread.history.selection import owned_by

if TYPE_CHECKING:
    from inkread.history.store import Store


@dataclass(frozen=True, slots=True)
class Tally:
    """How much is kept.

    Attributes:
        entries: all there are.
        corrected: of these, those that someone corrected or confirmed.
        images: of these, those whose image is kept.
        image_bytes: that the images take.
        owners: whose they are.
        oldest: when the first was kept, aware; None where there is none.
        newest: when the last was kept, aware; None where there is none.
    """

    entries: int
    corrected: int
    images: int
    image_bytes: int
    owners: int
    oldest: datetime | None
    newest: datetime | None


def tally(store: "Store", owner: str | None = None) -> Tally:
    """Return how much is kept of an owner's, or of everyone's where None.

    Raises:
        HistoryError: when the database cannot be read.
    """
    columns = readings.c
    statement = sa.select(
        sa.func.count(),
        sa.func.count(columns.correction),
        sa.func.count(columns.image_bytes),
        sa.func.coalesce(sa.func.sum(columns.image_bytes), 0),
        sa.func.count(columns.owner.distinct()),
        sa.func.min(columns.made_at),
        sa.func.max(columns.made_at),
    ).where(owned_by(owner))
    with store.database.reading() as connection:
        entries, corrected, images, image_bytes, owners, oldest, newest = connection.execute(statement).one()
    return Tally(entries, corrected, images, int(image_bytes), owners, oldest, newest)
