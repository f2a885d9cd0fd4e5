"""What is to be done next, and what to do about a shard whose worker was killed.

A shard is read again when its worker died. When that happened twice, its images are read one by one, each
twice if need be, to find those that kill; then the shard is read a last time without them. So every output
row was read beside the same images as ever, and a worker killed by accident changes no byte.
"""

from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from inkread.errors import InkreadError
from inkread.scale.batch.job import Shard, Task

TRIES = 2
"""How often a worker may die over the same work before the work is suspected."""

PROOF = Task(Shard(-1, 0, 0, None))
"""A task of no images: whoever dies over it does not die of an image."""


@dataclass(slots=True)
class _Inquiry:
    """The search for the images that kill, in one shard."""

    task: Task
    num_open: int
    deadly: set[int] = field(default_factory=set)


class Agenda:
    """Hands out tasks, and takes back how they ended."""

    def __init__(self, shards: Iterator[Shard]) -> None:
        """Hand out the proof that a worker can work, then `shards`."""
        self._shards = shards
        self._urgent: deque[Task] = deque([PROOF])
        self._is_proved = False
        self._deaths: Counter[Task] = Counter()
        self._inquiries: dict[int, _Inquiry] = {}

    def next(self) -> Task | None:
        """Return the next task, or None where there is none for the time being."""
        if self._urgent:
            return self._urgent.popleft()
        if not self._is_proved:
            return None
        shard = next(self._shards, None)
        return None if shard is None else Task(shard)

    def died(self, task: Task) -> None:
        """Note that a worker died over `task`.

        Raises:
            InkreadError: when workers die whatever they are given.
        """
        self._deaths[task] += 1
        if self._deaths[task] < TRIES:
            self._urgent.append(task)
        elif task == PROOF:
            raise InkreadError(
                "expected a worker to start, got two that were killed, perhaps for want of memory; free some,"
                " or use fewer --workers"
            )
        elif task.only is not None:
            self._inquiries[task.shard.number].deadly.add(task.only)
            self._close_one(task)
        else:
            self._inquire(task)

    def ended(self, task: Task) -> bool:
        """Note that `task` was carried out; return whether what it made is to be kept."""
        self._deaths.pop(task, None)
        if task == PROOF:
            self._is_proved = True
        elif task.only is not None:
            self._close_one(task)
        return task != PROOF and task.only is None

    def _inquire(self, task: Task) -> None:
        """Let each image of a shard be read alone, but for those known to kill."""
        if task.shard.number in self._inquiries:
            raise InkreadError(
                f"expected shard {task.shard.number} to be read without the images that kill, got its worker"
                " killed again; free some memory, or use fewer --workers, and go on with --resume"
            )
        alone = [replace(task, only=place) for place in range(task.shard.count)]
        self._inquiries[task.shard.number] = _Inquiry(task, num_open=len(alone))
        self._urgent.extend(alone)
        self._deaths.pop(task)

    def _close_one(self, task: Task) -> None:
        """Note that one image is judged; after the last, the shard is read again without those that kill."""
        self._deaths.pop(task, None)
        inquiry = self._inquiries[task.shard.number]
        inquiry.num_open -= 1
        if inquiry.num_open == 0:
            self._urgent.append(replace(inquiry.task, deadly=frozenset(inquiry.deadly)))
