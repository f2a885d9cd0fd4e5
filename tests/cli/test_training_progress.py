"""What a person sees of a training run: a line an epoch, and on a terminal a bar too."""

import io
import sys

import pytest

from inkread.cli.training_progress import watching

pytestmark = pytest.mark.train
ROW = {"epoch": 1, "loss": 0.4213, "accuracy": 0.8731, "validation_accuracy": 0.901}
LINE = "epoch 1/3 loss 0.42 accuracy 87.3 % validation 90.1 %"


@pytest.fixture
def step():
    """A run's position after its first step."""
    from inkread.training.checkpoint import Position

    return Position("r", "d", 0).after({"loss": 0.5, "accuracy": 0.25}, 8)


class Terminal(io.StringIO):
    """Standard error as a terminal would be."""

    def isatty(self):
        return True


def test_without_a_terminal_there_is_one_line_an_epoch_and_nothing_else(step, capsys):
    with watching(3) as watch:
        watch(step, 2)
        watch(step.next_epoch(ROW), 2)
    out, err = capsys.readouterr()
    assert out == ""
    assert err == LINE + "\n"


def test_without_a_validation_part_none_is_named(step, capsys):
    with watching(3) as watch:
        watch(step.next_epoch({"epoch": 1, "loss": 1.0, "accuracy": 0.5}), 2)
    assert capsys.readouterr().err == "epoch 1/3 loss 1.00 accuracy 50.0 %\n"


@pytest.fixture
def shown(monkeypatch):
    """Shows positions, with how many steps their epochs have, on a terminal; returns its text."""

    def show(*positions):
        terminal = Terminal()
        with monkeypatch.context() as patch:  # here: pytest puts its own stream back before each call
            patch.setattr(sys, "stderr", terminal)
            patch.setenv("COLUMNS", "100")
            patch.setenv("TERM", "xterm")
            with watching(3) as watch:
                for position, num_steps in positions:
                    watch(position, num_steps)
        return terminal.getvalue()

    return show


def test_a_terminal_shows_the_running_loss_and_accuracy_beside_the_bar(step, shown):
    text = shown((step, 2))
    assert "epoch 1/3" in text
    assert "loss 0.50 accuracy 25.0 %" in text
    assert "50%" in text


def test_a_terminal_keeps_the_line_of_a_done_epoch(step, shown):
    assert LINE in shown((step, 1), (step.next_epoch(ROW), 1))
