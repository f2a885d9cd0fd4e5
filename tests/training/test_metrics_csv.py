"""`metrics.csv`: what is written is what is read, and a file of another kind is named."""

import pytest

from inkread.errors import TrainingError
from inkread.training.metrics_csv import read_metrics, write_metrics


def test_rows_come_back_as_numbers(tmp_path):
    rows = [{"epoch": 1, "loss": 0.1 + 0.2}, {"epoch": 2, "loss": 1e-9}]
    write_metrics(tmp_path / "metrics.csv", rows)
    assert read_metrics(tmp_path / "metrics.csv") == rows


def test_a_run_that_has_not_trained_is_named(tmp_path):
    with pytest.raises(TrainingError, match=r"metrics\.csv: expected a run's metrics, got no such file"):
        read_metrics(tmp_path / "metrics.csv")


@pytest.mark.parametrize("text", ["epoch,loss\n1,low\n", "epoch,loss\n1\n", "epoch\n1,2\n"])
def test_a_file_of_another_kind_is_named(text, tmp_path):
    path = tmp_path / "metrics.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(TrainingError, match=r"metrics\.csv: expected a number in each cell, got a fault"):
        read_metrics(path)
