"""`metrics.csv`: what is written is what is read, and what is wrong with a file is named."""

import math

import pytest

from inkread.errors import DataError
from inkread.evaluation.metrics_csv import read_metrics, write_metrics


@pytest.fixture
def written(tmp_path):
    """Writes a `metrics.csv` of this text."""

    def make(text):
        path = tmp_path / "metrics.csv"
        path.write_bytes(text)
        return path

    return make


def test_rows_come_back_as_numbers(tmp_path):
    rows = ({"epoch": 1, "loss": 0.1 + 0.2}, {"epoch": 2, "loss": 1e-9})
    write_metrics(tmp_path / "metrics.csv", rows)
    assert read_metrics(tmp_path / "metrics.csv") == rows


def test_a_run_that_diverged_can_be_read(tmp_path):
    write_metrics(tmp_path / "metrics.csv", [{"epoch": 1, "loss": math.inf}])
    assert read_metrics(tmp_path / "metrics.csv") == ({"epoch": 1, "loss": math.inf},)


def test_a_run_that_has_not_trained_is_named(tmp_path):
    with pytest.raises(DataError, match=r"metrics\.csv: expected a run's metrics, got no such file"):
        read_metrics(tmp_path / "metrics.csv")


@pytest.mark.parametrize("text", [b"", b"epoch,loss\n"])
def test_a_run_before_its_first_epoch_is_named(written, text):
    with pytest.raises(DataError, match=r"expected a row an epoch, got none; wait"):
        read_metrics(written(text))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"epoch,loss\n1,low\n", r"line 2, column loss: expected a number, got 'low'"),
        (b"epoch,loss\n1,0.5\n2\n", r"line 3, column loss: expected a number, got ''"),
        (b"epoch\n1,2\n", r"line 2: expected 1 cells, got 2"),
        (b"epoch\n\xff\n", r"expected a run's metrics, got a damaged file"),
    ],
)
def test_what_is_wrong_with_a_file_is_named_with_what_to_do(written, text, said):
    with pytest.raises(DataError, match=rf"metrics\.csv.*{said}.*; start over"):
        read_metrics(written(text), remedy="start over")
