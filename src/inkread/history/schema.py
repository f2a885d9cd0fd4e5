"""The history's tables.

A change here goes with a migration in `migrations/versions`, a new `HEAD`, and nothing else: a fresh
database is made from these tables, an old one is brought to them step by step, and a test compares the two.
"""

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

REVISIONS = ("0001", "0002", "0003", "0004")
"""Every form of the tables that there ever was, oldest first."""
HEAD = REVISIONS[-1]
VERSION_TABLE = "inkread_history_version"  # not Alembic's usual name, which another program's may have


class UtcTime(sa.TypeDecorator[datetime]):
    """An aware time, kept in UTC: SQLite has no zones, and text of equal length sorts by time."""

    impl = sa.DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:  # noqa: ANN401
        """Return the time in UTC without its zone."""
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:  # noqa: ANN401
        """Return the time with its zone."""
        return None if value is None else value.replace(tzinfo=UTC)


metadata = sa.MetaData()

readings = sa.Table(
    "readings",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("made_at", UtcTime, nullable=False),
    sa.Column("door", sa.String(16), nullable=False),
    sa.Column("owner", sa.String(255), nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("confidence", sa.Double, nullable=False),
    sa.Column("candidates", sa.JSON, nullable=False),
    sa.Column("answer_set", sa.JSON, nullable=False),  # `set` is a word of SQL
    sa.Column("refusal", sa.JSON(none_as_null=True)),
    sa.Column("warnings", sa.JSON, nullable=False),
    sa.Column("bundle", sa.Text),
    sa.Column("source", sa.Text),
    sa.Column("correction", sa.Text),
    sa.Column("corrected_at", UtcTime),
    sa.Column("image_bytes", sa.BigInteger),  # of the image's file; null where there is none
    sa.Column("strokes", sa.JSON(none_as_null=True)),
    sa.Column("glyph", sa.LargeBinary),
    sa.Column("glyphs", sa.JSON(none_as_null=True)),  # of words; null for a single character
    sa.Index("readings_by_owner_and_time", "owner", "made_at", "id"),
    sa.Index("readings_by_time", "made_at", "id", "image_bytes"),  # all that a clean-up by size looks at
    sa.Index("readings_by_owner_and_confidence", "owner", "confidence", "id"),
)

probes = sa.Table(
    "probes",
    metadata,
    sa.Column("name", sa.String(32), primary_key=True),
    sa.Column("checked_at", UtcTime, nullable=False),
)
"""One row, written by `Store.check_writable`: only a write tells that the disk takes another one."""

identity = sa.Table("identity", metadata, sa.Column("id", sa.String(32), primary_key=True))
"""One row: a number drawn by lot, which the place of the history's images bears too; see `claim`."""

version = sa.Table(VERSION_TABLE, sa.MetaData(), sa.Column("version_num", sa.String(32), primary_key=True))
"""What Alembic keeps: the one revision that the tables are at."""
