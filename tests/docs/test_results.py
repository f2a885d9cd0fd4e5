"""The results tables of the README and of docs/results.md are those of the shipped bundles' scores."""

from types import ModuleType

import pytest

from inkread.bundle import Bundle, Score


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


@pytest.mark.parametrize("place", [0, 1, 2], ids=["README.md", "docs/results.md", "best"])
def test_a_page_shows_what_the_shipped_bundle_says(results: ModuleType, place: int):
    path, block, bundle = results.BLOCKS[place]
    page = path.read_text("utf-8")
    assert results.fill(page, block, results.table(Bundle.open(bundle).scores)) == page, "run make docs"
