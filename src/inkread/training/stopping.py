"""When a run is done before its last epoch: a callback asked at each epoch's end."""

from collections.abc import Callable, Mapping, Sequence

from inkread.training.recipes import Recipe

Stop = Callable[[Sequence[Mapping[str, float]]], bool]
"""Takes the metrics of the epochs that are done, in order; returns whether the run is done too.

It knows no more than the rows, which a checkpoint keeps: a resumed run stops where the unbroken one did.
"""


def stop_of(recipe: Recipe) -> Stop:
    """Return the callback of a recipe: done after its last epoch, or at the accuracy it stops at."""

    def stop(rows: Sequence[Mapping[str, float]]) -> bool:
        last_epoch = len(rows) >= recipe.epochs
        return last_epoch or has_reached(recipe.stop_at_accuracy, rows)

    return stop


def has_reached(accuracy: float | None, rows: Sequence[Mapping[str, float]]) -> bool:
    """Return whether the last epoch's training accuracy, 0-1, is at least `accuracy`; never, of None."""
    return accuracy is not None and len(rows) > 0 and rows[-1]["accuracy"] >= accuracy
