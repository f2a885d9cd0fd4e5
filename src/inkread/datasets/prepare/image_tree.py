"""Samples as a tree of image files, `train/A/00001.png`, the form that many classic projects start from."""

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from inkread import atomic
from inkread.charset import Charset
from inkread.datasets.folder import folder_of
from inkread.datasets.samples import Samples
from inkread.datasets.split import RowNumbers
from inkread.trail import GreyImage

PLAN = "plan.json"
NUM_DIGITS = 5
# A 28×28 glyph hardly shrinks further with more effort, and the tree is written twice as fast.
PNG_OPTIONS = [cv2.IMWRITE_PNG_COMPRESSION, 1]


def write_image_tree(
    folder: Path,
    samples: Samples,
    rows: RowNumbers,
    *,
    plan: dict[str, Any],
    progress: Callable[[int], None] | None = None,
) -> int:
    """Write the samples at `rows` into `folder`, one folder a grapheme, and return how many they are.

    The tree grows beside `folder` under a hidden name and takes its place when it is whole. A run that was
    killed goes on where it was if the plan is still the same, class by class. Files are not flushed to the
    disk one by one, as `atomic` does it: that would take minutes; the whole tree is, before it is renamed.

    Args:
        folder: the tree; an older one there is replaced.
        samples: images of any size, uint8.
        rows: which of them.
        plan: what the tree is made of, JSON-ready; a half-written tree of another plan is thrown away.
        progress: called now and then with the number of images that are there.
    """
    growing = folder.with_name(f".{folder.name}.growing")
    _begin(growing, plan)
    names = class_folders(samples.charset)
    num_done = 0
    for label in np.unique(samples.labels[rows]):
        class_rows = rows[samples.labels[rows] == label]
        _write_class(growing / names[label], samples, class_rows)
        num_done += len(class_rows)
        if progress is not None:
            progress(num_done)
    (growing / PLAN).unlink()
    if hasattr(os, "sync"):  # not on Windows
        os.sync()
    _put_in_place(growing, folder)
    return num_done


def class_folders(charset: Charset) -> tuple[str, ...]:
    """Return the name of each label's folder.

    Plain letters and digits where no two differ by case alone, else code points for all: macOS and Windows
    take `a` and `A` for one folder, and `/` can be none.

    Example:
        >>> class_folders(Charset(("A", "B"))), class_folders(Charset(("A", "a")))
        (('A', 'B'), ('U+0041', 'U+0061'))
    """
    graphemes = charset.graphemes
    is_plain = all(grapheme.isascii() and grapheme.isalnum() for grapheme in graphemes)
    if is_plain and len({grapheme.casefold() for grapheme in graphemes}) == len(graphemes):
        return graphemes
    return tuple(folder_of(grapheme) for grapheme in graphemes)


def count_images(folder: Path) -> int:
    """Return the number of images in the class folders of a tree, empty files left out."""
    if not folder.is_dir():
        return 0
    return sum(_count_files(Path(entry)) for entry in os.scandir(folder) if entry.is_dir())


def _begin(growing: Path, plan: dict[str, Any]) -> None:
    """Make the hidden folder ready: a fresh one, unless it holds the beginning of this very plan."""
    text = json.dumps(plan, sort_keys=True)
    if growing.is_dir():
        mark = growing / PLAN
        if mark.is_file() and mark.read_text("utf-8") == text:
            return
        shutil.rmtree(growing)
    growing.mkdir(parents=True)
    atomic.write_text(growing / PLAN, text)


def _write_class(folder: Path, samples: Samples, rows: RowNumbers) -> None:
    """Write the images of one class, or leave them if all of them are there."""
    if folder.is_dir():
        # After a power cut files can be there and empty.
        if _count_files(folder) == len(rows):
            return
        shutil.rmtree(folder)
    growing = folder.with_name(f".{folder.name}.growing")
    if growing.is_dir():
        shutil.rmtree(growing)
    growing.mkdir()
    for number, row in enumerate(rows, start=1):
        (growing / f"{number:0{NUM_DIGITS}d}.png").write_bytes(_png(samples.images[row]))
    growing.rename(folder)


def _count_files(folder: Path) -> int:
    """Return the number of files in `folder` that are not empty."""
    with os.scandir(folder) as entries:
        return sum(entry.stat().st_size > 0 for entry in entries)


def _png(image: GreyImage) -> bytes:
    """Return one image as a PNG."""
    return cv2.imencode(".png", np.asarray(image), PNG_OPTIONS)[1].tobytes()


def _put_in_place(growing: Path, folder: Path) -> None:
    """Rename the whole tree to its name, an older one out of its way first."""
    old = folder.with_name(f".{folder.name}.old")
    if old.is_dir():
        shutil.rmtree(old)
    if folder.is_dir():
        folder.rename(old)
    growing.rename(folder)
    atomic.sync_folder(folder.parent)
    if old.is_dir():
        shutil.rmtree(old)
