"""Which splits a source has, told from its names alone: no image is read."""

import zipfile
from pathlib import Path

from inkread.datasets.cache import is_cache
from inkread.datasets.fetch import CATALOG, data_home
from inkread.datasets.folder import splits_below
from inkread.datasets.formats import npz
from inkread.datasets.packed.zip_members import FAULTS
from inkread.datasets.sources import CACHE, CSV_SUFFIXES, PUBLISHED, csv_splits
from inkread.errors import DataError


def split_names(source: str, *, home: Path | None = None) -> tuple[str, ...]:
    """Return the splits that `open_samples(source, split=…)` takes, train first; none where it has no splits.

    A source that is not there has none either: opening it then says so.

    Args:
        source: as for `open_samples`.
        home: the folder of fetched sets; by default `data_home()`.

    Raises:
        DataError: when a zip or npz file is damaged.

    Example:
        >>> split_names("digits")
        ()
    """
    path = (home or data_home()) / source if source in CATALOG else Path(source)
    if path.is_dir():
        return _of_folder(path)
    if path.suffix.lower() == ".npz" and path.is_file():
        held = _members(path)
        return tuple(split for split in npz.SPLITS if f"x_{split}.npy" in held)
    if path.suffix.lower() == ".zip" and path.is_file():
        return () if is_table(path) else splits_below(path)
    return ()


def is_table(path: Path) -> bool:
    """Return whether a file is a CSV, or a zip that holds one.

    Raises:
        DataError: when a zip is damaged.
    """
    if path.suffix.lower() != ".zip":
        return path.name.lower().endswith(CSV_SUFFIXES)
    return any(name.lower().endswith(".csv") for name in _members(path))


def _of_folder(folder: Path) -> tuple[str, ...]:
    """Return the splits of a folder, told in the order in which `open_samples` looks."""
    if is_cache(folder):
        return ()
    for _, patterns in PUBLISHED.values():
        if held := tuple(split for split, pattern in patterns.items() if any(folder.glob(pattern))):
            return held
    if held := tuple(csv_splits(folder)):
        return held
    return () if is_cache(folder / CACHE) else splits_below(folder)


def _members(path: Path) -> list[str]:
    """Return the names of what a zip holds."""
    try:
        with zipfile.ZipFile(path) as archive:
            return archive.namelist()
    except FAULTS as error:
        raise DataError(
            f"{path}: expected a whole file, got a damaged one ({error}); get it again"
        ) from error
