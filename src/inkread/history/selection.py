"""A query as SQL: which rows, in which order, from where on."""

import operator
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from unicodedata import normalize

import sqlalchemy as sa

from inkread.history.entry import Entry
from inkread.history.query import Cursor, Order, Query, decode_cursor, encode_cursor
from inkread.history.schema import readings

Condition = sa.ColumnElement[bool]
Comparison = Callable[[Any, Any], Condition]

COLUMNS = readings.c
LABEL = sa.func.coalesce(COLUMNS.correction, COLUMNS.text)


def owned_by(owner: str | None) -> Condition:
    """Return the condition that an entry is the owner's; the operator's, None, is true of each."""
    return sa.true() if owner is None else COLUMNS.owner == owner


def conditions(query: Query) -> Condition:
    """Return the condition that an entry is what the query looks for, on whatever page."""
    found: list[Condition] = [owned_by(query.owner)]
    if query.search:
        search = normalize("NFC", query.search)
        columns = (COLUMNS.text, COLUMNS.correction, COLUMNS.source)
        found.append(sa.or_(*(_holds(column, search) for column in columns)))
    if query.corrected is not None:
        found.append((COLUMNS.correction.is_not(None)) == query.corrected)
    if query.order == "unsure":
        found += [COLUMNS.correction.is_(None), COLUMNS.text != ""]
    bounds: Sequence[tuple[sa.ColumnElement[Any], Comparison, object]] = (
        (LABEL, operator.eq, None if query.text is None else normalize("NFC", query.text)),
        (COLUMNS.door, operator.eq, query.door),
        (COLUMNS.confidence, operator.lt, query.below),
        (COLUMNS.confidence, operator.ge, query.above),
        (COLUMNS.made_at, operator.ge, query.since),
        (COLUMNS.made_at, operator.lt, query.until),
    )
    found += [compare(column, value) for column, compare, value in bounds if value is not None]
    return sa.and_(*found)


def page(query: Query) -> sa.Select[Any]:
    """Return the statement for the query's page, and one entry more, which tells whether another follows."""
    key = COLUMNS.confidence if query.order == "unsure" else COLUMNS.made_at
    columns = (key.desc(), COLUMNS.id.desc()) if query.order == "newest" else (key, COLUMNS.id)
    statement = sa.select(readings).where(conditions(query)).order_by(*columns).limit(query.limit + 1)
    if query.after is not None:
        statement = statement.where(_beyond(query.order, decode_cursor(query.order, query.after), key))
    return statement


def cursor_after(order: Order, entry: Entry) -> str:
    """Return the `after` of the page that follows the one that ends with `entry`."""
    key = entry.confidence if order == "unsure" else entry.made_at.isoformat()
    return encode_cursor(order, Cursor(key, entry.id))


def _holds(column: sa.ColumnElement[str], search: str) -> Condition:
    """Return the condition that a column holds a text, upper and lower case alike.

    SQLite, and PostgreSQL in the locale C, know that of the letters A to Z only; of what is searched for, the
    other capitals are told to them.
    """
    small = "".join(char.lower() for char in search)
    pairs = {char.upper(): char for char in small if not char.isascii()}
    capitals = {large: char for large, char in pairs.items() if large != char and large.lower() == char}
    if capitals:
        # SQLite has no such function of its own: it is given one in `database`.
        column = sa.func.translate(column, "".join(capitals), "".join(capitals.values()), type_=sa.Text)
    return column.icontains(small, autoescape=True)


def _beyond(order: Order, cursor: Cursor, key: sa.Column[Any]) -> Condition:
    """Return the condition that an entry comes after the cursor's."""
    at = datetime.fromisoformat(cursor.key) if isinstance(cursor.key, str) else cursor.key
    if order == "newest":
        return sa.or_(key < at, sa.and_(key == at, COLUMNS.id < cursor.id))
    return sa.or_(key > at, sa.and_(key == at, COLUMNS.id > cursor.id))
