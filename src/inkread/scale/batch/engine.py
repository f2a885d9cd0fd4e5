"""What carries out the tasks of a batch, whether processes of this machine or Ray's."""

from collections.abc import Callable, Iterator
from typing import Protocol

from inkread.scale.batch.job import Part, Task

NextTask = Callable[[], Task | None]
"""Returns the next task, or None where there is none for the time being."""


class Engine(Protocol):
    """Workers that are handed tasks."""

    def run(self, next_task: NextTask) -> Iterator[tuple[Task, Part | None]]:
        """Yield tasks in the order in which they end, each with what it made; None where its worker died.

        Asks for further tasks as workers become free, a few ahead, and ends when none is under way and there
        is none for the time being.

        Raises:
            InkreadError: what a task raised.
        """
