"""The page of a search shows its best settings, every trial, and drawings only of what there is."""

import pytest

from inkread.evaluation.search_result import Search, Trial
from inkread.reporting.html import render
from inkread.reporting.page import Code, Figure, Table
from inkread.reporting.tune_page import tune_page


def trial(number, accuracy, state="complete", rate=0.01, batch=64):
    return Trial(number, state, accuracy, {"learning_rate": rate, "batch_size": batch}, 1.5)


TRIALS = (
    trial(0, 0.91, rate=1e-4),
    trial(1, 0.97, rate=1e-2, batch="a few"),
    trial(2, 0.5, "pruned"),
    trial(3, None, "failed"),
)
WHOLE = Search("s", "mlp", TRIALS, TRIALS[1], {"learning_rate": 0.8, "batch_size": 0.2})
EMPTY = Search("s", "mlp", TRIALS[3:], None, {})
SINGLE = Search("s", "mlp", TRIALS[:1], TRIALS[0], {})


def blocks(search, kind):
    return [
        block for section in tune_page(search).sections for block in section.blocks if isinstance(block, kind)
    ]


def test_the_command_trains_the_best_settings():
    (code,) = blocks(WHOLE, Code)
    assert "--recipe mlp --set learning_rate=0.01 --set batch_size=a few" in code.text


def test_every_trial_has_its_row_best_first():
    table = blocks(WHOLE, Table)[-1]
    assert [row[0] for row in table.rows] == [1, 0, 2, 3]
    assert [row[2] for row in table.rows] == ["97.00 %", "91.00 %", "50.00 %", None]


@pytest.mark.parametrize(("search", "num_figures"), [(WHOLE, 3), (SINGLE, 1), (EMPTY, 0)])
def test_there_are_drawings_of_what_there_is_and_the_page_can_be_written(search, num_figures):
    figures = blocks(search, Figure)
    assert len(figures) == num_figures
    page = render(tune_page(search))
    assert page.count("<figure") >= num_figures
    assert "Search for the settings of mlp" in page
