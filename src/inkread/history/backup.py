"""A whole history in one file: every reading with its image, checked by sums, for any database."""

import hashlib
import json
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, BinaryIO, Final, Self

from inkread import atomic
from inkread.history.backup_rows import line_of
from inkread.history.claim import number_of
from inkread.history.counts import tally
from inkread.history.faults import OF_A_NEW_BACKUP, told
from inkread.history.rows import Row
from inkread.history.schema import HEAD
from inkread.history.snapshot import snapshot
from inkread.history.zip_time import zip_time

if TYPE_CHECKING:
    from inkread.history.store import Store

FORMAT: Final = 1
MANIFEST: Final = "backup.json"
ROWS: Final = "readings.jsonl"
SUMS: Final = "SHA256SUMS"
BLOCK: Final = 1024 * 1024  # bytes copied at a time

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class BackupFacts:
    """What a backup holds, as its `backup.json` says.

    Attributes:
        format: of the file.
        revision: of the tables that it was made from.
        inkread: the version that made it.
        made_at: when, ISO, UTC.
        readings: how many there are.
        images: how many of them have their image.
        sums: SHA-256 of the list of sums.
    """

    format: int
    revision: str
    inkread: str
    made_at: str
    readings: int
    images: int
    sums: str


def backup(
    store: "Store",
    path: Path,
    *,
    progress: Progress | None = None,
    check: Callable[[Path], object] | None = None,
) -> BackupFacts:
    """Write everything that is kept now to a file, whole or not at all, while others read and write.

    A zip of `readings.jsonl`, a line a reading; the images; `SHA256SUMS` of both, as `sha256sum -c` takes it;
    and `backup.json`. An image that goes while the backup is made is left out, and its reading says so.

    Args:
        store: the history.
        path: the file.
        progress: told the number of readings done and of all.
        check: is shown the file before it takes its place; what it raises leaves all as it was.

    Raises:
        HistoryError: when the history cannot be read, or the file cannot be written.
    """
    total = tally(store).entries
    made_of = number_of(store)
    scratch = path.absolute().parent
    with (
        told(str(path), OF_A_NEW_BACKUP),
        atomic.replacing(path, private=True, check=check) as file,
        zipfile.ZipFile(file, "w") as archive,
        _Parts(archive, scratch) as parts,
    ):
        with snapshot(store.database, scratch) as rows:
            for done, row in enumerate(rows, start=1):
                values = dict(row._mapping)
                image = None if values["image_bytes"] is None else store.pictures.read(values["id"])
                parts.add(values, image)
                if progress:
                    progress(done, max(done, total))
        return parts.finish(made_of)


def image_name(entry_id: str) -> str:
    """Return the name of an image in the archive."""
    return f"images/{entry_id[:2]}/{entry_id}.png"


class _Parts:
    """What goes into the archive: images at once, rows and sums when all are known.

    Args:
        archive: open for writing.
        scratch: a folder with room for the rows.
    """

    def __init__(self, archive: zipfile.ZipFile, scratch: Path) -> None:
        self._archive = archive
        self._rows: BinaryIO = tempfile.TemporaryFile(dir=scratch)  # noqa: SIM115 - closed on leaving
        self._sums: BinaryIO = tempfile.TemporaryFile(dir=scratch)  # noqa: SIM115 - closed on leaving
        self._num_rows = self._num_images = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._rows.close()
        self._sums.close()

    def add(self, values: Row, image: bytes | None) -> None:
        """Add a reading, and its image where it has one."""
        if image is None:
            values["image_bytes"] = None
        else:
            name = image_name(values["id"])
            self._archive.writestr(zipfile.ZipInfo(name, zip_time(values["made_at"])), image)
            self._add_sum(hashlib.sha256(image).hexdigest(), name)
            self._num_images += 1
        self._rows.write(line_of(values))
        self._num_rows += 1

    def finish(self, made_of: str) -> BackupFacts:
        """Write rows, sums and what the backup holds; return the last.

        The number of the history stands in the zip's list as the manifest's comment: within the manifest an
        older inkread knows of nothing more.
        """
        self._add_sum(self._add_file(ROWS, self._rows), ROWS)
        sums = self._add_file(SUMS, self._sums)
        now = datetime.now(UTC)
        about = (FORMAT, HEAD, version("inkread"), now.isoformat())
        facts = BackupFacts(*about, self._num_rows, self._num_images, sums)
        info = zipfile.ZipInfo(MANIFEST, zip_time(now))
        info.comment = made_of.encode()
        self._archive.writestr(info, json.dumps(asdict(facts), indent=2))
        return facts

    def _add_sum(self, digest: str, name: str) -> None:
        """Add a line to the list of sums."""
        self._sums.write(f"{digest}  {name}\n".encode())

    def _add_file(self, name: str, file: BinaryIO) -> str:
        """Copy a file into the archive, compressed; return its SHA-256."""
        file.seek(0)
        digest = hashlib.sha256()
        info = zipfile.ZipInfo(name, zip_time(datetime.now(UTC)))
        info.compress_type = zipfile.ZIP_DEFLATED
        with self._archive.open(info, "w", force_zip64=True) as target:
            while block := file.read(BLOCK):
                digest.update(block)
                target.write(block)
        return digest.hexdigest()
