"""A reading's row as a line of JSON, and back: the same for every database."""

import base64
import json
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from inkread.history.query import is_id
from inkread.history.rows import Row
from inkread.history.schema import UtcTime, readings

LONGEST_LINE = 64 * 1024 * 1024  # bytes; a drawing of many strokes has some hundred thousand


def line_of(row: Row) -> bytes:
    """Return a row as a line; times in ISO, bytes in base64.

    Example:
        >>> row_of(line_of({"id": "ab" * 16, "glyph": b"png"}))["glyph"]
        b'png'
    """
    packed = {name: _packed(value) for name, value in row.items()}
    return json.dumps(packed, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode() + b"\n"


def row_of(line: bytes) -> Row:
    """Return the row of a line; columns that an older inkread did not have are left empty.

    Raises:
        ValueError: when the line is no row of a history.
    """
    packed = json.loads(line)
    if not isinstance(packed, dict) or not is_id(packed.get("id")):
        raise ValueError(f"no row of a history: {line[:80]!r}")
    unknown = packed.keys() - readings.c.keys()
    if unknown:
        raise ValueError(f"columns that a history does not have: {', '.join(sorted(unknown))}")
    return {column.name: _unpacked(column, packed.get(column.name)) for column in readings.c}


def _packed(value: Any) -> Any:  # noqa: ANN401 - a column's own
    """Return a column's value as JSON has it."""
    if isinstance(value, datetime):
        return value.isoformat()
    return base64.b64encode(value).decode("ascii") if isinstance(value, bytes) else value


def _unpacked(column: sa.Column[Any], value: Any) -> Any:  # noqa: ANN401
    """Return a value of JSON as the column takes it."""
    if value is None:
        return None
    if isinstance(column.type, UtcTime):
        return datetime.fromisoformat(value)
    return base64.b64decode(value, validate=True) if isinstance(column.type, sa.LargeBinary) else value
