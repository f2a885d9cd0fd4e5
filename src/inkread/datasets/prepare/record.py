"""The record of a prepared folder: which stages are done, from what, so that a second run redoes none."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from inkread import atomic
from inkread.datasets.source_file import SourceFile
from inkread.errors import DataError

RECORD = "prepare.json"
FORMAT = 1


@dataclass(slots=True)
class PrepareRecord:
    """What was prepared in a folder.

    Attributes:
        source: the file it was made of.
        num_bad_rows: how many of its rows were set aside.
        stages: of each stage begun: the `plan` it follows, and the `outputs` that it made (a name, and its
            size in bytes or its number of images), or None while it has not ended.
    """

    source: SourceFile
    num_bad_rows: int = 0
    stages: dict[str, dict[str, Any]] = field(default_factory=dict)

    def begin(self, folder: Path, stage: str, plan: dict[str, Any]) -> None:
        """Note that a stage has begun: from now on its outputs are ours to replace."""
        self.stages[stage] = {"plan": plan, "outputs": None}
        self.write(folder)

    def end(self, folder: Path, stage: str, outputs: dict[str, int]) -> None:
        """Note that a stage is done."""
        self.stages[stage]["outputs"] = outputs
        self.write(folder)

    def outputs(self, stage: str, plan: dict[str, Any]) -> dict[str, int] | None:
        """Return the outputs of a stage if it was done after this plan."""
        noted = self.stages.get(stage)
        return noted["outputs"] if noted is not None and noted["plan"] == plan else None

    def write(self, folder: Path) -> None:
        """Write the record into `folder`."""
        fields = {
            "format": FORMAT,
            "source": self.source.to_dict(),
            "num_bad_rows": self.num_bad_rows,
            "stages": self.stages,
        }
        atomic.write_text(folder / RECORD, json.dumps(fields, indent=1) + "\n")


def read_prepare_record(folder: Path) -> PrepareRecord | None:
    """Return the record in `folder`, or None where nothing was prepared.

    Raises:
        DataError: when the record is damaged or of another format.
    """
    path = folder / RECORD
    try:
        fields = json.loads(path.read_text("utf-8"))
        if fields["format"] != FORMAT:
            raise DataError(
                f"{path}: expected format {FORMAT}, got {fields['format']!r}; choose another folder"
            )
        return PrepareRecord(SourceFile(**fields["source"]), fields["num_bad_rows"], fields["stages"])
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise DataError(
            f"{path}: expected the record of a prepared folder, got a damaged one ({error});"
            " delete it, or choose another folder"
        ) from error
