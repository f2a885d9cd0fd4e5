"""How a study shows itself: a line for each step, and a bar for what is under way, never two at once."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from typing import TYPE_CHECKING

import typer

from inkread.cli.progress import bars
from inkread.cli.training_progress import watching

if TYPE_CHECKING:
    from inkread.training.fit import Watcher


class StudyProgress:
    """Shows one thing at a time: Rich draws one live display, and refuses a second."""

    def __init__(self) -> None:
        """Start with nothing shown."""
        self._shown = ExitStack()
        self._tell: Callable[[str, int, int | None], None] | None = None

    def say(self, sentence: str) -> None:
        """Print a line for the step that begins."""
        self.close()
        typer.echo(sentence, err=True)

    def tell(self, what: str, done: int, total: int) -> None:
        """Move the bar of `what`, opened where there is none."""
        if self._tell is None:
            self._tell = self._shown.enter_context(bars())
        self._tell(what, done, total)

    def watching(self, epochs: int) -> "AbstractContextManager[Watcher]":
        """Return a context that gives the watcher of one training run."""
        return self._watched(epochs)

    def close(self) -> None:
        """Take the bars away."""
        self._shown.close()
        self._tell = None

    @contextmanager
    def _watched(self, epochs: int) -> "Iterator[Watcher]":
        self.close()
        with watching(epochs) as watch:
            yield watch
