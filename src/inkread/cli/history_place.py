"""The history that a command of the terminal works on: opened where one is, closed at the end."""

import contextlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from inkread.errors import ConfigError

if TYPE_CHECKING:
    from inkread.history import Store

Address = Annotated[
    str | None,
    typer.Option(
        "--history",
        help="The history: an SQLite file or postgresql://...; else INKREAD_HISTORY or the system's place.",
    ),
]


def is_there(address: str | None) -> bool:
    """Return whether a file with a history is at `address`, or where `--history` says nothing."""
    from inkread.history import history_place

    file = history_place(address).file
    return file is not None and file.is_file()


@contextlib.contextmanager
def opened(address: str | None, *, make: bool = False) -> Iterator["Store"]:
    """Yield the history at `address`.

    Args:
        address: what `--history` says.
        make: whether one is made where there is none; else that is an error.

    Raises:
        ConfigError: when there is none.
        HistoryError: when it cannot be opened.
    """
    from inkread.history import history_place

    place = history_place(address)
    if not make and place.file is not None and not place.file.is_file():
        raise ConfigError(
            f"{place.file}: expected a history, got none; keep a reading with: inkread read IMAGE --keep"
        )
    store = place.open()
    try:
        yield store
    finally:
        store.close()
