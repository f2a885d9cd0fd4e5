"""What must be the same in every process that reads for a batch: inkread itself, and the bundle."""

from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from inkread.recognition.reader import Reader


@dataclass(frozen=True, slots=True)
class Versions:
    """What decides, beside the images and the options, which rows come out.

    Attributes:
        inkread: its version.
        bundle: the digest of the bundle: of its network, its calibration and all else in it.
    """

    inkread: str
    bundle: str


def versions_of(reader: "Reader") -> Versions:
    """Return what this process reads with."""
    return Versions(inkread_version(), reader.bundle.digest)


@cache
def inkread_version() -> str:
    """Return the version that is installed."""
    return version("inkread")
