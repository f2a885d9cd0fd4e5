"""A bundle's two files, in a folder or in a zip: read under limits, written whole or not at all."""

from pathlib import Path
from typing import TYPE_CHECKING

from inkread.bundle import archive
from inkread.bundle.card import CARD
from inkread.bundle.manifest import to_json
from inkread.errors import BundleError

if TYPE_CHECKING:
    from inkread.bundle.record import Bundle

MANIFEST = "bundle.json"
MODEL = "model.onnx"
# Bytes. The shipped bundle is under 3 MB; the limits stop a file that only means to fill the memory.
LIMITS = {MANIFEST: 1 << 20, MODEL: 64 << 20}


def read_files(path: Path) -> tuple[bytes, bytes]:
    """Return the content of `bundle.json` and of `model.onnx` in the folder or zip at `path`.

    Raises:
        BundleError: when there is no bundle there, or one of its files is too large to be one.
    """
    if path.is_dir():
        return _from_folder(path, MANIFEST), _from_folder(path, MODEL)
    if path.is_file():
        held = archive.unpack(path, LIMITS)
        return held[MANIFEST], held[MODEL]
    raise BundleError(f"{path}: expected a bundle, a folder or a zip, got nothing there; check the path")


def write_bundle(bundle: "Bundle", destination: Path, *, overwrite: bool = False) -> None:
    """Write `bundle` to `destination`: a zip where the name ends in .zip, else a folder.

    The folder or zip appears whole or not at all; one that is replaced is kept until the new one is there.
    What else lies in the folder stays, but for the card of another model.

    Raises:
        BundleError: as `check_place` has it.
        OSError: when the disk is full or the place cannot be written.
    """
    check_place(destination, overwrite=overwrite)
    contents = {MANIFEST: to_json(bundle).encode("utf-8"), MODEL: bundle.model}
    destination.parent.mkdir(parents=True, exist_ok=True)
    if destination.suffix == ".zip":
        _write_zip(destination, contents)
    else:
        _write_folder(destination, contents)


def check_place(destination: Path, *, overwrite: bool) -> None:
    """Refuse a place in use, before hours are spent on what should go there.

    Raises:
        BundleError: when something is there already and `overwrite` is not given, or when that would replace
            what is no bundle, such as a folder of other files.
    """
    if not destination.exists():
        return
    if not overwrite:
        raise BundleError(
            f"{destination}: expected a new place, got one in use; give overwrite to replace it"
        )
    if destination.is_dir():
        is_ours = destination.suffix != ".zip" and (
            (destination / MANIFEST).is_file() or not any(destination.iterdir())
        )
    else:
        is_ours = destination.suffix == ".zip"
    if not is_ours:
        raise BundleError(
            f"{destination}: expected a bundle to replace, got something else; name a new place"
        )


def _from_folder(folder: Path, name: str) -> bytes:
    """Return the content of the file `name` of a bundle's folder."""
    path = folder / name
    try:
        with path.open("rb") as file:
            content = file.read(LIMITS[name] + 1)
    except FileNotFoundError:
        raise BundleError(
            f"{folder}: expected a file {name}, got none; is it the folder of a bundle?"
        ) from None
    except OSError as error:
        raise BundleError(f"{path}: expected a file to read, got {error.strerror}; check it") from error
    if len(content) > LIMITS[name]:
        raise BundleError(
            f"{path}: expected at most {LIMITS[name]:,} bytes, got more; is it the file of a bundle?"
        )
    return content


def _write_zip(destination: Path, contents: dict[str, bytes]) -> None:
    """Write the zip to a temporary name, then give it its own."""
    from inkread import atomic  # and what it imports: 10 ms that reading does not need

    atomic.write_bytes(destination, archive.pack(contents))


def _write_folder(destination: Path, contents: dict[str, bytes]) -> None:
    """Fill a temporary folder beside `destination`, then give it that name."""
    import shutil
    import tempfile

    from inkread import atomic

    parent = destination.parent
    temporary = Path(tempfile.mkdtemp(prefix=f".{destination.name}.", suffix=".tmp", dir=parent))
    try:
        made = temporary / destination.name
        made.mkdir()  # inside: mkdtemp's own folder is for its owner only
        for name, content in contents.items():
            atomic.write_bytes(made / name, content)
        _take_along(destination, made, contents)
        _take_place(made, destination, aside=temporary / "replaced")
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
    atomic.sync_folder(parent)


def _take_along(old: Path, new: Path, contents: dict[str, bytes]) -> None:
    """Put what else lies in the folder `old` into `new`: a person's notes are not ours to delete."""
    if not old.is_dir():
        return
    import shutil

    model = old / MODEL
    is_same = model.is_file() and model.read_bytes() == contents[MODEL]
    for entry in old.iterdir():
        if entry.name in contents or (entry.name == CARD and not is_same):
            continue
        if entry.is_dir() and not entry.is_symlink():
            shutil.copytree(entry, new / entry.name, symlinks=True)
        else:
            shutil.copy2(entry, new / entry.name, follow_symlinks=False)


def _take_place(made: Path, destination: Path, *, aside: Path) -> None:
    """Rename `made` to `destination`; what is there takes its place, or goes `aside` where that cannot be."""
    from inkread import atomic

    if not destination.exists():
        made.rename(destination)
        return
    if atomic.exchange(made, destination):  # else a kill between two renames would leave neither there
        return
    destination.rename(aside)
    try:
        made.rename(destination)
    except OSError:
        aside.rename(destination)
        raise
