"""Where the workers of one service keep their counters, so that `/metrics` of any of them counts all."""

import os
import shutil
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Final, Self

VARIABLE: Final = "PROMETHEUS_MULTIPROC_DIR"  # prometheus_client looks at it when it is imported


class MetricsFolder:
    """A fresh folder in a `with` block where several workers share it; else none is needed."""

    def __init__(self, *, shared: bool) -> None:
        """Choose; the folder is made on entering."""
        self._shared = shared
        self._folder: Path | None = None
        self._maker = os.getpid()

    def __enter__(self) -> Self:
        """Make the folder and name it to the processes to come."""
        if self._shared:
            self._folder = Path(tempfile.mkdtemp(prefix="inkread-metrics-"))
            os.environ[VARIABLE] = str(self._folder)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Remove the folder; in the master only, because a worker that ends passes here too."""
        if self._folder is not None and self._maker == os.getpid():
            del os.environ[VARIABLE]
            shutil.rmtree(self._folder, ignore_errors=True)

    def forget(self, process: int) -> None:
        """Take back what a worker that ended said about its present state; its counts stay counted."""
        if self._folder is not None:
            from prometheus_client.multiprocess import mark_process_dead

            mark_process_dead(process)  # type: ignore[no-untyped-call]
