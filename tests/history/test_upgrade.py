"""A history of any age opens in today's form with nothing lost; one of a later version is refused by name."""

import contextlib
import json
import sqlite3
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from inkread.errors import HistoryError
from inkread.history import Query, Store
from inkread.history.database import Database
from inkread.history.schema import HEAD, REVISIONS, VERSION_TABLE, metadata, version
from inkread.history.upgrade import run_steps

GOLDEN = Path(__file__).parents[1] / "golden" / "history"


def differences(database):
    """Return how the tables differ from those of the schema."""
    with database.reading() as connection:
        settings = {"version_table": VERSION_TABLE, "compare_type": True}
        return compare_metadata(MigrationContext.configure(connection, opts=settings), metadata)


def test_a_history_of_every_form_is_kept_but_today_s():
    assert [path.stem for path in sorted(GOLDEN.glob("*.sql"))] == [
        f"revision-{name}" for name in REVISIONS if name != HEAD
    ]


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*.sql")), ids=lambda path: path.stem)
def test_an_old_history_opens_with_nothing_lost(path, tmp_path):
    file = tmp_path / "history.db"
    old = sqlite3.connect(file)
    old.executescript(path.read_text("utf-8"))
    old.close()
    store = Store.open(file, images=tmp_path / "images")
    corrected, drawn = store.find(Query(None, order="oldest")).entries
    assert (corrected.text, corrected.set, corrected.correction) == ("O", ("O", "0"), "0")
    assert (corrected.refusal.code, corrected.warnings[0].code) == ("odd", "low_contrast")
    assert corrected.glyph.startswith(b"\x89PNG")
    assert (drawn.owner, drawn.door, drawn.strokes["width"], drawn.glyph) == ("bob", "cli", 280, None)
    assert differences(store.database) == []
    store.close()
    again = Store.open(file, images=tmp_path / "images")
    assert again.find(Query(None)).total == 2
    again.close()


def test_the_steps_from_nothing_lead_to_the_tables_that_a_new_history_has(database_address):
    database = Database(database_address)
    with database.writing() as connection:
        run_steps(connection)
    assert differences(database) == []
    with database.writing() as connection:
        connection.execute(version.delete())
        metadata.drop_all(connection)
        version.drop(connection)
    database.close()
    store = Store.open(database_address, images=Path("unused"))
    assert differences(store.database) == []
    store.close()


def rows_of(path):
    """Return the readings of a kept history, as their columns hold them."""
    with contextlib.closing(sqlite3.connect(":memory:")) as old:
        old.row_factory = sqlite3.Row
        old.executescript(path.read_text("utf-8"))
        return [dict(row) for row in old.execute("SELECT * FROM readings")]


def as_column_takes(column, value):
    """Return what SQLite kept as text as a value of the column."""
    if value is None or not isinstance(value, str):
        return value
    if isinstance(column.type, sa.JSON):
        return json.loads(value)
    return datetime.fromisoformat(value) if isinstance(column.type, sa.DateTime) else value


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*.sql")), ids=lambda path: path.stem)
def test_a_history_of_every_form_is_brought_forward_in_every_database(path, database_address):
    database = Database(database_address)
    with database.writing() as connection:
        run_steps(connection, path.stem.removeprefix("revision-"))
        table = sa.Table("readings", sa.MetaData(), autoload_with=connection)
        for row in rows_of(path):
            values = {name: as_column_takes(table.c[name], value) for name, value in row.items()}
            connection.execute(table.insert().values(values))
    assert differences(database) != []
    database.close()
    store = Store.open(database_address, images=Path("unused"))
    assert differences(store.database) == []
    corrected, drawn = store.find(Query(None, order="oldest")).entries
    assert (corrected.set, corrected.correction, corrected.refusal.code) == (("O", "0"), "0", "odd")
    assert corrected.glyph.startswith(b"\x89PNG")
    assert (drawn.owner, drawn.strokes["width"], drawn.glyph) == ("bob", 280, None)
    store.close()


def test_a_history_of_a_later_version_is_refused_and_left_alone(database_address):
    store = Store.open(database_address, images=Path("unused"))
    with store.database.writing() as connection:
        connection.execute(version.update().values(version_num="9999"))
    with pytest.raises(HistoryError, match=rf"revision {HEAD} or older, got 9999; update inkread") as caught:
        Store.open(database_address, images=Path("unused"))
    assert caught.value.code == "newer"
    store.close()


def test_a_step_that_fails_changes_nothing(tmp_path, monkeypatch):
    database = Database(tmp_path / "history.db")
    with database.writing() as connection:
        run_steps(connection, REVISIONS[0])
    monkeypatch.setattr("alembic.op.create_index", lambda *_, **__: sa.text("broken").missing)
    with pytest.raises(AttributeError):
        Store.open(tmp_path / "history.db", images=tmp_path)
    monkeypatch.undo()
    assert any("readings_by_time" in str(difference) for difference in differences(database))
    Store.open(tmp_path / "history.db", images=tmp_path).close()
    assert differences(database) == []
    database.close()


def test_a_history_that_is_up_to_date_opens_without_alembic(tmp_path):
    code = (
        "import sys; from pathlib import Path; from inkread.history import Store;"
        f" Store.open(Path({str(tmp_path / 'h.db')!r}), images=Path('unused')).close();"
        " sys.exit('alembic' in sys.modules)"
    )
    for _ in ("made", "opened again"):
        assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_importing_the_history_loads_no_database_library():
    code = (
        "import sys, inkread.history; from inkread.history import Entry, Query;"
        " sys.exit(bool({'sqlalchemy', 'alembic', 'PIL', 'cv2'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
