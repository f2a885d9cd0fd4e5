"""Revision 0002: a clean-up by size finds what it sums in the index, without reading any glyph."""

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Put the images' sizes into the index by time."""
    op.drop_index("readings_by_time", "readings")
    op.create_index("readings_by_time", "readings", ["made_at", "id", "image_bytes"])
