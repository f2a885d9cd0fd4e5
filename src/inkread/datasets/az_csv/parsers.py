"""Row parsers at work side by side: their array operations leave the interpreter to one another."""

import os
from concurrent.futures import Future, ThreadPoolExecutor
from queue import SimpleQueue
from types import TracebackType
from typing import Self

from inkread.datasets.az_csv.rows import RowParser, Rows

MOST_PARSERS = 4
"""Beyond it the thread that reads the file and keeps the rows is the slowest."""


class Parsers:
    """Parses blocks of rows in threads of its own; a context manager that ends them."""

    def __init__(self) -> None:
        """Start with a parser for each core, up to `MOST_PARSERS`."""
        num_parsers = min(MOST_PARSERS, os.cpu_count() or 1)
        self._pool = ThreadPoolExecutor(num_parsers, thread_name_prefix="inkread-rows")
        # A parser keeps working memory, so each is used by one thread at a time.
        self._idle: SimpleQueue[RowParser] = SimpleQueue()
        for _ in range(num_parsers):
            self._idle.put(RowParser())

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _traceback: TracebackType | None,
    ) -> None:
        """End the threads; blocks that nobody waits for any more are not parsed."""
        self._pool.shutdown(cancel_futures=True)

    def submit(self, block: bytes | memoryview) -> Future[Rows | None]:
        """Return what `RowParser.parse` will make of `block`, which must stay as it is until then."""
        return self._pool.submit(self._parse, block)

    def _parse(self, block: bytes | memoryview) -> Rows | None:
        """Parse `block` with a parser that is idle."""
        parser = self._idle.get()
        try:
            return parser.parse(block)
        finally:
            self._idle.put(parser)
