"""Alembic's way in: it runs the steps on the connection, and in the transaction, that it is handed."""

from alembic import context

from inkread.history.schema import VERSION_TABLE, metadata


def run() -> None:
    """Run the steps that are missing."""
    context.configure(
        connection=context.config.attributes["connection"],
        target_metadata=metadata,
        version_table=VERSION_TABLE,
        render_as_batch=True,  # SQLite changes a column by copying its table
    )
    context.run_migrations()


if __name__ == "env_py":  # what Alembic calls this file when it runs it
    run()
