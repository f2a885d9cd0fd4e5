"""What an older package left in a folder that a newer one is laid out in, and that the newer one has not."""

import hashlib
import re
from pathlib import Path
from typing import Final

from inkread.deploy.archive import SUMS
from inkread.deploy.package import Package

LINE: Final = re.compile(r"(?P<digest>[0-9a-f]{64})  (?P<name>[^\\]+)")
WHEEL: Final = re.compile(r"inkread-[^/]+\.whl")


def left_behind(folder: Path, made: Package) -> tuple[Path, ...]:
    """Return the files of an older package in `folder` that `made` does not have, sorted.

    They are those that the older one's sums name and tell the sum of: a file that a person put there or
    altered is theirs. Sums that name no wheel of inkread are another's, such as those of a system's images.
    """
    try:
        lines = (folder / SUMS).read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return ()
    sums = {match["name"]: match["digest"] for match in map(LINE.fullmatch, lines) if match}
    if not any(map(WHEEL.fullmatch, sums)):
        return ()
    new = {part.name for part in made.parts}
    return tuple(folder / name for name in sorted(sums.keys() - new) if _is(folder, name, sums[name]))


def _is(folder: Path, name: str, digest: str) -> bool:
    """Return whether a file lies within a folder and has this SHA-256."""
    path = folder / name
    if not path.is_file() or not path.resolve().is_relative_to(folder.resolve()):
        return False
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() == digest
