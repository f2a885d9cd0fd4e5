"""The results table of the README and of docs/results.md is that of the shipped bundle's scores."""

from pathlib import Path
from types import ModuleType

import pytest

from inkread.bundle import Bundle, Score

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def results(tool_named) -> ModuleType:
    return tool_named("results")


def score(name: str, charset: str, *, spread: float | None = None) -> Score:
    return Score(name, charset, "accuracy", 0.98765, spread, 1234, (1,), "inkread evaluate")


def test_a_figure_stands_with_its_spread_and_n(results: ModuleType):
    made = results.table([score("a", "digits", spread=0.001), score("b", "byclass")])
    assert made.splitlines() == [
        "| data set | 62 classes | known digit |",
        "| --- | --- | --- |",
        "| a |  | 98.77 ± 0.10 % of 1,234 |",
        "| b | 98.77 % of 1,234 |  |",
    ]


@pytest.mark.parametrize("name", ["README.md", "docs/results.md"])
def test_a_page_shows_what_the_shipped_bundle_says(results: ModuleType, name: str):
    page = (ROOT / name).read_text("utf-8")
    assert results.fill(page, results.BLOCK, results.table(Bundle.open().scores)) == page, "run make docs"
