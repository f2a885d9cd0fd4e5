"""A step is done once; its record means the same whether it was just made or found."""

import pytest

from inkread.errors import DataError
from inkread.study.steps import Steps


def test_a_step_that_is_done_is_not_done_again(tmp_path):
    steps = Steps(tmp_path / "steps")
    made = steps.once("first", lambda: {"accuracy": 0.5, "seeds": (0, 1)})
    found = Steps(tmp_path / "steps").once("first", lambda: pytest.fail("done twice"))
    assert made == found == {"accuracy": 0.5, "seeds": [0, 1]}


def test_a_step_that_fails_leaves_no_record(tmp_path):
    steps = Steps(tmp_path)

    def fail():
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        steps.once("first", fail)
    assert not list(tmp_path.iterdir())
    assert steps.once("first", lambda: {"n": 1}) == {"n": 1}


def test_a_record_that_a_kill_left_half_written_is_cleared_away(tmp_path):
    (tmp_path / ".first.json.abcd_123.tmp").write_text('{"n": ')
    assert Steps(tmp_path).once("first", lambda: {"n": 1}) == {"n": 1}
    assert [path.name for path in tmp_path.iterdir()] == ["first.json"]


def test_a_damaged_record_is_told_with_its_file(tmp_path):
    (tmp_path / "first.json").write_text('{"n": ')
    with pytest.raises(DataError, match=r"first\.json: expected the record of a step"):
        Steps(tmp_path).once("first", lambda: {"n": 1})
