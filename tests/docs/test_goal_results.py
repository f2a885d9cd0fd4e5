"""The page of results shows what the shipped reader reaches of its goals."""

from dataclasses import replace

import pytest

from inkread.bundle import Bundle


@pytest.fixture(scope="module")
def tool(tool_named):
    return tool_named("goal_results")


def test_the_page_shows_what_the_shipped_bundle_reaches(tool):
    page = tool.PAGE.read_text("utf-8")
    assert tool.written(page, Bundle.open().scores) == page, "run make docs"


@pytest.mark.parametrize(("value", "told"), [(0.95, "| yes |"), (0.9296, "| no, by 0.04 |")])
def test_a_row_says_whether_its_goal_is_reached(tool, value, told):
    page = tool.PAGE.read_text("utf-8")
    goal = tool.GOALS[0]
    scores = [
        replace(score, value=value)
        if (score.set, score.charset, score.metric) == (goal.set, goal.charset, goal.metric)
        else score
        for score in Bundle.open().scores
    ]
    made = tool.written(page, scores).splitlines()
    changed = [line for line, old in zip(made, page.splitlines(), strict=True) if line != old]
    assert len(changed) == 1
    assert told in changed[0]


def test_the_most_that_may_be_is_reached_from_below(tool):
    assert tool._reached(1.26, 1.15, tool.MOST, 2) == "no, by 0.11"
    assert tool._reached(1.15, 1.15, tool.MOST, 2) == "yes"
    assert tool._reached(99.5, 99.5, tool.LEAST, 2) == "yes"


def test_a_bundles_scores_are_kept_where_they_have_a_goal(tool):
    told = tool.kept(Bundle.open())
    assert '"drawn62-dev"' in told
    assert '"macro_recall"' not in told
