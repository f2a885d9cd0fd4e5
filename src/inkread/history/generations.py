"""Backups of a history in one folder, called by their time: the newest so many, none older than so long."""

import contextlib
import os
import re
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from inkread.atomic import LEFTOVER, STALE_SECONDS
from inkread.history.faults import told

TIME: Final = "%Y%m%dT%H%M%SZ"
NAME: Final = re.compile(r"(?P<kind>history|before)-(?P<time>\d{8}T\d{6}Z)(?:-[0-9a-z-]+)?\.zip")
"""`history-…` is one of a series; `before-…` is what an installer makes before it brings another release."""
SERIES: Final = "history"
LATEST: Final = "latest.zip"


def dated(folder: Path, now: datetime) -> Path:
    """Return the file of a backup that is made now.

    >>> dated(Path("kept"), datetime(2026, 3, 1, 3, 15, tzinfo=UTC)).name
    'history-20260301T031500Z.zip'
    """
    return folder / f"{SERIES}-{now.astimezone(UTC).strftime(TIME)}.zip"


def series(folder: Path) -> list[Path]:
    """Return the backups of the series in a folder, the newest first."""
    return sorted((path for path, kind, _ in _found(folder) if kind == SERIES), reverse=True)


def date_latest(folder: Path) -> None:
    """Give the one backup that an older inkread kept, and wrote anew each time, its place in the series.

    Raises:
        HistoryError: when the folder cannot be written.
    """
    latest = folder / LATEST
    with told(str(folder)):
        if latest.is_file() and not latest.is_symlink():
            latest.rename(dated(folder, datetime.fromtimestamp(latest.stat().st_mtime, UTC)))


def point_latest(path: Path) -> None:
    """Let `latest.zip` beside a backup lead to it, where the system has such links."""
    link = path.with_name(LATEST)
    new = path.with_name(f".{LATEST}.link")
    with contextlib.suppress(OSError, NotImplementedError):
        new.unlink(missing_ok=True)
        new.symlink_to(path.name)
        new.replace(link)


def keep_newest(folder: Path, count: int, *, spared: Path | None = None) -> list[Path]:
    """Remove all but the newest of a series, and what killed backups left; return what of the series went.

    Args:
        folder: where they are.
        count: how many stay.
        spared: one that stays beside them, however old it is.

    Raises:
        HistoryError: when something cannot be removed.
    """
    with told(str(folder)):
        _remove_left_over(folder)
        return _removed([path for path in series(folder)[count:] if path != spared])


def remove_older(folder: Path, limit: datetime, *, dry_run: bool = False) -> list[Path]:
    """Remove the backups of a folder that were made before a time, an installer's too; return them.

    Raises:
        HistoryError: when something cannot be removed.
    """
    with told(str(folder)):
        old = sorted(path for path, _, made_at in _found(folder) if made_at < limit)
        return old if dry_run else _removed(old)


def _found(folder: Path) -> Iterator[tuple[Path, str, datetime]]:
    """Yield the backups in a folder: file, kind, when it was made."""
    with told(str(folder)):
        for path in folder.iterdir():
            if match := NAME.fullmatch(path.name):
                yield path, match["kind"], datetime.strptime(match["time"], TIME).replace(tzinfo=UTC)


def _removed(paths: list[Path]) -> list[Path]:
    """Remove files and return them; a link that led to one of them goes with it."""
    for path in paths:
        path.unlink(missing_ok=True)
        link = path.with_name(LATEST)
        if link.is_symlink() and not link.exists():
            link.unlink(missing_ok=True)
    return paths


def _remove_left_over(folder: Path) -> None:
    """Remove the temporary files of backups that were killed."""
    for entry in os.scandir(folder):
        match = LEFTOVER.fullmatch(entry.name)
        if match and NAME.fullmatch(match["target"]) and time.time() - entry.stat().st_mtime > STALE_SECONDS:
            Path(entry.path).unlink(missing_ok=True)
