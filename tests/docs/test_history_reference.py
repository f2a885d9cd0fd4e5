"""The reference of the history names every column of every table, and no other."""

import re
from pathlib import Path

import pytest

from inkread.history.schema import metadata, version

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "history.md"
TABLES = [*metadata.sorted_tables, version]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_the_columns_of_a_table_are_explained(table):
    section = PAGE.read_text("utf-8").partition(f"\n## `{table.name}`\n")[2].partition("\n## ")[0]
    assert re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE) == [column.name for column in table.columns]
