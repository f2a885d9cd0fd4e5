"""Writes any samples in a form that other programs read: CSV, IDX, image folders or `.npz`."""

import dataclasses
import re
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Literal, get_args

from inkread.atomic import sync_folder
from inkread.datasets.az_csv import write_az_csv
from inkread.datasets.folder import folder_of
from inkread.datasets.formats import write_idx_set, write_npz
from inkread.datasets.formats.idx_set import stacked
from inkread.datasets.samples import Samples
from inkread.errors import DataError
from inkread.trail import GreyImage

Form = Literal["csv", "idx", "folders", "npz"]
FORMS: tuple[Form, ...] = get_args(Form)

WRITER = re.compile(r"writer[0-9A-Za-z]+")
Progress = Callable[[int, int], None]


def export(samples: Samples, out: Path, form: Form, *, progress: Progress | None = None) -> tuple[Path, ...]:
    """Write the samples in `form` and return the paths written.

    Args:
        samples: what to write. CSV, IDX and npz hold images of one size: frame them first where they differ.
        out: the file (`csv`, `npz`), or the folder (`idx`, `folders`) to write into.
        form: `csv` as Kaggle's A–Z set has it, capitals or digits only; `idx` with a mapping file; `folders`,
            one a grapheme, named by code point, so that `a` and `A` stay apart on every system; `npz` as
            Keras has it.
        progress: told the number of images written and of all, for folders.

    Raises:
        DataError: when the samples do not fit the form, or the folder for the images already holds something.
    """
    if not len(samples):
        raise DataError(f"{samples.name}: expected samples to export, got none; choose another split")
    if form == "folders":
        return _write_folders(samples, out, progress)
    if form == "idx":
        return write_idx_set(samples, out)
    if form not in FORMS:
        raise DataError(f"expected one of {', '.join(FORMS)}, got {form!r}; choose one of these")
    framed = dataclasses.replace(samples, images=stacked(samples))
    out.parent.mkdir(parents=True, exist_ok=True)
    if form == "csv":
        write_az_csv(out, framed)
    else:
        write_npz(out, {"test" if samples.name.endswith("-test") else "train": framed})
    return (out,)


def _write_folders(samples: Samples, out: Path, progress: Progress | None) -> tuple[Path, ...]:
    """Write a PNG for each image into `out`, which appears whole or not at all."""
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise DataError(f"{out}: expected a new or empty folder, got one with files; choose another")
    out.parent.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(prefix=f".{out.name}.", dir=out.parent))
    try:
        folders = [scratch / folder_of(grapheme) for grapheme in samples.charset.graphemes]
        stems = _stems(samples)
        for row, label in enumerate(samples.labels):
            folders[label].mkdir(exist_ok=True)
            _write_png(folders[label] / f"{stems[row]}.png", samples.images[row])
            if progress:
                progress(row + 1, len(samples))
        if out.is_dir():
            out.rmdir()  # empty: Windows cannot rename onto it
        scratch.chmod(0o755)  # mkdtemp lets only the owner in
        scratch.rename(out)
    except BaseException:
        shutil.rmtree(scratch)
        raise
    sync_folder(out.parent)
    return (out,)


def _write_png(path: Path, image: GreyImage) -> None:
    """Write one grey image as PNG."""
    from PIL import Image

    Image.fromarray(image).save(path, "PNG")


def _stems(samples: Samples) -> list[str]:
    """Return a file name for each image: its number, after its writer where that is known.

    Writers whose names are not of the form `writer01` are numbered, so that the reader finds them again.
    """
    if samples.writers is None:
        return [f"{row:06d}" for row in range(len(samples))]
    known = sorted(set(samples.writers))
    named = all(WRITER.fullmatch(writer) for writer in known)
    names = {writer: writer if named else f"writer{place:04d}" for place, writer in enumerate(known, start=1)}
    return [f"{names[writer]}-{row:06d}" for row, writer in enumerate(samples.writers)]
