"""A query as SQL: which rows, in which order, from where on."""

import operator
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

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
        found.append(
            sa.or_(
                *(
                    column.icontains(query.search, autoescape=True)
                    for column in (COLUMNS.text, COLUMNS.correction, COLUMNS.source)
                )
            )
        )
    if query.corrected is not None:
        found.append((COLUMNS.correction.is_not(None)) == query.corrected)
    if query.order == "unsure":
        found += [COLUMNS.correction.is_(None), COLUMNS.text != ""]
    bounds: Sequence[tuple[sa.ColumnElement[Any], Comparison, object]] = (
        (LABEL, operator.eq, query.text),
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


def _beyond(order: Order, cursor: Cursor, key: sa.Column[Any]) -> Condition:
    """Return the condition that an entry comes after the cursor's."""
    at = datetime.fromisoformat(cursor.key) if isinstance(cursor.key, str) else cursor.key
    if order == "newest":
        return sa.or_(key < at, sa.and_(key == at, COLUMNS.id < cursor.id))
    return sa.or_(key > at, sa.and_(key == at, COLUMNS.id > cursor.id))
