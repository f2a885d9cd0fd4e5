"""The clean-up: what is too old or too much goes, by a policy, and what killed processes left."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Literal

from inkread.amounts import LONGEST, MOST_BYTES
from inkread.errors import ConfigError
from inkread.history.claim import claim
from inkread.history.footprints import Footprint, aged, beyond, strip
from inkread.history.sweep import lost_images, stray_files

if TYPE_CHECKING:
    from inkread.history.store import Store

Rows = Literal["keep", "delete"]
Reason = Literal["age", "size", "stray", "lost"]


@dataclass(frozen=True, slots=True)
class Policy:
    """What a clean-up lets go.

    Attributes:
        older_than: entries kept longer ago than this; None for none.
        max_size: bytes that all images may take together; the oldest go first; None for any.
        rows: of an entry that goes, `keep` leaves what was read, without its image, strokes and glyph;
            `delete` leaves nothing.
        spare_corrected: whether corrected entries stay as they are, however old and however large.
        stray_age: how old a file without an entry must be; a younger one's entry may be on its way.

    Raises:
        ConfigError: when a limit is below 0, an age over 1,000 years, a size over 2^63 - 1, or `rows` is
            something else.
    """

    older_than: timedelta | None = None
    max_size: int | None = None
    rows: Rows = "keep"
    spare_corrected: bool = False
    stray_age: timedelta = timedelta(hours=1)

    def __post_init__(self) -> None:
        """Refuse limits that mean nothing."""
        if self.older_than is not None and not timedelta(0) <= self.older_than <= LONGEST:
            raise ConfigError(
                f"expected an age from 0 to 1,000 years, got {self.older_than}; 7 days are usual"
            )
        if self.max_size is not None and not 0 <= self.max_size <= MOST_BYTES:
            raise ConfigError(f"expected a size from 0 to {MOST_BYTES:,}, got {self.max_size}; name bytes")
        if self.rows not in ("keep", "delete"):
            raise ConfigError(f"expected rows as 'keep' or 'delete', got {self.rows!r}; choose one")


@dataclass(frozen=True, slots=True)
class Going:
    """One thing that goes.

    Attributes:
        id: the entry's, or a stray file's name.
        reason: `age`, `size`, `stray` (a file without an entry) or `lost` (an entry whose image is gone).
        bytes: that this frees on the disk.
    """

    id: str
    reason: Reason
    bytes: int


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What a clean-up did, or would do.

    Attributes:
        aged: entries that were too old.
        oversized: entries whose images were too much.
        strays: files without an entry.
        lost: entries that no longer say they have an image, because it was gone.
        bytes: freed on the disk, by images and strays.
        dry_run: whether nothing was changed.
    """

    aged: int
    oversized: int
    strays: int
    lost: int
    bytes: int
    dry_run: bool


def clean(
    store: "Store",
    policy: Policy,
    *,
    now: datetime,
    dry_run: bool = False,
    tell: Callable[[Going], None] | None = None,
) -> Cleaned:
    """Let go what the policy says, while others read and write, in this and in other processes.

    An entry's row is changed first and its file removed after: a clean-up killed in between leaves a file
    without an entry, which the next one sweeps up.

    Args:
        store: the history.
        policy: what goes.
        now: the time that ages are counted from, aware.
        dry_run: whether to tell only.
        tell: told each thing that goes.

    Raises:
        HistoryError: when the database or the disk fails, or the images' place is another history's.
    """
    claim(store, dry_run=dry_run)
    counts: Counter[str] = Counter()
    freed = 0
    for batch in _plan(store, policy, now):
        if not dry_run:
            _carry_out(store, policy, batch)
        for going in batch:
            counts[going.reason] += 1
            freed += going.bytes
            if tell:
                tell(going)
    return Cleaned(counts["age"], counts["size"], counts["stray"], counts["lost"], freed, dry_run)


def _plan(store: "Store", policy: Policy, now: datetime) -> Iterator[list[Going]]:
    """Yield what goes, each batch for one reason."""
    limit = None if policy.older_than is None else now - policy.older_than
    spare = policy.spare_corrected
    if limit is not None:
        old = aged(store.database, limit, rows_too=policy.rows == "delete", spare_corrected=spare)
        yield from _going(old, "age")
    if policy.max_size is not None:
        # The aged ones are left out: in a dry run they are still there, and would be told twice.
        yield from _going(beyond(store.database, policy.max_size, since=limit, spare_corrected=spare), "size")
    for name, size in stray_files(store, policy.stray_age):
        yield [Going(name, "stray", size)]
    for entry_id in lost_images(store):
        yield [Going(entry_id, "lost", 0)]


def _going(batches: Iterator[list[Footprint]], reason: Reason) -> Iterator[list[Going]]:
    """Yield entries as things that go."""
    for batch in batches:
        yield [Going(entry.id, reason, entry.image_bytes) for entry in batch]


def _carry_out(store: "Store", policy: Policy, batch: list[Going]) -> None:
    """Let a batch go."""
    names = [going.id for going in batch]
    reason = batch[0].reason
    if reason == "stray":
        store.pictures.remove_stray(names[0])
    elif reason == "lost":
        strip(store.database, names, image_only=True)
    elif policy.rows == "delete":
        store.delete(names, owner=None)
    else:
        strip(store.database, names)
        for entry_id in names:
            store.pictures.remove(entry_id)
