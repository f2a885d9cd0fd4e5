"""Long work without a terminal says how far it is, but not often."""

import pytest

from inkread.cli.progress_lines import RAREST, ProgressLines


@pytest.fixture
def said():
    return []


@pytest.fixture
def at(said):
    """Tells how far it is at a time of a clock of the test's own."""
    now = [0.0]
    lines = ProgressLines(clock=lambda: now[0], say=said.append)

    def tell(seconds, done, total=1000):
        now[0] = seconds
        lines("Reading", done, total)

    return tell


def test_short_work_says_nothing(at, said):
    at(0, 0)
    at(4.9, 900)
    at(60, 1000)
    assert said == []


def test_long_work_says_how_far_it_is_less_and_less_often(at, said):
    for second in range(100):
        at(second, second * 10)
    assert said == [f"inkread: Reading: {n} of 1,000 ({n // 10}%)" for n in (50, 150, 350, 750)]


def test_the_longest_pause_has_an_end(at, said):
    for second in range(0, 100_000, 50):
        at(second, 1 + second, 10**6)
    assert 100_000 / RAREST - 5 < len(said) < 100_000 / RAREST + 10


def test_what_has_no_known_end_is_counted(at, said):
    at(6, 200_000, None)
    assert said == ["inkread: Reading: 200,000"]
