"""From what a person types to image files: globs, folders and `-`, the same in every shell."""

import glob
import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import typer

from inkread.errors import ImageError
from inkread.files_below import files_below, not_listed
from inkread.harmless import printable
from inkread.preprocess.decode.left_out import LeftOut
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


def complaint(name: str, error: ImageError) -> str:
    """Return an error in one line that names the image, as it may be printed."""
    text = str(error)
    named = text if text.startswith(name) else f"{name}: {text}"
    return printable(" ".join(named.split()))


def expand(arguments: Iterable[str], suffixes: frozenset[str] = SUFFIXES) -> list[ImageInput]:
    """Return the images that `arguments` mean, in order, those of a folder or glob sorted.

    A file of the very name wins over a glob, because `page[1].png` is an honest file name; a folder means
    all images in it and below, links followed, hidden ones left out. A folder that cannot be listed is an
    error in its place.
    Globs are expanded here because the Windows shell does not. Files of folders that are none of images by
    their names are counted in a line on standard error.

    Args:
        arguments: what was typed.
        suffixes: endings, in lower case, of what is an image in a folder by its name.
    """
    found: list[ImageInput] = []
    left_out = LeftOut()
    for argument in arguments:
        path = Path(argument)
        if not argument:  # of an unset variable: as a path it would be the current folder
            found.append(ImageInput(argument, _unnamed()))
        elif argument == STANDARD_INPUT:
            found.append(ImageInput(argument, sys.stdin.buffer.read(MAX_BYTES + 1)))
        elif _is_folder(path):
            found += _in_folder(path, left_out, suffixes)
        elif glob.has_magic(argument) and not os.path.exists(path):  # noqa: PTH110 - as in `_is_folder`
            found += _matching(argument, left_out, suffixes)
        else:
            found.append(ImageInput(argument, path))
    tell_left_out(left_out)
    return found


def tell_left_out(left_out: LeftOut) -> None:
    """Say on standard error how many files of which kinds were left out, where any were."""
    if left_out.sentence:
        typer.echo(f"inkread: {printable(left_out.sentence)}", err=True)


def _unnamed() -> ImageError:
    """Return the error of an empty name."""
    return ImageError("expected a file or folder, got an empty name; name one", reason="not_found")


def _is_folder(path: Path) -> bool:
    """Return whether a folder lies there; of what cannot be looked at, the reader says why it cannot."""
    return os.path.isdir(path)  # noqa: PTH112 - Path.is_dir raises where a folder above cannot be entered


def _in_folder(folder: Path, left_out: LeftOut, suffixes: frozenset[str]) -> list[ImageInput]:
    """Return the images in `folder` and below."""
    expected = f"image files in the folder ({', '.join(sorted(suffixes))})"
    return _some(_images_below(folder, left_out, suffixes), str(folder), expected)


def _matching(pattern: str, left_out: LeftOut, suffixes: frozenset[str]) -> list[ImageInput]:
    """Return the files that match `pattern`, and the images in the folders that do."""
    found: list[ImageInput] = []
    for name in sorted(glob.glob(pattern, recursive=True)):  # noqa: PTH207 - Path.glob takes no absolute pattern
        path = Path(name)
        found += (
            _images_below(path, left_out, suffixes) if _is_folder(path) else [ImageInput(str(path), path)]
        )
    once = {item.name: item for item in found}
    return _some(list(once.values()), pattern, "files of that pattern")


def _some(found: list[ImageInput], name: str, expected: str) -> list[ImageInput]:
    """Return what was found, or one error under `name` where there is nothing."""
    if not found:
        error = ImageError(f"{name}: expected {expected}, got none; check the name", reason="not_found")
        return [ImageInput(name, error)]
    return found


def _images_below(folder: Path, left_out: LeftOut, suffixes: frozenset[str]) -> list[ImageInput]:
    """Return the files in `folder` and below that look like images, but no hidden ones; count the others.

    In the place of a folder that cannot be listed stands its error.
    """
    found: list[ImageInput] = []

    def keep(below: str, trouble: OSError) -> None:
        path = folder / below
        found.append(ImageInput(str(path), ImageError(not_listed(path, trouble), reason="unreadable")))

    for name in files_below(folder, keep):
        path = folder / name
        if path.suffix.lower() in suffixes:
            found.append(ImageInput(str(path), path))
        else:
            left_out.note(path.name)
    return sorted(found, key=lambda item: Path(item.name))
