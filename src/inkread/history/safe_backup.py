"""A backup that makes nothing worse: read back before it counts, and no empty one in place of a full one."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from inkread.errors import HistoryError
from inkread.history.backup import BackupFacts, Progress, backup
from inkread.history.backup_file import made_of, opened_backup, told_facts
from inkread.history.claim import number_of
from inkread.history.generations import date_latest, dated, keep_newest, point_latest, series

if TYPE_CHECKING:
    from inkread.history.store import Store


@dataclass(frozen=True, slots=True)
class BackedUp:
    """A backup that was made.

    Attributes:
        file: where it is.
        facts: what it holds.
        removed: older ones that went for it.
    """

    file: Path
    facts: BackupFacts
    removed: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Wish:
    """How a backup is to be made.

    Attributes:
        now: the time, aware, by which one in a folder is called.
        keep: how many stay in the folder; None for all.
        force: whether an empty one may follow one with readings.
        progress: told the number of readings done and of all.
    """

    now: datetime
    keep: int | None = None
    force: bool = False
    progress: Progress | None = None


def back_up(store: "Store", place: Path, wish: Wish) -> BackedUp:
    """Write everything that is kept to a file, or to a new one of a series in a folder, and read it back.

    Args:
        store: the history.
        place: the file, or a folder that is there.
        wish: how.

    Without a reading it takes the place of no backup that has some. In a folder it may come after one of the
    same history: that was emptied on purpose, and the last backup with readings stays, whatever `keep` says.

    Raises:
        HistoryError: when it cannot be written, is not whole when it is read back, or with the code `emptied`
            when it would hold no reading and the one before it does; the older ones stay then.
    """
    if not place.is_dir():
        check = _check_of(store, [place], force=wish.force)
        return BackedUp(place, backup(store, place, progress=wish.progress, check=check))
    date_latest(place)
    file = dated(place, wish.now)
    before = series(place)
    full = next((path for path in before if _readings(path)), None)
    may_be_empty = wish.force or (full is not None and made_of(full) == number_of(store))
    check = _check_of(store, before, force=may_be_empty)
    facts = backup(store, file, progress=wish.progress, check=check)
    point_latest(file)
    spared = None if facts.readings else full
    removed = keep_newest(place, wish.keep, spared=spared) if wish.keep else ()
    return BackedUp(file, facts, tuple(removed))


def _check_of(store: "Store", before: list[Path], *, force: bool) -> Callable[[Path], None]:
    """Return what looks at a new backup, beside those before it, the newest first."""

    def check(made: Path) -> None:
        with opened_backup(made) as found:
            is_empty = not found.facts.readings
        old = _newest_whole(before) if is_empty and not force else None
        if old is not None and old.facts.readings:
            raise HistoryError(
                f"{store.database.name}: expected readings, as {old.file} has {old.facts.readings:,}, got"
                " none; see whether it is the right history, or make an empty backup with: --force",
                code="emptied",
            )

    return check


def _readings(path: Path) -> int:
    """Return how many readings a file says that it holds; none of what is no backup."""
    facts = told_facts(path)
    return 0 if facts is None else facts.readings


def _newest_whole(before: list[Path]) -> BackedUp | None:
    """Return the first of the files that is a backup, or None."""
    told = ((path, told_facts(path)) for path in before)
    return next((BackedUp(path, facts) for path, facts in told if facts is not None), None)
