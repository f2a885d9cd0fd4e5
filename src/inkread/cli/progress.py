"""Progress bars on standard error where someone is there to see them, or lines for a log."""

import contextlib
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from inkread.cli.progress_lines import ProgressLines

if TYPE_CHECKING:
    from rich.progress import TaskID


@contextlib.contextmanager
def bars(*, in_bytes: bool = False, lines: bool = False) -> Iterator[Callable[[str, int, int | None], None]]:
    """Yield a function to tell a name, how far it is, and how far it goes; each name gets a bar.

    Nothing is drawn, and Rich not even imported, where standard error is no terminal.

    Args:
        in_bytes: whether the numbers are bytes, to be shown as such.
        lines: whether a line is written now and then where no bar can be.
    """
    if not sys.stderr.isatty():
        yield ProgressLines() if lines else lambda _name, _done, _total: None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        DownloadColumn,
        Progress,
        TaskProgressColumn,
        TextColumn,
        TimeRemainingColumn,
    )

    share = DownloadColumn() if in_bytes else TaskProgressColumn()
    columns = (TextColumn("{task.description}"), BarColumn(), share, TimeRemainingColumn())
    tasks: dict[str, TaskID] = {}
    with Progress(*columns, console=Console(stderr=True), transient=True) as shown:

        def tell(name: str, done: int, total: int | None) -> None:
            if name not in tasks:
                tasks[name] = shown.add_task(name, total=total)
            shown.update(tasks[name], completed=done, total=total)

        yield tell
