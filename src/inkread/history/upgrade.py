"""Brings a history's tables to today's form: made whole where there are none, else step by step."""

import uuid
from pathlib import Path

import sqlalchemy as sa

from inkread.errors import HistoryError
from inkread.history.database import Database
from inkread.history.schema import HEAD, REVISIONS, identity, metadata, version

STEPS = Path(__file__).parent / "migrations"
LOCK = 0x696E6B72656164  # "inkread": PostgreSQL's advisory locks are known by a number


def upgrade(database: Database) -> None:
    """Bring the tables to the revision `HEAD`; any number of processes may do so at once.

    Alembic, half a second to import, is needed only where an old form is to be changed.

    Raises:
        HistoryError: with the code `newer` when a later version of inkread made them, or `unreachable`.
    """
    with database.reading() as connection:
        found = _revision(connection, database.name)
    if found == HEAD:
        return
    with database.writing() as connection:
        if not database.is_file:
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(LOCK)))
        found = _revision(connection, database.name)  # another process may have been first
        if found is None:
            metadata.create_all(connection, checkfirst=False)
            connection.execute(identity.insert().values(id=uuid.uuid4().hex))
            version.create(connection, checkfirst=False)
            connection.execute(version.insert().values(version_num=HEAD))
        elif found != HEAD:
            run_steps(connection)


def run_steps(connection: sa.Connection, revision: str = HEAD) -> None:
    """Run the steps up to a revision that are missing, in the connection's transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(STEPS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def _revision(connection: sa.Connection, place: str) -> str | None:
    """Return the revision that the tables are at, or None where there are none."""
    if not sa.inspect(connection).has_table(version.name):
        return None
    found = connection.scalar(sa.select(version.c.version_num))
    if found not in REVISIONS:
        raise HistoryError(
            f"{place}: expected a history of revision {HEAD} or older, got {found}; update inkread, or name"
            " another history",
            code="newer",
        )
    return str(found)
