"""Reads images whose folder names them: `A/1.png` or `U+0041/writer01.png`, in a folder or a zip.

The folder right above an image is its grapheme; folders above that may name the split (`train`,
`test`, `validation`) and else mean nothing. A file named `writerNN` or `writerNN-3` tells who wrote it.
"""

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import numpy as np

from inkread.charset import NAMED, Charset
from inkread.datasets.folder.encoded_images import EncodedImages
from inkread.datasets.packed import ZipMembers
from inkread.datasets.packed.zip_members import MOST_MEMBER_BYTES
from inkread.datasets.samples import Samples
from inkread.errors import DataError
from inkread.folder_names import grapheme_of

SUFFIXES = {".png", ".jpg", ".jpeg", ".webp", ".bmp", ".tif", ".tiff", ".gif", ".heic", ".heif", ".avif"}
SPLITS = {
    "train": "train",
    "test": "test",
    "validation": "validation",
    "val": "validation",
    "valid": "validation",
}
WRITER = re.compile(r"(writer[0-9A-Za-z]+)(?:-\d+)?")
JUNK_FOLDERS = {"__MACOSX"}  # what macOS adds to a zip; its other droppings start with a dot


@dataclass(frozen=True, slots=True)
class ImageTree:
    """What a tree of images held.

    Attributes:
        samples: the images, decoded on access, with labels, and writers where every file names one.
        faults: a sentence for each image left out because it cannot be read, naming it.
    """

    samples: Samples
    faults: tuple[str, ...] = ()


def read_folder(
    source: Path,
    *,
    split: str | None = None,
    charset: Charset | None = None,
    skip_bad: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> ImageTree:
    """Return the images of a folder or zip, in the order of their paths.

    Args:
        source: the folder or the zip; a zip is never extracted.
        split: only the images below a folder of this name; all of them where None.
        charset: what the labels stand for; by default the graphemes found, in code point order.
        skip_bad: decode every image once and leave out those that cannot be read. Otherwise the
            first access to such an image raises `ImageError` with its name.
        progress: told the number checked and the number of all, while `skip_bad` checks.

    Raises:
        DataError: when there are no images, a folder is not named by a grapheme, or the split is not there.
    """
    place, names, read = _open(source)
    kept = _of_split(place, sorted(names), split)
    graphemes = [_grapheme(place, name) for name in kept]
    charset = charset or _charset_of(graphemes)
    labels = np.array([charset.encode(grapheme) for grapheme in graphemes], np.int64)
    title = f"{source.stem if source.is_file() else source.name}{f'-{split}' if split else ''}"
    samples = Samples(title, EncodedImages(place, kept, read), labels, charset, _writers(kept))
    return leave_out_bad(samples, progress=progress) if skip_bad else ImageTree(samples)


def leave_out_bad(samples: Samples, *, progress: Callable[[int, int], None] | None = None) -> ImageTree:
    """Return the samples whose images can be read, and why the others cannot; decodes each image once.

    Arrays have been read already, so samples of one come back as they are.
    """
    images = samples.images
    if not isinstance(images, EncodedImages):
        return ImageTree(samples)
    faults = {}
    for row in range(len(images)):
        if fault := images.fault(row):
            faults[row] = fault
        if progress:
            progress(row + 1, len(images))
    rows = [row for row in range(len(images)) if row not in faults]
    writers = None if samples.writers is None else tuple(samples.writers[row] for row in rows)
    kept = Samples(samples.name, images.take(rows), samples.labels[rows], samples.charset, writers)
    return ImageTree(kept, tuple(faults.values()))


def is_image_tree(folder: Path) -> bool:
    """Return whether `folder` holds at least one image below a folder of its own."""
    return next(_files_below(folder), None) is not None


def splits_below(source: Path) -> tuple[str, ...]:
    """Return the splits that folders of `source`, a folder or zip of images, name, in their usual order."""
    _, names, _ = _open(source)
    found = {_split_of(name) for name in names}
    return tuple(split for split in ("train", "validation", "test") if split in found)


def _open(source: Path) -> tuple[str, list[str], Callable[[str], bytes]]:
    """Return the place's name for messages, the names of its images, and how to read one."""
    if source.is_dir():
        return str(source), list(_files_below(source)), lambda name: _read_file(source / name)
    members = ZipMembers(source)
    return str(source), [name for name in members.names if _is_image(name)], members.read


def _files_below(folder: Path) -> Iterator[str]:
    """Yield the images below `folder` as paths with slashes, links to folders not followed."""
    for parent, _folders, files in os.walk(folder):
        relative = Path(parent).relative_to(folder)
        yield from (name for file in files if _is_image(name := (relative / file).as_posix()))


def _is_image(name: str) -> bool:
    """Return whether `name` is an image below a folder, and none of the junk that systems leave behind."""
    path = PurePosixPath(name)
    if path.suffix.lower() not in SUFFIXES or len(path.parts) < 2:
        return False
    return not path.name.startswith(".") and JUNK_FOLDERS.isdisjoint(path.parts)


def _read_file(path: Path) -> bytes:
    """Return the bytes of a file, within the limit that zips have too."""
    try:
        with path.open("rb") as file:
            content = file.read(MOST_MEMBER_BYTES + 1)
    except OSError as error:
        raise DataError(f"{path}: expected a readable file, got {error.strerror}; check it") from error
    if len(content) > MOST_MEMBER_BYTES:
        raise DataError(f"{path}: expected at most {MOST_MEMBER_BYTES >> 20} MiB, got more; take it out")
    return content


def _of_split(place: str, names: list[str], split: str | None) -> list[str]:
    """Return the names that belong to `split`, or all of them."""
    if not names:
        raise DataError(
            f"{place}: expected images such as A/1.png or U+0041/1.png, got none; name another place"
        )
    if split is None:
        return names
    splits = {name: _split_of(name) for name in names}
    kept = [name for name in names if splits[name] == split]
    if not kept:
        known = sorted({found for found in splits.values() if found}) or ["no splits"]
        raise DataError(f"{place}: expected a folder {split!r}, got {', '.join(known)}; choose one of these")
    return kept


def _split_of(name: str) -> str | None:
    """Return the split that the folders above the grapheme's folder name, if any."""
    above = PurePosixPath(name).parts[:-2]
    return next((SPLITS[part.lower()] for part in above if part.lower() in SPLITS), None)


def _grapheme(place: str, name: str) -> str:
    """Return the grapheme of the folder that `name` lies in."""
    try:
        return grapheme_of(PurePosixPath(name).parent.name)
    except DataError as error:
        raise DataError(f"{place}: {name}: {error}") from None


def _charset_of(graphemes: list[str]) -> Charset:
    """Return the graphemes found, under a name's own order where they are exactly a named set."""
    found = tuple(sorted(set(graphemes)))
    return next(
        (known for known in NAMED.values() if known.graphemes == found and not known.folds), Charset(found)
    )


def _writers(names: list[str]) -> tuple[str, ...] | None:
    """Return each file's writer, or None where any file does not name one."""
    found = [WRITER.fullmatch(PurePosixPath(name).stem) for name in names]
    return tuple(match[1] for match in found if match) if all(found) and found else None
