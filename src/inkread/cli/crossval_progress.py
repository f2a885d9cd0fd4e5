"""How a cross-validation shows itself: one bar over all networks, or a line for each epoch."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from inkread.cli.progress import bars
from inkread.cli.quiet_tensorflow import quiet_tensorflow

if TYPE_CHECKING:
    from inkread.study.crossval import Listener
    from inkread.training.crossval.side_by_side import Told

PARTS = 100  # of one network on the bar


@contextmanager
def listening(epochs: int) -> "Iterator[Listener]":
    """Yield who is told how a cross-validation of networks of `epochs` goes, on standard error.

    A terminal shows a bar; anything else gets a line for each epoch of each network.
    """
    from inkread.study.crossval import Listener

    with bars() as tell:
        parts: dict[str, float] = {}

        def hear(told: "Told") -> None:
            if sys.stderr.isatty():
                parts[told.name] = (told.epoch + told.share) / epochs
                tell("training", round(PARTS * sum(parts.values())), PARTS * told.num_fits)
            elif told.metrics:
                typer.echo(line(told, epochs), err=True)

        yield Listener(tell, hear, lambda sentence: typer.echo(sentence, err=True), quiet_tensorflow)


def line(told: "Told", epochs: int) -> str:
    """Return what the epoch just done came to."""
    metrics = told.metrics
    return (
        f"{told.name} epoch {told.epoch}/{epochs} loss {metrics['loss']:.2f}"
        f" accuracy {100 * metrics['accuracy']:.1f} %"
        f" held out {100 * metrics['validation_accuracy']:.1f} %"
    )
