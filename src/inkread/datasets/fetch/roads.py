"""Brings a known data set into its folder: downloaded, or copied from files at hand, checked either way."""

import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast

from inkread import atomic
from inkread.datasets.fetch.catalog import AZ, KAGGLE_AZ, KnownFile, KnownSet, known_set
from inkread.datasets.fetch.download import Progress, Wanted, download
from inkread.datasets.fetch.kaggle import fetch_from_kaggle
from inkread.datasets.fetch.verify import is_right, verify
from inkread.datasets.packed.zip_members import FAULTS
from inkread.errors import DataError

BLOCK = 1 << 20
MOST_PACKING = (
    1 << 16
)  # gzip never makes a file longer than this much more (deflate stores what does not shrink)
AZ_SUFFIXES = (".zip", ".csv")


@dataclass(frozen=True, slots=True)
class Fetched:
    """What `fetch` did.

    Attributes:
        name: the set.
        folder: where its files are.
        files: their names.
        already_there: whether nothing had to be done.
        missing: files of the set that the copy at hand did not have, and that the rest works without.
    """

    name: str
    folder: Path
    files: tuple[str, ...]
    already_there: bool = False
    missing: tuple[str, ...] = ()


def fetch(name: str, into: Path, *, source: Path | None = None, progress: Progress | None = None) -> Fetched:
    """Bring the set `name` into the folder `into/name`; do nothing where it is there and right.

    Args:
        name: a name of the catalog.
        into: the folder that holds a folder per set.
        source: a copy at hand, a file or a folder, to take instead of downloading; checked likewise.
        progress: told how far each file has come.

    Raises:
        DataError: when the name is unknown, a file is not the right one, or no address gives it.
    """
    known = known_set(name)
    folder = into / name
    if known.road == "bundled":
        return Fetched(name, folder, (), already_there=True)
    if known.road == "kaggle":
        return _fetch_az(known, folder, source, progress)
    missing = [file for file in known.files if not is_right(folder / file.name, file)]
    if not missing:
        return Fetched(name, folder, tuple(file.name for file in known.files), already_there=True)
    folder.mkdir(parents=True, exist_ok=True)
    if source is None:
        _download(known, folder, missing, progress)
    elif source.is_dir():
        return _from_folder(known, folder, source, progress)
    else:
        _from_archive(known, folder, source, progress)
    return Fetched(name, folder, tuple(file.name for file in known.files))


def is_fetched(known: KnownSet, into: Path) -> bool:
    """Return whether enough of the set to read a split of it is in `into`; contents are not compared."""
    if known.road == "bundled":
        return True
    folder = into / known.name
    if known.road == "kaggle":
        return az_file(folder) is not None
    return all((folder / file.name).is_file() for file in _needed(known))


def missing_files(known: KnownSet, into: Path) -> tuple[str, ...]:
    """Return the names of the set's files that are not in `into`; the A–Z file goes by any name."""
    if known.road == "kaggle":
        return () if az_file(into / known.name) else (known.files[0].name,)
    return tuple(file.name for file in known.files if not (into / known.name / file.name).is_file())


def az_file(folder: Path) -> Path | None:
    """Return the A–Z file in `folder`: the one of Kaggle's name, or the only CSV or zip there is."""
    found = [path for path in folder.glob("*") if path.suffix.lower() in AZ_SUFFIXES and path.is_file()]
    named = [path for path in found if path.name == AZ.files[0].name]
    return (named or found)[0] if len(named or found) == 1 else None


def _download(known: KnownSet, folder: Path, missing: Iterable[KnownFile], progress: Progress | None) -> None:
    """Download the missing files, or the archive that they come in, which is removed once unpacked."""
    if known.archive is None:
        for file in missing:
            check = partial(verify, known=file)
            wanted = Wanted(file.addresses, file.num_bytes + MOST_PACKING, check)
            download(wanted, folder / file.name, progress=progress)
        return
    archive = known.archive
    packed = folder / archive.name
    if not is_right(packed, archive, packed=True):
        check = partial(verify, known=archive, packed=True)
        download(Wanted(archive.addresses, archive.num_bytes, check), packed, progress=progress)
    _from_archive(known, folder, packed, progress)
    packed.unlink()


def _from_archive(known: KnownSet, folder: Path, source: Path, progress: Progress | None) -> None:
    """Unpack the set's files, and nothing else, from the publisher's archive."""
    if known.archive is None:
        names = ", ".join(file.name for file in known.files)
        raise DataError(f"{source}: expected a folder with {names}, got a single file; name its folder")
    verify(source, known.archive, packed=True)
    try:
        with zipfile.ZipFile(source) as archive:
            members = {PurePosixPath(info.filename).name: info for info in archive.infolist()}
            for file in known.files:
                if file.name not in members:
                    raise DataError(
                        f"{source}: expected {file.name} inside, got none; is it the right archive?"
                    )
                with archive.open(members[file.name]) as member:
                    total = members[file.name].file_size
                    _copy(cast("BinaryIO", member), folder / file.name, total, progress)
    except FAULTS as error:
        raise DataError(
            f"{source}: expected a whole zip, got a damaged one ({error}); fetch it again"
        ) from error
    for file in known.files:
        verify(folder / file.name, file)


def _from_folder(known: KnownSet, folder: Path, source: Path, progress: Progress | None) -> Fetched:
    """Copy the set's files from a folder, each checked before it is copied."""
    needed = _needed(known)
    there = {file.name for file in needed if is_right(folder / file.name, file)}
    for file in needed:
        if file.name not in there:
            _copy_checked(source, folder, file, progress)
    left = tuple(
        file.name for file in known.files if file not in needed and not (folder / file.name).is_file()
    )
    return Fetched(known.name, folder, tuple(file.name for file in needed), len(there) == len(needed), left)


def _copy_checked(source: Path, folder: Path, file: KnownFile, progress: Progress | None) -> None:
    """Copy one file, packed or unpacked, from `source`."""
    packed, plain = source / file.name, source / file.name.removesuffix(".gz")
    path = packed if packed.is_file() else plain
    if not path.is_file():
        raise DataError(f"{source}: expected {file.name}, got no such file; name the folder that holds it")
    verify(path, file)
    with path.open("rb") as content:
        _copy(content, folder / file.name, path.stat().st_size, progress)


def _needed(known: KnownSet) -> list[KnownFile]:
    """Return the files that a copy at hand must have: those that can be checked by themselves."""
    return [file for file in known.files if file.sha256 or not file.name.endswith(".gz")]


def _copy(content: BinaryIO, target: Path, total: int, progress: Progress | None) -> None:
    """Write `content` to `target`, whole or not at all, and never more than `total` bytes."""
    done = 0
    with atomic.replacing(target) as file:
        while done < total and (block := content.read(min(BLOCK, total - done))):
            file.write(block)
            done += len(block)
            if progress:
                progress(target.name, done, total)


def _fetch_az(known: KnownSet, folder: Path, source: Path | None, progress: Progress | None) -> Fetched:
    """Bring the A–Z file, CSV or the zip of it; its reader checks every value, as no hash of it is known."""
    there = az_file(folder)
    if there is not None:
        return Fetched(known.name, folder, (there.name,), already_there=True)
    if source is None:
        fetch_from_kaggle(KAGGLE_AZ, folder / f"{PurePosixPath(KAGGLE_AZ).name}.zip")
    else:
        path = az_file(source) if source.is_dir() else source
        if path is None or not path.is_file() or path.suffix.lower() not in AZ_SUFFIXES:
            raise DataError(
                f"{source}: expected {known.files[0].name} or a zip of it, got none; name the file"
            )
        folder.mkdir(parents=True, exist_ok=True)
        with path.open("rb") as content:
            _copy(content, folder / path.name, path.stat().st_size, progress)
    there = az_file(folder)
    if there is None:
        raise DataError(f"{folder}: expected the A–Z file after fetching, got none; name a copy with --from")
    return Fetched(known.name, folder, (there.name,))
