"""The history's database: SQLite in a file, or PostgreSQL by its address; a set of connections a process."""

import contextlib
import json
import os
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from inkread.errors import HistoryError
from inkread.history.faults import told
from inkread.history.file_path import written_out
from inkread.history.shown_address import shown_address

LOCK_SECONDS = 30.0  # that SQLite waits for another process's writing
CONNECT_SECONDS = 10  # that PostgreSQL may take to answer
POSTGRESQL = re.compile(r"^postgres(ql)?(\+psycopg)?://")
DRIVER = "postgresql+psycopg://"
WAL_FIXED = (3, 51, 3)
CACHE_KB = 256
"""What SQLite may keep of the file for each connection. With its usual 2 MB a service of eight threads
grew by up to 16 MB as its history did, for nothing: whenever another connection writes, all of it goes."""
POOL: dict[str, Any] = {"pool_size": 8, "max_overflow": 24, "pool_timeout": LOCK_SECONDS}

_inherited: list[sa.Engine] = []
"""Engines of the process that this one was forked from. Kept, because closing one of their connections
here would undo what a thread of the parent is writing."""


class Database:
    """Connections to one database; for any number of threads, and after a fork.

    Args:
        address: the file of an SQLite database, or an address such as `postgresql://ann@host/inkread`.

    Raises:
        HistoryError: with the code `unreachable`, when there is no such kind of database or no driver for it.
    """

    def __init__(self, address: str | Path) -> None:
        """Remember the address; the first use connects."""
        self._url = _url(address)
        self._shown = shown_address(str(address))
        self._process = os.getpid()
        self._engine = self._connected()

    @property
    def name(self) -> str:
        """The file's path, or the address as people may see it."""
        return self._url.database or "" if self.is_file else self._shown

    @property
    def is_file(self) -> bool:
        """Whether it is an SQLite file, of which `name` is the path."""
        return self._url.get_backend_name() == "sqlite"

    def make_room(self) -> None:
        """Make the folder of a database in a file, and the file, for its owner's eyes only.

        Raises:
            HistoryError: when they cannot be made.
        """
        if self.is_file:
            with told(self.name):
                Path(self.name).parent.mkdir(parents=True, exist_ok=True)
                os.close(os.open(self.name, os.O_CREAT | os.O_RDWR, 0o600))

    @contextlib.contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """Yield a connection in a transaction that only reads."""
        with told(self.name), self._own_engine().connect() as connection:
            yield connection

    @contextlib.contextmanager
    def writing(self, *, patience: float = LOCK_SECONDS) -> Iterator[sa.Connection]:
        """Yield a connection in a transaction that is durable when the block ends.

        Args:
            patience: seconds to wait where another process is writing to an SQLite file.
        """
        options = {"writes": True, "patience": patience}
        with (
            told(self.name),
            self._own_engine().connect().execution_options(**options) as connection,
            connection.begin(),
        ):
            yield connection

    def close(self) -> None:
        """Close the connections; the next use opens new ones."""
        self._own_engine().dispose()

    def _own_engine(self) -> sa.Engine:
        """Return this process's engine."""
        if self._process != os.getpid():
            _inherited.append(self._engine)
            self._engine, self._process = self._connected(), os.getpid()
        return self._engine

    def _connected(self) -> sa.Engine:
        """Return an engine, which connects when it is first used.

        Raises:
            HistoryError: when the driver is not installed.
        """
        settings: dict[str, Any] = {"json_serializer": _json, **POOL}
        try:
            if self.is_file:
                engine = sa.create_engine(self._url, connect_args={"timeout": LOCK_SECONDS}, **settings)
                sa.event.listen(engine, "connect", _prepare)
                sa.event.listen(engine, "begin", _begin)
                return engine
            patience = {"connect_timeout": CONNECT_SECONDS}
            return sa.create_engine(self._url, connect_args=patience, pool_pre_ping=True, **settings)
        except (ImportError, sa.exc.ArgumentError) as error:
            raise HistoryError(
                f"{self.name}: expected the driver of that database, got none ({error});"
                " install it, for PostgreSQL with: pip install 'inkread[postgresql]'",
                code="unreachable",
            ) from error


def journal_mode(version: tuple[int, int, int] = sqlite3.sqlite_version_info[:3]) -> str:
    """Return how SQLite of this version may keep its journal where several processes write.

    From 3.7.0 to 3.51.2 its write-ahead log can be reset under another process's feet, which damages the
    file. There the rollback journal is used, truncated rather than deleted: with `synchronous=FULL` SQLite
    syncs the truncation, but not the folder of a deleted journal, which could come back after a power cut and
    undo the last commit.

    Example:
        >>> journal_mode((3, 40, 1)), journal_mode((3, 51, 3))
        ('TRUNCATE', 'WAL')
    """
    return "WAL" if version >= WAL_FIXED else "TRUNCATE"


def _url(address: str | Path) -> sa.URL:
    """Return the address for SQLAlchemy."""
    if isinstance(address, Path) or "://" not in address:
        return sa.URL.create("sqlite", database=str(written_out(address)))
    try:
        url = sa.make_url(POSTGRESQL.sub(DRIVER, address, count=1))
        known = _is_whole(url)
    except (sa.exc.ArgumentError, ValueError):
        known = False
    if not known:
        scheme = address.partition("://")[0]  # the rest may hold a password
        raise HistoryError(
            f"expected a file or an address such as postgresql://user@host/name, got one that begins with"
            f" {scheme!r}; write it so, and an @ in a password as %40",
            code="unreachable",
        )
    return url


def _is_whole(url: sa.URL) -> bool:
    """Return whether an address names a database of a kind that we know.

    Of a password with an @ in it the rest is taken for the host or the name, which the driver would tell.
    """
    if url.get_backend_name() == "postgresql":
        return bool(url.database) and "@" not in f"{url.host}{url.database}"
    return url.get_backend_name() == "sqlite" and bool(url.database)


def _prepare(connection: Any, _record: object) -> None:  # noqa: ANN401 - the driver's own
    """Set up a new connection to SQLite; what is deleted is overwritten, so that it cannot be dug up."""
    connection.isolation_level = None  # else the driver begins transactions by itself, and too late
    for pragma in (
        f"busy_timeout = {LOCK_SECONDS * 1000:.0f}",
        f"journal_mode = {journal_mode()}",
        "synchronous = FULL",
        "foreign_keys = ON",
        "secure_delete = ON",
        f"cache_size = -{CACHE_KB}",
    ):
        connection.execute(f"PRAGMA {pragma}").close()
    connection.create_function("translate", 3, _translated, deterministic=True)


def _translated(text: str | None, letters: str, others: str) -> str | None:
    """Return a text with each of the letters as the other at its place, as PostgreSQL's `translate` does."""
    return None if text is None else text.translate(str.maketrans(letters, others))


def _begin(connection: sa.Connection) -> None:
    """Begin a transaction; one that writes takes the lock at once.

    Taken later, at the first write after a read, SQLite refuses it as "locked" without waiting: 8 processes
    were refused 104,118 times in 4 s.
    """
    options = connection.get_execution_options()
    patience = options.get("patience", LOCK_SECONDS)
    connection.exec_driver_sql(f"PRAGMA busy_timeout = {patience * 1000:.0f}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("writes") else "BEGIN")


def _json(value: object) -> str:
    """Return `value` as JSON in as few bytes as it takes."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
