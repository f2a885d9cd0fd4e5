"""A backup's file, opened for reading: nothing of it is believed before its sums are right."""

import contextlib
import errno
import hashlib
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from inkread.errors import HistoryError
from inkread.history.backup import BLOCK, FORMAT, MANIFEST, ROWS, SUMS, BackupFacts, Progress, image_name
from inkread.history.backup_rows import LONGEST_LINE, row_of
from inkread.history.faults import OF_A_BACKUP, told
from inkread.history.rows import Row
from inkread.history.schema import HEAD, REVISIONS
from inkread.zip_damage import ZIP_DAMAGE

NAME: Final = re.compile(r"images/(?P<folder>[0-9a-f]{2})/(?P=folder)[0-9a-f]{30}\.png")
SUM: Final = re.compile(r"(?P<digest>[0-9a-f]{64})  (?P<name>\S+)\n")
LONGEST_MANIFEST: Final = 64 * 1024  # bytes
LARGEST_IMAGE: Final = 256 * 1024 * 1024  # bytes; what the decoder lets through is smaller as a PNG


class BackupFile:
    """A backup whose every part was checked.

    Attributes:
        facts: what it holds.
    """

    def __init__(self, archive: zipfile.ZipFile, facts: BackupFacts) -> None:
        """Take a checked archive; call `opened_backup`."""
        self._archive = archive
        self._names = frozenset(archive.namelist())
        self.facts = facts

    def rows(self) -> Iterator[Row]:
        """Yield the readings' rows, by id."""
        with self._archive.open(ROWS) as file:
            while line := file.readline(LONGEST_LINE):
                yield row_of(line)

    def image(self, entry_id: str) -> bytes | None:
        """Return the image of a reading, or None where the backup has none."""
        name = image_name(entry_id)
        return self._archive.read(name) if name in self._names else None


@contextlib.contextmanager
def opened_backup(path: Path, *, progress: Progress | None = None) -> Iterator[BackupFile]:
    """Yield a backup after reading all of it once.

    Args:
        path: the file.
        progress: told the number of files checked and of all.

    Raises:
        HistoryError: with the code `damaged` when a part is missing, altered or no part of a backup, `newer`
            when a later inkread made it, `unreachable` when the file cannot be read.
    """
    with told(str(path), OF_A_BACKUP), contextlib.ExitStack() as opened:
        try:
            archive = opened.enter_context(zipfile.ZipFile(path))
            backup = BackupFile(archive, _facts(path, archive))
            _check(archive, backup.facts, progress)
            num_rows = sum(1 for _ in backup.rows())
            if num_rows != backup.facts.readings:
                raise ValueError(f"{num_rows} readings instead of {backup.facts.readings}")
        except (*ZIP_DAMAGE, OSError) as error:
            if isinstance(error, OSError) and error.errno != errno.EINVAL:
                raise  # of the disk; an invalid argument is a place before the file's begin
            said = " ".join(str(error).split())[:200] or type(error).__name__
            raise HistoryError(
                f"{path}: expected a whole backup of a history, got {said}; take another", code="damaged"
            ) from error
        yield backup


def told_facts(path: Path) -> BackupFacts | None:
    """Return what a file says that it holds as a backup, unchecked; None where it cannot be told."""
    try:
        with zipfile.ZipFile(path) as archive:
            return _facts(path, archive)
    except (*ZIP_DAMAGE, HistoryError, OSError):
        return None


def made_of(path: Path) -> str | None:
    """Return the number of the history that a backup was made of; None where it does not say."""
    try:
        with zipfile.ZipFile(path) as archive:
            return archive.getinfo(MANIFEST).comment.decode("ascii") or None
    except (*ZIP_DAMAGE, OSError):
        return None


def _facts(path: Path, archive: zipfile.ZipFile) -> BackupFacts:
    """Return what the backup says that it holds."""
    with archive.open(MANIFEST) as file:
        said = json.loads(file.read(LONGEST_MANIFEST))
    if not isinstance(said, dict) or not isinstance(said.get("format"), int):
        raise ValueError(f"no {MANIFEST} of a backup")
    if said["format"] > FORMAT or said.get("revision") not in REVISIONS:
        raise HistoryError(
            f"{path}: expected a backup of format {FORMAT} and revision {HEAD} or older, got format"
            f" {said['format']} and revision {said.get('revision')}; update inkread",
            code="newer",
        )
    return BackupFacts(**said)


def _check(archive: zipfile.ZipFile, facts: BackupFacts, progress: Progress | None) -> None:
    """Raise ValueError unless the archive holds what its sums say, and nothing else."""
    sums = _sums(archive, facts)
    infos = archive.infolist()
    names = [info.filename for info in infos]
    if len(set(names)) != len(names) or set(names) != {*sums, SUMS, MANIFEST}:
        raise ValueError("other files than its sums tell of")
    for done, info in enumerate(infos, start=1):
        if NAME.fullmatch(info.filename) and (
            info.compress_type != zipfile.ZIP_STORED or info.file_size > LARGEST_IMAGE
        ):
            raise ValueError(f"{info.filename} of another form")
        expected = sums.get(info.filename)
        if expected is not None and _digest(archive, info) != expected:
            raise ValueError(f"{info.filename} altered")
        if progress:
            progress(done, len(infos))
    if len(sums) != facts.images + 1:
        raise ValueError(f"{len(sums) - 1} images instead of {facts.images}")


def _sums(archive: zipfile.ZipFile, facts: BackupFacts) -> dict[str, str]:
    """Return name -> SHA-256 of everything that the backup should hold."""
    if _digest(archive, archive.getinfo(SUMS)) != facts.sums:
        raise ValueError(f"{SUMS} altered")
    sums: dict[str, str] = {}
    with archive.open(SUMS) as file:
        for line in file:
            match = SUM.fullmatch(line.decode("ascii"))
            if match is None or not (match["name"] == ROWS or NAME.fullmatch(match["name"])):
                raise ValueError(f"{line[:80]!r} in {SUMS}")
            sums[match["name"]] = match["digest"]
    if ROWS not in sums:
        raise ValueError(f"no {ROWS}")
    return sums


def _digest(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> str:
    """Return the SHA-256 of a part; its checksum in the zip is compared on the way."""
    digest = hashlib.sha256()
    with archive.open(info) as file:
        while block := file.read(BLOCK):
            digest.update(block)
    return digest.hexdigest()
