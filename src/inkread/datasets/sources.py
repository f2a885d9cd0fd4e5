"""Opens samples from whatever names them: a known set, a folder, a zip, `.npz`, CSV, IDX or fonts."""

import dataclasses
import difflib
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np

from inkread.datasets.az_csv import MEANINGS, meant, read_az_csv, with_meaning
from inkread.datasets.cache import is_cache, open_cache
from inkread.datasets.fetch import CATALOG, KnownSet, data_home, is_fetched
from inkread.datasets.folder import is_image_tree, read_folder
from inkread.datasets.fonts import is_font_folder, read_fonts
from inkread.datasets.formats import read_digits, read_emnist, read_idx_set, read_mnist, read_npz, read_usps
from inkread.datasets.formats.idx_set import IMAGES_NAME
from inkread.datasets.packed.zip_members import FAULTS
from inkread.datasets.samples import Samples
from inkread.errors import DataError

ReadSplit = Callable[[Path, str], Samples]

PUBLISHED: dict[str, tuple[ReadSplit, dict[str, str]]] = {
    "mnist": (read_mnist, {"train": "train-images?idx3-ubyte*", "test": "t10k-images?idx3-ubyte*"}),
    "emnist": (
        read_emnist,
        {
            "train": "emnist-byclass-train-images?idx3-ubyte*",
            "test": "emnist-byclass-test-images?idx3-ubyte*",
        },
    ),
    "usps": (read_usps, {"train": "zip.train*", "test": "zip.test*"}),
}
"""Publishers' folders: how a split is read, and the file by which each split is known to be there."""

CSV_SUFFIXES = (".csv", ".csv.gz")
CACHE = "cache"  # where `data prepare` puts one, beside train.csv and test.csv
CSV_SPLITS = ("train", "validation", "test")


def open_samples(source: str, *, split: str | None = None, home: Path | None = None) -> Samples:
    """Return the samples that `source` names.

    Args:
        source: a name of the catalog (fetched before), or the path of a folder (of a published set, of
            images by grapheme, of `train.csv` and `test.csv`, of fonts, a cache), a zip, `.npz`, CSV or IDX
            file.
            A name wins over a folder of the same name; write `./mnist` for the folder.
        split: `train`, `test` or what the source calls them; None takes all there are.
        home: the folder of fetched sets; by default `data_home()`.

    Raises:
        DataError: when nothing is there, it is of no known form, or it has no such split.
    """
    check_there(source, home=home)
    if source in CATALOG:
        return _open_known(CATALOG[source], split, home or data_home())
    path = Path(source)
    return _open_folder(path, split) if path.is_dir() else _open_file(path, split)


def check_there(source: str, *, home: Path | None = None) -> None:
    """Refuse what leads nowhere, without opening anything: for before what takes seconds to load.

    Args:
        source: as `open_samples` takes it.
        home: likewise.

    Raises:
        DataError: when there is no such set and no such path, or the set was not fetched.
    """
    known, path = CATALOG.get(source), Path(source)
    if known is None:
        if not source or not (path.is_dir() or path.is_file()):  # an empty name would be the current folder
            raise DataError(f"expected a data set's name or a path, got {source!r}; {_hint(source, path)}")
    elif known.road != "bundled" and not is_fetched(known, home or data_home()):
        folder = (home or data_home()) / source
        raise DataError(f"{folder}: expected the set {source}, got none; run: inkread data fetch {source}")


def _open_known(known: KnownSet, split: str | None, home: Path) -> Samples:
    """Return the samples of a set of the catalog."""
    if known.road == "bundled":
        _refuse_split(known.name, split)
        return read_digits()
    return _open_folder(home / known.name, split)


def _open_folder(folder: Path, split: str | None) -> Samples:
    """Return the samples of a folder, whose files tell what it is."""
    if is_cache(folder):
        _refuse_split(str(folder), split)
        return open_cache(folder)
    if split is None and is_cache(folder / CACHE):
        return open_cache(folder / CACHE)
    for name, (read, patterns) in PUBLISHED.items():
        held = [part for part, pattern in patterns.items() if any(folder.glob(pattern))]
        if held:
            return _parts(folder, name, held, split=split, read=read)
    tables = csv_splits(folder)
    if tables:
        return _parts(folder, folder.name, list(tables), split=split, read=_read_split_csv)
    if is_image_tree(folder):
        return read_folder(folder, split=split).samples
    if is_font_folder(folder):
        _refuse_split(str(folder), split)
        return read_fonts(folder)
    return _open_only_content(folder, split)


def _open_only_content(folder: Path, split: str | None) -> Samples:
    """Return the samples of the one file, or of the cache, that a folder holds."""
    if is_cache(folder / CACHE):
        _refuse_split(str(folder / CACHE), split)
    files = [path for path in sorted(folder.iterdir()) if path.is_file() and _reader_of(path)]
    if len(files) == 1:
        return _open_file(files[0], split)
    raise DataError(
        f"{folder}: expected a data set (MNIST, EMNIST or USPS files, images such as A/1.png, train.csv,"
        f" fonts, or one file of samples), got {len(files) or 'none'}; name one of its files or folders"
    )


def _open_file(path: Path, split: str | None) -> Samples:
    """Return the samples of one file."""
    read = _reader_of(path)
    if read is None:
        raise DataError(
            f"{path}: expected a .zip, .npz or .csv file, or x-images-idx3-ubyte.gz, got another; convert it"
        )
    return read(path, split)


def _reader_of(path: Path) -> Callable[[Path, str | None], Samples] | None:
    """Return what reads a file of this name, or None."""
    name = path.name.lower()
    if name.endswith(".npz"):
        return lambda path, split: read_npz(path, split=split)
    if name.endswith(CSV_SUFFIXES):
        return _read_whole_csv
    if name.endswith(".zip"):
        return _read_zip
    return _read_idx if IMAGES_NAME.fullmatch(path.name) else None


def _read_zip(path: Path, split: str | None) -> Samples:
    """Return the samples of a zip: of a CSV where it holds one, of images otherwise."""
    try:
        with zipfile.ZipFile(path) as archive:
            is_csv = any(name.lower().endswith(".csv") for name in archive.namelist())
    except FAULTS as error:
        raise DataError(f"{path}: expected a zip, got a damaged one ({error}); get it again") from error
    return _read_whole_csv(path, split) if is_csv else read_folder(path, split=split).samples


def _read_whole_csv(path: Path, split: str | None) -> Samples:
    """Return the samples of a CSV, which has no splits."""
    _refuse_split(str(path), split)
    return meant(read_az_csv(path), path)


def csv_splits(folder: Path) -> dict[str, Path]:
    """Return the table of each split in a folder: `train.csv`, or `train.digits.csv` and so on.

    Raises:
        DataError: when a split has several.
    """
    tables: dict[str, Path] = {}
    for split in CSV_SPLITS:
        names = [with_meaning(f"{split}.csv", meaning) for meaning in (None, *MEANINGS)]
        held = [folder / name for name in names if (folder / name).is_file()]
        if len(held) > 1:
            got = " and ".join(path.name for path in held)
            raise DataError(f"{folder}: expected one table of the split {split}, got {got}; remove the other")
        if held:
            tables[split] = held[0]
    return tables


def _read_split_csv(folder: Path, split: str) -> Samples:
    """Return the samples of `train.csv` or `test.csv`."""
    path = csv_splits(folder)[split]
    samples = meant(read_az_csv(path), path)
    return dataclasses.replace(samples, name=f"{folder.name}-{split}")


def _read_idx(path: Path, split: str | None) -> Samples:
    """Return the samples of an IDX file, whose name is its split."""
    _refuse_split(str(path), split)
    return read_idx_set(path)


def _parts(folder: Path, name: str, held: list[str], *, split: str | None, read: ReadSplit) -> Samples:
    """Return the split asked for, or all that are held, one after the other."""
    if split is not None and split not in held:
        raise DataError(
            f"{folder}: expected the split {' or '.join(held)}, got {split!r}; choose one of these"
        )
    parts = [read(folder, part) for part in ([split] if split else held)]
    if len(parts) == 1:
        return parts[0]
    if any(part.charset != parts[0].charset for part in parts):
        raise DataError(f"{folder}: expected splits of one charset, got several; name one of {held}")
    images = np.concatenate([np.asarray(part.images) for part in parts])
    return Samples(name, images, np.concatenate([part.labels for part in parts]), parts[0].charset)


def _refuse_split(source: str, split: str | None) -> None:
    """Refuse a split of what has none: silence would be taken for agreement."""
    if split is not None:
        raise DataError(f"{source}: expected no split, got {split!r}, as it has none; leave it out")


def _hint(source: str, path: Path) -> str:
    """Return what may have been meant."""
    beside = [found.name for found in path.parent.iterdir()] if path.parent.is_dir() else []
    close = difflib.get_close_matches(source, CATALOG, n=1) or difflib.get_close_matches(
        path.name, beside, n=1
    )
    if close:
        return f"did you mean {close[0]!r}?"
    return f"the names are {', '.join(CATALOG)}"
