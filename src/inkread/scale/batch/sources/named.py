"""Images that have names: the files of a folder, of a zip, or of storage behind a URL."""

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path, PurePosixPath
from typing import Any, ClassVar

from inkread.datasets.packed import ZipMembers
from inkread.errors import DataError
from inkread.preprocess.decode.left_out import LeftOut
from inkread.preprocess.decode.suffixes import SUFFIXES
from inkread.scale.batch.job import SHARD, ImageToRead, Shard
from inkread.scale.batch.sources.folder_files import files_of
from inkread.scale.batch.sources.lazy_file import lazy_file, of_bytes
from inkread.scale.batch.sources.place import Place
from inkread.scale.batch.sources.remote import remote_directory, remote_files, remote_opener
from inkread.scale.batch.sources.sorted_names import sorted_names


@dataclass(frozen=True, slots=True)
class _Files:
    """Images of this machine that have names, and no columns beside them."""

    keep: ClassVar[tuple[str, ...]] = ()
    place: Place

    @property
    def address(self) -> str:
        """See `Source`."""
        return self.place.address


@dataclass(frozen=True, slots=True)
class Folder(_Files):
    """The images in a folder and below, links followed, hidden ones left out."""

    def identity(self) -> dict[str, Any]:
        """Return where the folder is; the list of its images is kept beside the output."""
        return {"input": self.place.identity}

    def places(self, scratch: Path, left_out: LeftOut) -> Iterator[tuple[int, Any]]:
        """Yield the names of each shard; see `Source`."""
        names = _images_among(files_of(self.place, scratch), left_out)
        return _shards(sorted_names(names, scratch), self.address)

    def images(self, shard: Shard) -> Iterator[ImageToRead]:
        """Yield the shard's images; see `Source`."""
        root = Path(self.place.path)
        for name in shard.place:
            yield ImageToRead(name, root / name)


@dataclass(frozen=True, slots=True)
class Zip(_Files):
    """The images in a zip, which is never extracted."""

    def identity(self) -> dict[str, Any]:
        """Return where the zip is, and the digest of its directory, which has one of each image."""
        return {"input": self.place.identity, "content": _members(self.place).digest}

    def places(self, scratch: Path, left_out: LeftOut) -> Iterator[tuple[int, Any]]:
        """Yield the names of each shard; see `Source`."""
        names = _images_among(_members(self.place).names, left_out)
        return _shards(sorted_names(names, scratch), self.address)

    def images(self, shard: Shard) -> Iterator[ImageToRead]:
        """Yield the shard's images; see `Source`."""
        members = _members(self.place)
        for name in shard.place:
            yield ImageToRead(name, of_bytes(name, partial(members.read, name)))


@dataclass(frozen=True, slots=True)
class Remote:
    """The images below a URL of any storage that fsspec knows, such as `s3://bucket/scans`."""

    keep: ClassVar[tuple[str, ...]] = ()
    address: str

    def identity(self) -> dict[str, Any]:
        """Return the URL, and of a zip behind it the digest of its directory."""
        return {"input": self.address, "content": remote_directory(self.address)}

    def places(self, scratch: Path, left_out: LeftOut) -> Iterator[tuple[int, Any]]:
        """Yield the names of each shard; see `Source`."""
        names = _images_among(remote_files(self.address), left_out)
        return _shards(sorted_names(names, scratch), self.address)

    def images(self, shard: Shard) -> Iterator[ImageToRead]:
        """Yield the shard's images; see `Source`."""
        opener = remote_opener(self.address)
        for name in shard.place:
            yield ImageToRead(name, lazy_file(name, opener(name)))


def _shards(names: Iterable[str], address: str) -> Iterator[tuple[int, list[str]]]:
    """Yield `names` by the shard.

    Raises:
        DataError: when there are none.
    """
    waiting, num_shards = iter(names), 0
    while place := list(itertools.islice(waiting, SHARD)):
        num_shards += 1
        yield len(place), place
    if not num_shards:
        raise DataError(
            f"{address}: expected image files in it ({', '.join(sorted(SUFFIXES))}), got none; check the name"
        )


def _images_among(names: Iterable[str], left_out: LeftOut) -> Iterator[str]:
    """Yield the names that look like images', but no hidden ones nor what lies in hidden folders."""
    for name in names:
        path = PurePosixPath(name)
        if name.endswith("/") or any(part.startswith((".", "__MACOSX")) for part in path.parts):
            continue
        if path.suffix.lower() in SUFFIXES:
            yield name
        else:
            left_out.note(name)


@lru_cache(maxsize=1)
def _members(place: Place) -> ZipMembers:
    """Return the opened zip, once a process."""
    return ZipMembers(Path(place.path))
