"""The steps of a long inquiry, each done once: what is done is kept, and found again after a kill."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from inkread import atomic
from inkread.errors import DataError

Record = dict[str, Any]


class Steps:
    """Records of steps in a folder, a file each."""

    def __init__(self, folder: Path) -> None:
        """Keep the records in `folder`, made if it is not there."""
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        atomic.sweep(folder)

    def once(self, name: str, make: Callable[[], Record]) -> Record:
        """Return the record of the step `name`: the one that is there, or what `make` returns.

        Raises:
            DataError: when the record that is there is damaged.
        """
        path = self._folder / f"{name}.json"
        if path.is_file():
            return _read(path)
        record = make()
        atomic.write_text(path, json.dumps(record, indent=1, ensure_ascii=False) + "\n")
        return _read(path)  # so that a record means the same whether it was just made or found


def _read(path: Path) -> Record:
    """Return the record in a file."""
    try:
        record: Record = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise DataError(
            f"{path}: expected the record of a step, got a damaged one ({error});"
            " delete it to repeat the step"
        ) from error
    return record
