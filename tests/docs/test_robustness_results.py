"""The tables of spoilt images, in the results and in the model card, are those of the records."""

import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
STAMP = re.compile(rb'data-record="([0-9a-f]{64})"')


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    """The tool, imported beside its neighbours, as it is when it is run."""
    sys.path.insert(0, str(ROOT / "tools"))
    try:
        import robustness_results
    finally:
        sys.path.remove(str(ROOT / "tools"))
    yield robustness_results
    for name in ("robustness_results", "report_markdown"):
        sys.modules.pop(name, None)


@pytest.fixture(scope="module")
def written(tool: ModuleType) -> dict[Path, bytes]:
    return tool.written()


def test_the_pages_are_up_to_date(written):
    pages = {path: content for path, content in written.items() if path.suffix == ".md"}
    assert len(pages) == 2
    assert [path for path, content in pages.items() if path.read_bytes() != content] == [], "run make docs"


def test_each_chart_is_there_and_of_its_record(written):
    charts = {path: content for path, content in written.items() if path.suffix == ".svg"}
    assert len(charts) == 2
    assert {path: STAMP.findall(path.read_bytes()) for path in charts} == {
        path: STAMP.findall(content) for path, content in charts.items()
    }, "run make docs"


def test_the_pages_say_which_model_was_measured(tool, written):
    for name in tool.ASKED:
        (model,) = tool.opened(tool.RECORDS / f"{name}.json").models
        contract, digest = model.split()
        assert f"`{digest[:8]}` behind `{contract}`".encode() in written[tool.RESULTS]


def test_filling_twice_changes_nothing(tool):
    page = f"head\n{tool.BEGIN}old\n{tool.END}tail\n"
    once = tool.fill(page, "new\n")
    assert once == f"head\n{tool.BEGIN}new\n{tool.END}tail\n"
    assert tool.fill(once, "new\n") == once
