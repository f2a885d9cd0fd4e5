"""Images that have names: the files of a folder, of a zip, or of storage behind a URL."""

import itertools
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path, PurePosixPath
from typing import Any

from inkread.datasets.packed import ZipMembers
from inkread.errors import DataError
from inkread.preprocess.decode.left_out import LeftOut
from inkread.preprocess.decode.suffixes import SUFFIXES
from inkread.scale.batch.job import SHARD, ImageToRead, Shard
from inkread.scale.batch.sources.lazy_file import lazy_file, of_bytes
from inkread.scale.batch.sources.remote import remote_files, remote_opener
from inkread.scale.batch.sources.sorted_names import sorted_names


@dataclass(frozen=True, slots=True)
class Folder:
    """The images in a folder and below, hidden ones left out."""

    address: str

    def places(self, scratch: Path, left_out: LeftOut) -> Iterator[tuple[int, Any]]:
        """Yield the names of each shard; see `Source`."""
        return _shards(sorted_names(_files_below(self.address, scratch, left_out), scratch), self.address)

    def images(self, shard: Shard) -> Iterator[ImageToRead]:
        """Yield the shard's images; see `Source`."""
        root = Path(self.address)
        for name in shard.place:
            yield ImageToRead(name, root / name)


@dataclass(frozen=True, slots=True)
class Zip:
    """The images in a zip, which is never extracted."""

    address: str

    def places(self, scratch: Path, left_out: LeftOut) -> Iterator[tuple[int, Any]]:
        """Yield the names of each shard; see `Source`."""
        names = _images_among(_members(self.address).names, left_out)
        return _shards(sorted_names(names, scratch), self.address)

    def images(self, shard: Shard) -> Iterator[ImageToRead]:
        """Yield the shard's images; see `Source`."""
        members = _members(self.address)
        for name in shard.place:
            yield ImageToRead(name, of_bytes(name, partial(members.read, name)))


@dataclass(frozen=True, slots=True)
class Remote:
    """The images below a URL of any storage that fsspec knows, such as `s3://bucket/scans`."""

    address: str

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


def _files_below(address: str, scratch: Path, left_out: LeftOut) -> Iterator[str]:
    """Yield the relative paths of the images below a folder, in the order in which the system lists them.

    The folder `scratch` may lie in it; its files are the batch's own.

    Raises:
        DataError: when a folder cannot be listed: its images would be missing without a word.
    """
    waiting = [""]
    while waiting:
        folder = waiting.pop()
        try:
            with os.scandir(Path(address) / folder) as entries:
                for entry in entries:
                    name = f"{folder}/{entry.name}" if folder else entry.name
                    if entry.name.startswith("."):
                        continue
                    if entry.name == scratch.name and scratch.samefile(entry):
                        continue
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(name)
                    elif entry.is_file():
                        yield from _images_among([name], left_out)
        except OSError as error:
            raise DataError(
                f"{Path(address) / folder}: expected a folder that can be listed, got {error.strerror};"
                " give yourself the right to read it, or move it elsewhere"
            ) from error


@lru_cache(maxsize=1)
def _members(address: str) -> ZipMembers:
    """Return the opened zip, once a process."""
    return ZipMembers(Path(address))
