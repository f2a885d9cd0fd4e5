"""The page on doubt shows what the shipped bundle says of itself."""

from dataclasses import replace

import pytest

from inkread.bundle import Bundle


@pytest.fixture(scope="module")
def tool(tool_named):
    return tool_named("doubt_results")


def test_the_page_shows_what_the_shipped_bundle_says(tool):
    page = tool.PAGE.read_text("utf-8")
    assert tool.written(page, Bundle.open().scores) == page, "run make docs"


def test_another_figure_changes_its_block_alone(tool):
    page = tool.PAGE.read_text("utf-8")
    hearts = ("drawing: heart", "refused")
    scores = [
        replace(score, value=0.5) if (score.set, score.metric) == hearts else score
        for score in Bundle.open().scores
    ]
    made = tool.written(page, scores)
    assert "heart 50 %" in made
    changed = [line for line, old in zip(made.splitlines(), page.splitlines(), strict=True) if line != old]
    assert len(changed) == 1
