"""How far long work is, in a line now and then: for logs, where no bar can move."""

import time
from collections.abc import Callable

import typer

FIRST = 5.0  # seconds until the first line; each of the following takes twice as long
RAREST = 300.0  # seconds between two lines at the most


class ProgressLines:
    """Says on standard error how far it is, less and less often.

    Args:
        clock: returns seconds.
        say: told each line.
    """

    def __init__(
        self,
        *,
        clock: Callable[[], float] = time.monotonic,
        say: Callable[[str], None] = lambda line: typer.echo(line, err=True),
    ) -> None:
        """Begin to wait for the first line."""
        self._clock = clock
        self._say = say
        self._wait = FIRST
        self._due = clock() + FIRST

    def __call__(self, name: str, done: int, total: int | None) -> None:
        """Take notice of how far it is; the end is left to the result."""
        now = self._clock()
        if now < self._due or done == total:
            return
        self._wait = min(2 * self._wait, RAREST)
        self._due = now + self._wait
        goal = "" if total is None else f" of {total:,} ({done / total:.0%})"
        self._say(f"inkread: {name}: {done:,}{goal}")
