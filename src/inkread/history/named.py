"""Entries by the first digits of their ids, as people type them."""

import re
from typing import TYPE_CHECKING

import sqlalchemy as sa

from inkread.errors import HistoryError
from inkread.history.schema import readings
from inkread.history.selection import owned_by

if TYPE_CHECKING:
    from inkread.history.store import Store

START = re.compile(r"[0-9A-Fa-f]{1,32}")


def id_of(store: "Store", start: str, *, owner: str | None) -> str:
    """Return the id of the only entry whose id begins with `start`.

    Raises:
        HistoryError: with the code `not_found`, when there is none, or several.
    """
    begins = readings.c.id.startswith(start.lower(), autoescape=True)
    statement = sa.select(readings.c.id).where(begins, owned_by(owner)).limit(2)
    with store.database.reading() as connection:
        found: list[str] = list(connection.scalars(statement)) if START.fullmatch(start) else []
    if len(found) != 1:
        what = "several, such as " + " and ".join(found) if found else "none"
        raise HistoryError(
            f"expected the id of a kept reading or its first digits, got {start[:80]!r}, which fits {what};"
            " see: inkread history list",
            code="not_found",
        )
    return found[0]
