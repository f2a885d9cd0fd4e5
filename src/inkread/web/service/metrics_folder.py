"""Where the workers of one service keep their counters, so that `/metrics` of any of them counts all."""

import contextlib
import os
import shutil
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Final, Self

VARIABLE: Final = "PROMETHEUS_MULTIPROC_DIR"  # prometheus_client looks at it when it is imported
PREFIX: Final = "inkread-metrics-"
LOCK: Final = "in-use"
"""Held by the service's first process and, by inheritance, its workers: with the last of them it is free,
however they ended. A process's number would not do: another container that shares the folder counts anew."""


class MetricsFolder:
    """A fresh folder in a `with` block where several workers share it; else none is needed."""

    def __init__(self, *, shared: bool) -> None:
        """Choose; the folder is made on entering."""
        self._shared = shared
        self._folder: Path | None = None
        self._lock = -1
        self._maker = os.getpid()

    def __enter__(self) -> Self:
        """Make the folder and name it to the processes to come; remove what killed services left."""
        if self._shared:
            _remove_left_over(Path(tempfile.gettempdir()))
            self._folder, self._lock = _made()
            os.environ[VARIABLE] = str(self._folder)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Remove the folder; in the master only, because a worker that ends passes here too."""
        if self._folder is not None and self._maker == os.getpid():
            del os.environ[VARIABLE]
            shutil.rmtree(self._folder, ignore_errors=True)
            os.close(self._lock)

    def forget(self, process: int) -> None:
        """Take back what a worker that ended said about its present state; its counts stay counted."""
        if self._folder is not None:
            from prometheus_client.multiprocess import mark_process_dead

            mark_process_dead(process)  # type: ignore[no-untyped-call]


def _made() -> tuple[Path, int]:
    """Return a fresh folder and its lock, held.

    Between its making and its lock another service that starts may take it for one that was left, and remove
    it: then another one is made.
    """
    while True:
        folder = Path(tempfile.mkdtemp(prefix=PREFIX))
        lock = os.open(folder / LOCK, os.O_CREAT | os.O_RDWR, 0o600)
        if _is_free(lock) and os.fstat(lock).st_nlink:
            return folder, lock
        os.close(lock)


def _remove_left_over(folder: Path) -> None:
    """Remove the folders of services that were killed; another user's, and one just being made, stay."""
    for path in folder.glob(f"{PREFIX}*"):
        with contextlib.suppress(OSError):
            lock = os.open(path / LOCK, os.O_RDWR)
            try:
                if _is_free(lock):
                    shutil.rmtree(path, ignore_errors=True)
            finally:
                os.close(lock)


def _is_free(lock: int) -> bool:
    """Take the lock of an open file; return whether it was free."""
    import fcntl  # several workers there are only where there is this

    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
