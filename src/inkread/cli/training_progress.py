"""How a training run shows itself: a bar for the epoch under way, a line for each that is done."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from rich.progress import Progress

    from inkread.training.checkpoint import Position
    from inkread.training.fit import Watcher


@contextmanager
def watching(epochs: int) -> "Iterator[Watcher]":
    """Yield a watcher for `train` that says on standard error how the run goes.

    A terminal shows a bar with the epoch's running loss and accuracy and a line for each epoch done;
    anything else gets the lines alone.
    """
    if not sys.stderr.isatty():

        def tell(position: "Position", _num_steps: int) -> None:
            if position.step == 0:
                typer.echo(_line(position, epochs), err=True)

        yield tell
        return
    with _columns() as shown:
        yield _bar(shown, epochs)


def _bar(shown: "Progress", epochs: int) -> "Callable[[Position, int], None]":
    """Return a watcher that moves one bar, started anew with each epoch."""
    task = shown.add_task("training", total=None, reached="")

    def tell(position: "Position", num_steps: int) -> None:
        if position.step == 0:
            shown.console.print(_line(position, epochs), highlight=False)
            shown.reset(task, total=num_steps, reached="", visible=position.epoch < epochs)
            return
        shown.update(
            task,
            description=f"epoch {position.epoch + 1}/{epochs}",
            completed=position.step,
            total=num_steps,
            reached=_words(position.means()),
        )

    return tell


def _columns() -> "Progress":
    """Return a bar's columns: epoch, bar, share, time left, loss and accuracy."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    return Progress(
        TextColumn("{task.description}"),
        BarColumn(bar_width=20),
        TaskProgressColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[reached]}"),
        console=Console(stderr=True),
        transient=True,
    )


def _line(position: "Position", epochs: int) -> str:
    """Return what the epoch just done came to."""
    return f"epoch {position.epoch}/{epochs} {_words(position.rows[-1])}"


def _words(metrics: dict[str, float]) -> str:
    """Return loss and accuracy in a person's words, the validation part's where it is known.

    Example:
        >>> _words({"loss": 0.4213, "accuracy": 0.8731, "validation_accuracy": 0.901})
        'loss 0.42 accuracy 87.3 % validation 90.1 %'
    """
    said = f"loss {metrics['loss']:.2f} accuracy {metrics['accuracy']:.1%}".replace("%", " %")
    if "validation_accuracy" in metrics:
        said += f" validation {100 * metrics['validation_accuracy']:.1f} %"
    return said
