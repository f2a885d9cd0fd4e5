"""Revision 0001: readings, and the probe of whether one more could be written."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the first tables."""
    op.create_table(
        "readings",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("made_at", sa.DateTime, nullable=False),
        sa.Column("door", sa.String(16), nullable=False),
        sa.Column("owner", sa.String(255), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("confidence", sa.Double, nullable=False),
        sa.Column("candidates", sa.JSON, nullable=False),
        sa.Column("answer_set", sa.JSON, nullable=False),
        sa.Column("refusal", sa.JSON),
        sa.Column("warnings", sa.JSON, nullable=False),
        sa.Column("bundle", sa.Text),
        sa.Column("source", sa.Text),
        sa.Column("correction", sa.Text),
        sa.Column("corrected_at", sa.DateTime),
        sa.Column("image_bytes", sa.BigInteger),
        sa.Column("strokes", sa.JSON),
        sa.Column("glyph", sa.LargeBinary),
    )
    op.create_index("readings_by_owner_and_time", "readings", ["owner", "made_at", "id"])
    op.create_index("readings_by_time", "readings", ["made_at", "id"])
    op.create_index("readings_by_owner_and_confidence", "readings", ["owner", "confidence", "id"])
    op.create_table(
        "probes",
        sa.Column("name", sa.String(32), primary_key=True),
        sa.Column("checked_at", sa.DateTime, nullable=False),
    )
