"""Durations and sizes as options of a command: what tells none is a mistake in its use."""

from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar

import typer

from inkread import amounts
from inkread.errors import ConfigError

Amount = TypeVar("Amount")


def duration(text: str) -> timedelta:
    """Return the duration that an option tells; see `inkread.amounts.duration`.

    Raises:
        typer.BadParameter: when it tells none.
    """
    return _of_option(amounts.duration, text)


def size(text: str) -> int:
    """Return the number of bytes that an option tells; see `inkread.amounts.size`.

    Raises:
        typer.BadParameter: when it tells none.
    """
    return _of_option(amounts.size, text)


def _of_option(parse: Callable[[str], Amount], text: str) -> Amount:
    """Return what `parse` makes of an option."""
    try:
        return parse(text)
    except ConfigError as error:
        raise typer.BadParameter(str(error)) from error
