"""The reference of the history names every column of every table and every kind of file, and no other."""

import os
import re
from pathlib import Path

import pytest

from inkread.history.pictures import Pictures
from inkread.history.schema import metadata, version

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "history.md"
TABLES = [*metadata.sorted_tables, version]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_the_columns_of_a_table_are_explained(table):
    section = PAGE.read_text("utf-8").partition(f"\n## `{table.name}`\n")[2].partition("\n## ")[0]
    assert re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE) == [column.name for column in table.columns]


def test_the_files_beside_the_images_are_explained(tmp_path, monkeypatch):
    pictures, entry_id, seen = Pictures(tmp_path), "3f" * 16, set()
    for owner, step in ((os, "fsync"), (Path, "unlink")):
        monkeypatch.setattr(owner, step, looking(getattr(owner, step), tmp_path, seen))
    pictures.check_writable()
    pictures.set_owner("3f" * 16)
    pictures.write(entry_id, b"image")
    pictures.remove(entry_id)
    names = {re.sub(r"\.\w{8}\.tmp$", ".????????.tmp", name.replace(entry_id, "<id>")) for name in seen}
    section = PAGE.read_text("utf-8").partition("\n## Images\n")[2].partition("\n## ")[0]
    assert names - {"<id>.png"} == set(re.findall(r"^\| `([^`]+)` \|", section, re.MULTILINE))


def looking(step, folder, seen):
    """Return the step, before which it is noted which files are in the folder."""

    def look(*arguments, **named):
        seen.update(path.name for path in folder.rglob("*") if path.is_file())
        return step(*arguments, **named)

    return look
