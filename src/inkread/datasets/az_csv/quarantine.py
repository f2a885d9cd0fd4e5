"""Bad rows set aside in a file of their own, so that the good ones can be used and nothing is lost."""

import contextlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from inkread import atomic
from inkread.datasets.az_csv.faults import RowFault
from inkread.errors import DataError

LARGEST_BAD_SHARE = 0.001
"""Above one bad row in a thousand the file itself is in doubt, not a few rows of it."""


@dataclass(slots=True)
class Quarantine:
    """An open quarantine file: one JSON record a line, with the fault and the raw row.

    Attributes:
        path: where the file will stand when the reading has ended well.
        file: the open file.
        most_rows: the most rows the source can hold, where that is known, for giving up early.
        num_rows: how many rows were set aside.
    """

    path: Path
    file: BinaryIO
    most_rows: int | None
    num_rows: int = 0

    def add(self, source: str, fault: RowFault, raw: bytes) -> None:
        """Set one row aside.

        The raw row is kept as Latin-1 text, in which every byte has a sign: `row.encode("latin-1")` gives
        back the bytes.

        Raises:
            DataError: when the bad rows must end up above the limit, however good the rest is.
        """
        record = {"source": source, **fault.to_dict(), "row": raw.decode("latin-1")}
        self.file.write(json.dumps(record).encode("ascii") + b"\n")
        self.num_rows += 1
        if self.most_rows is not None:
            self.check_share(source, self.most_rows, last=fault)

    def check_share(self, source: str, num_rows: int, *, last: RowFault | None = None) -> None:
        """Refuse a source of `num_rows` rows, good and bad, of which too many were bad.

        Raises:
            DataError: above `LARGEST_BAD_SHARE`.
        """
        if self.num_rows <= LARGEST_BAD_SHARE * num_rows:
            return
        example = "" if last is None else f" (the last one in line {last.line}: {last.reason})"
        raise DataError(
            f"{source}: expected at most {LARGEST_BAD_SHARE:.1%} bad rows to skip, got {self.num_rows}"
            f" of at most {num_rows}{example}; repair the file, or fetch it again"
        )


@contextlib.contextmanager
def open_quarantine(path: Path, most_rows: int | None) -> Iterator[Quarantine]:
    """Open a quarantine file; it takes an older one's place only when the block ends without an error.

    Raises:
        DataError: when no file can be written there.
    """
    with contextlib.ExitStack() as stack:
        try:
            file = stack.enter_context(atomic.replacing(path))
        except OSError as error:
            raise DataError(
                f"{path}: expected a place for bad rows, got {error.strerror}; name another with --quarantine"
            ) from error
        yield Quarantine(path, file, most_rows)
