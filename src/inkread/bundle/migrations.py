"""Old forms of `bundle.json`, brought up to date in memory one step at a time.

The list only grows: a step is never changed once a version with it was published, because bundles
outlive the code that wrote them.
"""

from collections.abc import Callable, Sequence
from typing import Any

from inkread.errors import BundleError

Manifest = dict[str, Any]
Migration = Callable[[Manifest], Manifest]


def _without_doubt(manifest: Manifest) -> Manifest:
    """Format 2 tells in `doubt` what the bundle knows of its doubt; a bundle of format 1 knows nothing."""
    return {**manifest, "doubt": None}


MIGRATIONS: tuple[Migration, ...] = (_without_doubt,)
"""The step at place i turns format i + 1 into format i + 2."""

FORMAT = 1 + len(MIGRATIONS)
"""The format that this version writes."""


def migrate(manifest: Manifest, *, where: str, steps: Sequence[Migration] = MIGRATIONS) -> Manifest:
    """Return `manifest` in the newest format that `steps` lead to.

    Raises:
        BundleError: when its format is newer than that, or no format at all.
    """
    newest = 1 + len(steps)
    found = manifest.get("format")
    if not isinstance(found, int) or isinstance(found, bool) or found < 1:
        raise BundleError(f"{where}: expected a format from 1 to {newest}, got {found!r}; is it a bundle?")
    if found > newest:
        raise BundleError(
            f"{where}: expected a bundle of format {newest} or older, got format {found}; update inkread"
        )
    for number, step in enumerate(steps[found - 1 :], start=found + 1):
        manifest = {**step(manifest), "format": number}
    return manifest
