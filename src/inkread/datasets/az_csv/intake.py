"""Blocks of lines taken in: the fast way where they are in form, line by line where they are not."""

from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future

from inkread.datasets.az_csv.blocks import HELD_BLOCKS
from inkread.datasets.az_csv.faults import UTF8_MARK, RowError, RowFault, find_fault
from inkread.datasets.az_csv.header import is_header
from inkread.datasets.az_csv.parsers import Parsers
from inkread.datasets.az_csv.quarantine import Quarantine
from inkread.datasets.az_csv.row_store import RowStore
from inkread.datasets.az_csv.rows import Rows
from inkread.errors import DataError

Text = bytes | memoryview

MOST_WAITING = HELD_BLOCKS - 2
"""Blocks on the way: one less than can be held besides the one being read."""


class RowIntake:
    """Puts blocks of lines into a store, the fast way where they are in form, line by line where not.

    Several blocks are parsed at once; they are kept, and their faults reported, in the order of the file.
    """

    def __init__(self, source: str, store: RowStore, parsers: Parsers, quarantine: Quarantine | None) -> None:
        """Take rows of the file that errors call `source`; with a quarantine, set bad ones aside."""
        self._source = source
        self._store = store
        self._parsers = parsers
        self._quarantine = quarantine
        self._waiting: deque[tuple[Text, Future[Rows | None]]] = deque()
        self._line = 1
        self._is_first = True
        self._line_end = b"\n"

    def add(self, block: memoryview) -> None:
        """Check and keep the rows of a block, perhaps only when `MOST_WAITING` further ones were added.

        Raises:
            RowError: at the first bad row, unless bad rows are set aside.
        """
        text: Text = block
        if self._is_first:
            text = self._begin(bytes(block))
        plain = text if self._line_end == b"\n" else _without_returns(bytes(text))
        self._waiting.append((text, self._parsers.submit(plain)))
        if len(self._waiting) > MOST_WAITING:
            self._keep(*self._waiting.popleft())

    def finish(self) -> None:
        """Keep what is still waiting, and refuse a source without rows, or with too many bad ones.

        Raises:
            RowError: at the first bad row, unless bad rows are set aside; or where there are no rows.
            DataError: when more than 0.1 % of the rows are bad.
        """
        while self._waiting:
            self._keep(*self._waiting.popleft())
        num_bad_rows = 0 if self._quarantine is None else self._quarantine.num_rows
        if not len(self._store) + num_bad_rows:
            raise RowError(self._source, RowFault(self._line, 1, "", "empty_file"))
        if self._quarantine is not None:
            self._quarantine.check_share(self._source, len(self._store) + num_bad_rows)

    def _keep(self, text: Text, parsing: Future[Rows | None]) -> None:
        """Keep the rows of a block once it is parsed."""
        rows = parsing.result()
        if rows is None:
            self._add_line_by_line(bytes(text))
        else:
            self._store.add(rows)
            self._line += len(rows)

    def _begin(self, text: bytes) -> bytes:
        """Return the first block without byte-order mark and header, and settle how the lines end."""
        self._is_first = False
        text = text.removeprefix(UTF8_MARK)
        # The majority decides, so that one odd line at the start is the one reported.
        if 2 * text.count(b"\r\n") > text.count(b"\n"):
            self._line_end = b"\r\n"
        first, line_end, rest = text.partition(self._line_end)
        if line_end and is_header(first):
            self._line += 1
            return rest
        return text

    def _add_line_by_line(self, text: bytes) -> None:
        """Keep the good rows of a block that has bad ones, and report or set aside those."""
        good = []
        for raw in _lines(text):
            fault = find_fault(raw, self._line, line_end=self._line_end)
            self._line += 1
            if fault is None:
                good.append(raw)
            elif self._quarantine is None:
                raise RowError(self._source, fault)
            else:
                self._quarantine.add(self._source, fault, raw)
        if good:
            self._store.add(self._parse_checked(b"".join(good)))

    def _parse_checked(self, text: bytes) -> Rows:
        """Return the rows of lines in which no fault was found."""
        rows = self._parsers.submit(text.replace(b"\r\n", b"\n")).result()
        if rows is None:
            raise DataError(
                f"{self._source}, before line {self._line}: expected rows in form, got some that only the"
                " fast reader refuses; please report this file"
            )
        return rows


def _lines(text: bytes) -> Iterator[bytes]:
    """Yield the lines with their line ends; only a line feed ends one, unlike in `bytes.splitlines`."""
    start = 0
    while start < len(text):
        end = text.find(b"\n", start) + 1 or len(text)
        yield text[start:end]
        start = end


def _without_returns(text: bytes) -> bytes:
    """Return `text` with LF line ends, or without any line end if not every one is CRLF."""
    plain = text.replace(b"\r\n", b"\n")
    return plain if len(text) - len(plain) == text.count(b"\n") else b""
