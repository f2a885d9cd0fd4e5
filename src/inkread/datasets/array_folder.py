"""Arrays kept in a folder, and the record that makes them whole: it is written last."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from inkread import atomic
from inkread.errors import DataError

Arrays = dict[str, npt.NDArray[Any]]


def keep_arrays(record: Path, facts: Mapping[str, Any], arrays: Mapping[str, npt.NDArray[Any]]) -> None:
    """Write each array beside `record` as `NAME.npy`, then the record; a kill before it leaves none.

    Args:
        record: the JSON file; its folder is made if it is not there.
        facts: what the record is to hold, JSON-ready.
        arrays: by name.
    """
    record.parent.mkdir(parents=True, exist_ok=True)
    atomic.sweep(record.parent)
    for name, array in arrays.items():
        with atomic.replacing(record.with_name(f"{name}.npy")) as file:
            np.save(file, array, allow_pickle=False)
    atomic.write_text(record, json.dumps(facts, ensure_ascii=False) + "\n")


def kept_arrays(record: Path, facts: Sequence[str], arrays: Sequence[str]) -> tuple[dict[str, Any], Arrays]:
    """Return what `keep_arrays` wrote, by name; the arrays stay on disk until they are used.

    Raises:
        DataError: when there is no record, or it or an array is damaged.
    """
    try:
        told = json.loads(record.read_text("utf-8"))
        found = {name: told[name] for name in facts}
        # Mapped, not read: processes that run side by side then share one copy.
        paths = {name: record.with_name(f"{name}.npy") for name in arrays}
        opened = {name: np.load(path, mmap_mode="r", allow_pickle=False) for name, path in paths.items()}
    except (OSError, EOFError, ValueError, KeyError, TypeError) as error:
        raise DataError(
            f"{record.parent}: expected the images of a run, got none whole ({error}); start a new run"
        ) from error
    return found, opened
