"""The page on preprocessing names every step and every warning that a trail may hold."""

import re
from pathlib import Path

from inkread.preprocess import cautions
from inkread.preprocess.contract import CONTRACT, preprocess
from inkread.preprocess.decode import decode
from inkread.preprocess.segment import page_cautions
from inkread.trail import Caution

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "reference" / "preprocess.md").read_text("utf-8")


def first_cells(heading: str) -> list[str]:
    """Return the first column of the table whose first heading this is."""
    table = re.search(rf"^\| {heading} \|.*\n\|[-|]+\n((?:\|.*\n)+)", PAGE, re.MULTILINE)
    return [row.split("|")[1].strip(" `") for row in table[1].splitlines()]


def test_the_page_is_about_the_contract_in_force():
    assert CONTRACT in PAGE.splitlines()[0]


def test_every_warning_is_explained_and_no_other():
    named = [*vars(cautions).values(), *vars(page_cautions).values(), page_cautions.left_out([])]
    codes = {item.code for item in named if isinstance(item, Caution)}
    assert set(first_cells("warning")) == codes


def test_every_step_is_explained_in_its_order():
    steps = preprocess(decode(ROOT / "samples" / "7-photo.jpg")).trail.steps
    explained = first_cells("step")
    assert "rules" in explained  # a step that only pictures with lines have
    explained.remove("rules")
    assert [step.name for step in steps if step.name != "decode"] == explained
