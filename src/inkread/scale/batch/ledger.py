"""The parts of an unfinished batch on disk, and the ledger that says which of them count.

A part is written and flushed first, then its line in the ledger; only the line makes it count. A process
killed, or a disk filled, at any moment leaves lines for whole parts only, and the rest is done again.
"""

import hashlib
import json
import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from inkread import atomic
from inkread.errors import DataError
from inkread.scale.batch.job import Part, Shard

LEDGER = "ledger.jsonl"
ROWS, BAD = "rows", "bad"


@dataclass(frozen=True, slots=True)
class Entry:
    """A shard that is done.

    Attributes:
        number: the shard's.
        count: its images.
        reasons: reason code -> how many of them could not be read for it.
        digest: SHA-256 of its rows and its bad rows.
    """

    number: int
    count: int
    reasons: dict[str, int]
    digest: str


class Ledger:
    """The done shards of one batch.

    Args:
        folder: the batch's own, which nobody else writes into.
    """

    def __init__(self, folder: Path) -> None:
        """Read what is done; a last line that a kill cut short does not count."""
        self._folder = folder
        self._digests: dict[int, bytes] = {}
        self.num_images = 0
        self.reasons: Counter[str] = Counter()
        self._size = 0
        for entry, end in _entries(folder / LEDGER):
            self._note(entry)
            self._size = end

    def __contains__(self, number: object) -> bool:
        """Return whether the shard of this number is done."""
        return number in self._digests

    def __len__(self) -> int:
        """Return how many shards are done."""
        return len(self._digests)

    def commit(self, shard: Shard, part: Part) -> None:
        """Keep what a shard was read as; a second time is no harm and has no effect.

        Raises:
            OSError: when the disk is full; the shard is not done then.
        """
        if shard.number in self:
            return
        atomic.write_bytes(self._path(shard.number, BAD), part.bad)
        atomic.write_bytes(self._path(shard.number, ROWS), part.rows)
        entry = Entry(shard.number, shard.count, part.reasons, _digest(part.rows, part.bad).hex())
        line = (json.dumps(asdict(entry)) + "\n").encode("ascii")
        with (self._folder / LEDGER).open("ab") as file:
            file.truncate(self._size)  # what a kill or a full disk left of an earlier line
            file.write(line)
            file.flush()
            os.fsync(file.fileno())
        self._size += len(line)
        self._note(entry)

    def parts(self) -> Iterator[tuple[bytes, bytes]]:
        """Yield rows and bad rows of each shard, in the order of the shards.

        Raises:
            DataError: when one is missing or was altered.
        """
        for number in range(len(self._digests)):
            try:
                rows, bad = (self._path(number, kind).read_bytes() for kind in (ROWS, BAD))
            except FileNotFoundError as error:
                raise DataError(
                    f"{error.filename}: expected a part of the batch, got none; {ANEW}"
                ) from error
            if _digest(rows, bad) != self._digests[number]:
                raise DataError(
                    f"{self._path(number, ROWS)}: expected the part as it was written, got another; {ANEW}"
                )
            yield rows, bad

    def _note(self, entry: Entry) -> None:
        """Count a shard that is done."""
        self._digests[entry.number] = bytes.fromhex(entry.digest)
        self.num_images += entry.count
        self.reasons.update(entry.reasons)

    def _path(self, number: int, kind: str) -> Path:
        """Return the file of a part."""
        return self._folder / f"{number:09}.{kind}"


ANEW = "delete the folder, and begin anew"


def _entries(path: Path) -> Iterator[tuple[Entry, int]]:
    """Yield the whole lines of a ledger, each with the byte after it."""
    if not path.exists():
        return
    end = 0
    with path.open("rb") as file:
        for line in file:
            fields = _fields(line)
            if fields is None:
                return
            end += len(line)
            yield Entry(**fields), end


def _fields(line: bytes) -> dict[str, Any] | None:
    """Return what a line says, or None where it is not whole."""
    if not line.endswith(b"\n"):
        return None
    try:
        fields: dict[str, Any] = json.loads(line)
    except ValueError:  # power was lost between the file's growing and its content
        return None
    return fields


def _digest(rows: bytes, bad: bytes) -> bytes:
    """Return a digest of both tables of a part."""
    return hashlib.sha256(hashlib.sha256(rows).digest() + bad).digest()
