"""What becomes of a folder that a package is laid out in: what people altered there stays theirs."""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from inkread.deploy.archive import SUMS, Part
from inkread.deploy.package import Package
from inkread.errors import ConfigError

LINE: Final = re.compile(r"(?P<digest>[0-9a-f]{64})  (?P<name>[^\\]+)")
WHEEL: Final = re.compile(r"inkread-[^/]+\.whl")
NEW: Final = ".new"
"""Added to the name of a part whose place somebody's own file has."""


@dataclass(frozen=True, slots=True)
class Laying:
    """What is to be done in a folder.

    Attributes:
        parts: to be written, some under a name of their own beside what stays; the sums come last.
        left: files of an older package, unaltered, that the new one does not have, sorted.
        altered: name of each part whose file in the folder stays, and what the part is written as; None where
            the older package had the same.
    """

    parts: tuple[Part, ...]
    left: tuple[Path, ...]
    altered: dict[str, str | None]


def laying(folder: Path, made: Package, *, force: bool = False) -> Laying:
    """Return what is to be done where `made` is laid out in a folder, in place of an older one or none.

    A file is the older package's while it has the sum that its `SHA256SUMS` tells; else a person put it there
    or altered it.

    Args:
        folder: need not be there.
        made: the package.
        force: whether everything is written whatever is there.

    Raises:
        ConfigError: when there are files and no package, unless forced.
    """
    sums = _sums(folder)
    if sums is None and not force and folder.is_dir() and any(folder.iterdir()):
        raise ConfigError(
            f"{folder}: expected no folder, an empty one or one with an older package, got one with other"
            " files; choose another --output, or lay it out among them with: --force"
        )
    before, new = sums or {}, {part.name for part in made.parts}
    left = tuple(folder / name for name in sorted(before.keys() - new) if _is(folder, name, before[name]))
    parts: list[Part] = []
    altered: dict[str, str | None] = {}
    for part in made.parts:
        if force or part.name == SUMS or not _is_somebodys(folder, part, before):
            parts.append(part)
        elif before.get(part.name) == _digest(part.content):
            altered[part.name] = None
        else:
            altered[part.name] = f"{part.name}{NEW}"
            parts.append(part._replace(name=f"{part.name}{NEW}"))
    return Laying(tuple(parts), left, altered)


def _sums(folder: Path) -> dict[str, str] | None:
    """Return name -> SHA-256 of an older package's files, or None where there is none.

    Sums that name no wheel of inkread are another's, such as those of a system's images.
    """
    try:
        lines = (folder / SUMS).read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return None
    sums = {match["name"]: match["digest"] for match in map(LINE.fullmatch, lines) if match}
    return sums if any(map(WHEEL.fullmatch, sums)) else None


def _is_somebodys(folder: Path, part: Part, before: dict[str, str]) -> bool:
    """Return whether a part's place is taken by a file that neither the older package nor this one has so."""
    if not (folder / part.name).is_file():
        return False
    known = (_digest(part.content), before.get(part.name, ""))
    return not any(_is(folder, part.name, digest) for digest in known)


def _is(folder: Path, name: str, digest: str) -> bool:
    """Return whether a file lies within a folder and has this SHA-256."""
    path = folder / name
    if not path.is_file() or not path.resolve().is_relative_to(folder.resolve()):
        return False
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() == digest


def _digest(content: bytes) -> str:
    """Return the SHA-256 of bytes."""
    return hashlib.sha256(content).hexdigest()
