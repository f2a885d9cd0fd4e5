"""From what a person types to image files: globs, folders and `-`, the same in every shell."""

import glob
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from inkread.errors import ImageError
from inkread.preprocess.decode.limits import MAX_BYTES
from inkread.preprocess.decode.suffixes import SUFFIXES

STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True)
class ImageInput:
    """One image to read.

    Attributes:
        name: what to call it in the output.
        source: what `Reader.read` takes, or the error that says why there is nothing to read.
    """

    name: str
    source: Path | bytes | ImageError


def expand(arguments: Iterable[str]) -> list[ImageInput]:
    """Return the images that `arguments` mean, in order, those of a folder or glob sorted.

    A file of the very name wins over a glob, because `page[1].png` is an honest file name; a folder means
    all images in it and below, hidden ones left out.
    Globs are expanded here because the Windows shell does not.
    """
    found: list[ImageInput] = []
    for argument in arguments:
        path = Path(argument)
        if not argument:  # of an unset variable: as a path it would be the current folder
            found.append(ImageInput(argument, _unnamed()))
        elif argument == STANDARD_INPUT:
            found.append(ImageInput(argument, sys.stdin.buffer.read(MAX_BYTES + 1)))
        elif path.is_dir():
            found += _in_folder(path)
        elif glob.has_magic(argument) and not path.exists():
            found += _matching(argument)
        else:
            found.append(ImageInput(argument, path))
    return found


def _unnamed() -> ImageError:
    """Return the error of an empty name."""
    return ImageError("expected a file or folder, got an empty name; name one", reason="not_found")


def _in_folder(folder: Path) -> list[ImageInput]:
    """Return the images in `folder` and below."""
    files = sorted(file for file in folder.rglob("*") if _is_image(file, folder))
    return _inputs(files, str(folder), f"image files in the folder ({', '.join(sorted(SUFFIXES))})")


def _matching(pattern: str) -> list[ImageInput]:
    """Return the files that match `pattern`, and the images in the folders that do."""
    found: list[Path] = []
    for name in sorted(glob.glob(pattern, recursive=True)):  # noqa: PTH207 - Path.glob takes no absolute pattern
        path = Path(name)
        found += (
            sorted(file for file in path.rglob("*") if _is_image(file, path)) if path.is_dir() else [path]
        )
    return _inputs(list(dict.fromkeys(found)), pattern, "files of that pattern")


def _inputs(files: list[Path], name: str, expected: str) -> list[ImageInput]:
    """Return `files` as inputs, or one error under `name` where there are none."""
    if not files:
        error = ImageError(f"{name}: expected {expected}, got none; check the name", reason="not_found")
        return [ImageInput(name, error)]
    return [ImageInput(str(file), file) for file in files]


def _is_image(file: Path, folder: Path) -> bool:
    """Return whether `file` looks like an image, and neither it nor a folder above it is hidden."""
    hidden = any(part.startswith(".") for part in file.relative_to(folder).parts)
    return not hidden and file.suffix.lower() in SUFFIXES and file.is_file()
