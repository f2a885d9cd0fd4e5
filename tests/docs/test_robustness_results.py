"""The tables of spoilt images, in the results and in the model card, are those of the records."""

import re
from pathlib import Path
from types import ModuleType

import pytest

STAMP = re.compile(rb'data-record="([0-9a-f]{64})"')


@pytest.fixture(scope="module")
def tool(tool_named) -> ModuleType:
    return tool_named("robustness_results")


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
