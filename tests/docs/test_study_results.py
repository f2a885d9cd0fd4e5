"""The pages say of studies what their records hold, and each chart is of the record as it is now."""

import json
import re
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree

import pytest

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
RECORDS = sorted((DOCS / "studies").glob("*.json"))
MOST_BYTES = 48_000  # of a record: figures, and no images; runs of 30 epochs, the longest, take 37,000


@pytest.fixture(scope="module")
def tool(tool_named) -> ModuleType:
    return tool_named("study_results")


@pytest.fixture(scope="module")
def filled(tool: ModuleType):
    """The pages as they would be written now, and their charts."""
    return tool.filled(DOCS)


def test_the_pages_are_up_to_date(filled):
    pages, _ = filled
    assert len(pages) >= 3
    assert {page: page.read_text("utf-8") == text for page, text in pages.items()} == dict.fromkeys(
        pages, True
    ), "run make docs"


def test_each_chart_is_there_and_of_its_record(filled):
    _, charts = filled
    kept = {path.name: path.read_bytes() for path in (DOCS / "studies").glob("*.svg")}
    assert kept.keys() == charts.keys(), "run make docs"
    stamp = re.compile(rb'data-record="([0-9a-f]{64})"')
    stale = [name for name in charts if stamp.findall(kept[name]) != stamp.findall(charts[name])]
    assert stale == [], "run make docs"


def test_a_chart_brings_its_colours_for_light_and_for_dark(filled):
    for name, content in filled[1].items():
        root = ElementTree.fromstring(content)
        (style,) = (
            element.text
            for element in root.iter("{http://www.w3.org/2000/svg}style")
            if "--ink" in element.text
        )
        assert "prefers-color-scheme: dark" in style, name
        used = set(re.findall(r"var\((--[\w-]+)", content.decode()))
        assert all(style.count(f"{variable}:") == 2 for variable in used), name


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.stem)
def test_a_record_is_small_and_names_no_place_of_a_machine(path: Path):
    text = path.read_text("utf-8")
    assert len(text.encode()) <= MOST_BYTES
    assert re.findall(r"(?:/home|/tmp|/work|[A-Z]:\\|\.\./)[^\"]*", text) == []
    assert json.loads(text)


def test_filling_twice_changes_nothing(tool: ModuleType, filled):
    blocks = tool.Blocks(DOCS / "studies")
    page, text = next(iter(filled[0].items()))
    assert blocks.fill(text, "../studies") == text, page


def test_a_block_of_another_name_is_an_error(tool: ModuleType):
    with pytest.raises(KeyError, match="unheard-of"):
        tool.Blocks(DOCS / "studies").fill("<!-- study: unheard-of -->\n<!-- /study -->\n", "studies")
