"""Workers that train along with this process: others of this machine, or Ray's on any."""

import multiprocessing
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from inkread.scale.parent import end_with_parent
from inkread.scale.ray_session import LOCAL, ray_session
from inkread.scale.team import Leader, Member

if TYPE_CHECKING:
    from inkread.training.architectures import Model
    from inkread.training.material import Material
    from inkread.training.recipes import Recipe
    from inkread.training.run_folder import RunOptions

Importing = Callable[[], AbstractContextManager[None]]
"""Wraps the import of the training framework; it is sent to each process by its name."""

THREADS = ("OMP_NUM_THREADS", "TF_NUM_INTRAOP_THREADS", "TF_NUM_INTEROP_THREADS")
LOOPBACK = "127.0.0.1"
SHIPPED = ("config.json", "checkpoint-*.npz")
"""What a worker needs of the run's folder to go on where it stood."""


@dataclass(frozen=True, slots=True, eq=False)
class Call:
    """What a worker is called with.

    Attributes:
        recipe: of the network.
        material: what to train on; without validation images, which the leader alone looks at.
        options: of the run; the folder is the worker's own.
        files: name -> content of what has to be in that folder.
        address: where the leader listens.
        key: what it knows the worker by.
        size: how many train, the leader included.
        threads: of each process.
    """

    recipe: "Recipe"
    material: "Material"
    options: "RunOptions"
    files: dict[str, bytes]
    address: tuple[str, int]
    key: bytes
    size: int
    threads: int


def share_cores(workers: int) -> int:
    """Return how many threads each worker of this machine has, and let this process have no more.

    To be called before the training framework is imported, which reads it then and never again.
    """
    threads = max(1, (os.cpu_count() or 1) // workers)
    os.environ.update(dict.fromkeys(THREADS, str(threads)))
    return threads


@dataclass(frozen=True, slots=True)
class Where:
    """Where the workers beside this process are.

    Attributes:
        workers: how many train, this process included.
        ray: the address of the cluster that the others run on, see `ray_session`; None for this machine.
        importing: wraps the import of the training framework in each process of this machine.
    """

    workers: int
    ray: str | None = None
    importing: Importing = nullcontext


@contextmanager
def workers_beside(
    recipe: "Recipe", material: "Material", options: "RunOptions", where: Where
) -> Iterator[Callable[["Model"], None]]:
    """Yield what makes the network one of a team, for `train` to prepare it with; the others train meanwhile.

    Args:
        recipe: as `train` has it, like the next two.
        material: what to train on.
        options: of the run.
        where: the others are.

    Raises:
        ConfigError: when Ray is not installed, or nothing answers at the address.
        TrainingError: when a worker does not start.
    """
    from inkread.scale.data_parallel import join

    bare = replace(
        material,
        validation_glyphs=material.validation_glyphs[:0],
        validation_labels=material.validation_labels[:0],
    )
    started = _processes if where.ray is None else _ray_tasks
    with started(where) as (host, threads, start):
        leader = Leader(host, where.workers)
        try:
            keys = (leader.address, leader.key, where.workers, threads)
            call = Call(recipe, bare, options, _files(options), *keys)
            leader.gather(start(call))
            yield lambda model: join(model, leader)
        finally:
            leader.close()


def follow(call: Call, rank: int) -> None:
    """Train along with the leader as `rank` of the team, and keep nothing."""
    os.environ.update(dict.fromkeys(THREADS, str(call.threads)))
    from inkread.scale.data_parallel import join
    from inkread.training.fit import train

    with tempfile.TemporaryDirectory() as name:
        for file, content in call.files.items():
            (Path(name) / file).write_bytes(content)
        load = call.options.load
        options = replace(
            call.options,
            folder=Path(name),
            load=None if load is None else Path(name) / load.name,
            save_every=0,
            tensorboard=False,
        )
        member = Member(call.address, call.key, rank=rank, size=call.size)
        try:
            train(call.recipe, call.material, options, prepare=lambda model: join(model, member))
        finally:
            member.close()


def _files(options: "RunOptions") -> dict[str, bytes]:
    """Return what the workers need of the run's folder, and the weights that it starts from."""
    paths = [path for pattern in SHIPPED for path in options.folder.glob(pattern)] if options.resume else []
    return {path.name: path.read_bytes() for path in [*paths, *([options.load] if options.load else [])]}


Start = Callable[[Call], Callable[[], bool]]
"""Starts the workers; returns what tells whether all of them live."""


@contextmanager
def _processes(where: Where) -> Iterator[tuple[str, int, Start]]:
    """Yield the host to listen at, the threads of each process, and what starts processes of this machine."""
    context = multiprocessing.get_context("spawn")  # a forked TensorFlow hangs
    made: list[Any] = []
    calls = context.Queue()
    calls.cancel_join_thread()  # a worker that ended never takes its call: nobody is to wait for that

    def start(call: Call) -> Callable[[], bool]:
        for rank in range(1, where.workers):
            process = context.Process(target=_follow_here, args=(calls, rank, where.importing), daemon=True)
            process.start()
            made.append(process)
            calls.put(call)
        return lambda: all(process.is_alive() for process in made)

    try:
        yield LOOPBACK, share_cores(where.workers), start
    finally:
        for process in made:
            process.join()


def _follow_here(calls: Any, rank: int, importing: Importing) -> None:  # noqa: ANN401 - a queue
    """Be a worker of this machine: end with the leader, without a word, which it has said itself."""
    from inkread.errors import InkreadError

    end_with_parent()
    with importing():  # before the call comes: it is made of the framework's own objects
        import inkread.training.fit  # noqa: F401
    try:
        follow(calls.get(), rank)
    except (InkreadError, KeyboardInterrupt):
        os._exit(1)


@contextmanager
def _ray_tasks(where: Where) -> Iterator[tuple[str, int, Start]]:
    """Yield the host to listen at, the threads of each process, and what starts Ray's tasks."""
    address, workers = str(where.ray), where.workers
    local = address == LOCAL
    with ray_session(address, cpus=workers if local else None) as ray:
        threads = share_cores(workers) if local else max(1, os.cpu_count() or 1)
        made: list[Any] = []

        def start(call: Call) -> Callable[[], bool]:
            task = ray.remote(num_cpus=1, max_retries=0, scheduling_strategy="SPREAD")(follow)
            shared = ray.put(call)
            made.extend(task.remote(shared, rank) for rank in range(1, workers))
            return lambda: not ray.wait(made, timeout=0)[0]

        yield LOOPBACK if local else ray.util.get_node_ip_address(), threads, start
        ray.wait(made, num_returns=len(made))
