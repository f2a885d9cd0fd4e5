"""How large a package becomes where it is installed: its locked packages as they are on this machine."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import PurePath
from typing import Final

from inkread.deploy.package import SHARED, Package, Target

PIN: Final = re.compile(r"^(?P<name>[a-z0-9-]+)==", re.MULTILINE)
ALONE: Final = ("requirements.txt",)
LOCKS: Final[dict[Target, tuple[str, ...]]] = {
    "docker": (*ALONE, SHARED),
    "lambda": ALONE,
    "systemd": ALONE,
    "ec2": ALONE,
}
"""target -> the locks that are installed there unless settings ask for more."""
COMPILED: Final = "__pycache__"


@dataclass(frozen=True, slots=True)
class Footprint:
    """What an installed package takes.

    Attributes:
        application: bytes of inkread itself, unpacked.
        packages: name -> bytes of each locked package that is installed here, before pruning, largest first.
        absent: locked packages that are not installed here, for another system or another extra.
    """

    application: int
    packages: dict[str, int]
    absent: tuple[str, ...]

    @property
    def total(self) -> int:
        """All bytes that are known."""
        return self.application + sum(self.packages.values())


def footprint(package: Package) -> Footprint:
    """Return what a package takes where it is installed, as far as this machine can tell."""
    locks = (part.content.decode() for part in package.parts if part.name in LOCKS[package.target])
    names = dict.fromkeys(match["name"] for lock in locks for match in PIN.finditer(lock))
    sizes: dict[str, int] = {}
    absent = []
    for name in names:
        try:
            sizes[name] = sum(_sizes(distribution(name)))
        except PackageNotFoundError:
            absent.append(name)
    largest = dict(sorted(sizes.items(), key=lambda item: -item[1]))
    return Footprint(_application(package), largest, tuple(absent))


def _sizes(installed: Distribution) -> Iterator[int]:
    """Yield the sizes of a distribution's files, but for what Python compiled from them."""
    for file in installed.files or ():
        path = installed.locate_file(file)
        if COMPILED not in PurePath(str(file)).parts and path.is_file():  # type: ignore[attr-defined]
            yield path.stat().st_size  # type: ignore[attr-defined]


def _application(package: Package) -> int:
    """Return the bytes of the wheel's files, unpacked."""
    import io
    import zipfile

    wheel = next(part for part in package.parts if part.name.endswith(".whl"))
    with zipfile.ZipFile(io.BytesIO(wheel.content)) as archive:
        return sum(info.file_size for info in archive.infolist())
