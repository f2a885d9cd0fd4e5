"""The database that a search is kept in: opened, with one clear line where that cannot be done."""

import re
import time

import optuna

from inkread.errors import ConfigError
from inkread.history.shown_address import is_clear, shown_address

POSTGRESQL = re.compile(r"^postgres(ql)?://")
DRIVER = "postgresql+psycopg://"  # the one of the extra `study`; SQLAlchemy 2.0 would look for another
LOCK_SECONDS = 60  # that SQLite waits for another process's writing; on a busy machine its own 5 are too few
MADE_BY_ANOTHER = re.compile("duplicate key|already exists|UNIQUE constraint")
TRIES = 5
PAUSE = 1.0  # seconds between two tries, in which another process makes its tables


def open_database(address: str) -> optuna.storages.RDBStorage:
    """Return the storage at `address`, such as `sqlite:///search.db` or `postgresql://…`.

    Raises:
        ConfigError: when its driver is not installed, or nothing answers there.
    """
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    try:
        return _opened(POSTGRESQL.sub(DRIVER, address, count=1))
    except ImportError as error:
        raise ConfigError(
            f"{shown_address(address)}: expected the driver of that database, got {_driver(error)};"
            " install it (PostgreSQL's comes with: pip install 'inkread[study]')"
        ) from error
    except Exception as error:  # SQLAlchemy's and each driver's own
        raise ConfigError(
            f"{shown_address(address)}: expected a database for the search, got {_complaint(error, address)};"
            " check the address"
        ) from error


def _opened(url: str) -> optuna.storages.RDBStorage:
    """Return the storage at `url`, its tables made where they are not there.

    Two processes that begin together make them both: PostgreSQL then refuses one of them with a duplicate
    key, and finds everything made when that one tries again.
    """
    patience = {"connect_args": {"timeout": LOCK_SECONDS}} if url.startswith("sqlite") else {}
    for _ in range(TRIES - 1):
        try:
            return optuna.storages.RDBStorage(url, engine_kwargs=patience)
        except Exception as error:  # SQLAlchemy's, or Optuna's around it
            if not MADE_BY_ANOTHER.search(str(error)):
                raise
            time.sleep(PAUSE)
    return optuna.storages.RDBStorage(url, engine_kwargs=patience)


def _driver(error: ImportError) -> str:
    """Return which package could not be imported."""
    cause = error.__cause__
    name = cause.name if isinstance(cause, ImportError) else None
    return f"no package {name!r}" if name else "none"


def _complaint(error: Exception, address: str) -> str:
    """Return the beginning of a library's message, where it cannot hold a part of a password."""
    if not is_clear(address):
        return "an address that cannot be taken apart (in a password an @ is %40)"
    return str(error).strip().partition("\n")[0][:200] or type(error).__name__
