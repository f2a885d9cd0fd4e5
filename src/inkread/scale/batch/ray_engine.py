"""The engine of many machines: the tasks of a batch carried out by Ray."""

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from inkread.errors import InkreadError
from inkread.scale.batch.engine import NextTask
from inkread.scale.batch.job import Job, Part, Task
from inkread.scale.ray_session import ray_session

AHEAD = 2
"""Tasks under way for each processor: one that is read, and one that Ray can start at once."""


@contextlib.contextmanager
def open_ray(
    job: Job, address: str, work: Callable[[Job, Task], Part], workers: int | None
) -> Iterator["RayTasks"]:
    """Yield the engine, connected to the cluster at `address`.

    Args:
        job: what every worker knows.
        address: see `ray_session`.
        work: what a worker does with a task.
        workers: how many read at once; all processors of the cluster where None.

    Raises:
        ConfigError: when Ray is not installed, or nothing answers at the address.
    """
    with ray_session(address, cpus=workers) as ray:
        number = workers or max(1, int(ray.cluster_resources().get("CPU", 1)))
        yield RayTasks(ray, job, work, number)


@dataclass(frozen=True, slots=True)
class RayTasks:
    """Ray's workers.

    Attributes:
        ray: the module, connected.
        job: what every worker knows.
        work: what it does with a task.
        workers: how many tasks are carried out at once.
    """

    ray: Any
    job: Job
    work: Callable[[Job, Task], Part]
    workers: int

    def run(self, next_task: NextTask) -> Iterator[tuple[Task, Part | None]]:
        """Yield tasks as they end; see `Engine`."""
        remote = self.ray.remote(num_cpus=1, max_retries=0)(self.work)
        job = self.ray.put(self.job)  # once a machine, not once a task
        running: dict[Any, Task] = {}
        while True:
            while len(running) < AHEAD * self.workers and (task := next_task()) is not None:
                running[remote.remote(job, task)] = task
            if not running:
                return
            for ended in self.ray.wait(list(running), num_returns=1)[0]:
                yield running.pop(ended), self._part(ended)

    def _part(self, ended: Any) -> Part | None:  # noqa: ANN401 - a reference of Ray
        """Return what a task made, or None where its worker died.

        Raises:
            InkreadError: what the task raised.
        """
        errors = self.ray.exceptions
        died = (
            errors.WorkerCrashedError,
            errors.NodeDiedError,
            errors.OutOfMemoryError,
            errors.ObjectLostError,
        )
        try:
            part: Part = self.ray.get(ended)
        except died:
            return None
        except errors.RayTaskError as error:
            if isinstance(error.cause, InkreadError):
                raise InkreadError(str(error.cause)) from error
            raise
        return part
