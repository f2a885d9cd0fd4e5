"""The results table of the README and of docs/results.md is that of the shipped bundle's scores."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from inkread.bundle import Bundle, Score

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def results() -> ModuleType:
    spec = importlib.util.spec_from_file_location("results", ROOT / "tools" / "results.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


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


def test_filling_twice_changes_nothing(results: ModuleType):
    page = f"head\n{results.BEGIN}old\n{results.END}tail\n"
    once = results.fill(page, "new\n")
    assert once == f"head\n{results.BEGIN}new\n{results.END}tail\n"
    assert results.fill(once, "new\n") == once


@pytest.mark.parametrize("name", ["README.md", "docs/results.md"])
def test_a_page_shows_what_the_shipped_bundle_says(results: ModuleType, name: str):
    page = (ROOT / name).read_text("utf-8")
    assert results.BEGIN in page
    assert results.fill(page, results.table(Bundle.open().scores)) == page
