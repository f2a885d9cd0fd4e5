"""Revision 0003: readings of words are kept too, with each of their characters and where it stands."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make room for the characters of a word; what was kept before is single characters."""
    op.add_column("readings", sa.Column("glyphs", sa.JSON))
