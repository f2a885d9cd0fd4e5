"""What a fit came to survives the disk, and a damaged file is named."""

import json

import numpy as np
import pytest

from inkread.errors import DataError
from inkread.evaluation.fold_result import (
    FitResult,
    read_curves,
    read_predictions,
    read_result,
    write_predictions,
)

RESULT = FitResult("fold-1", 0, 80, 20, 1, 0.95, 0.2, 160, None)
LOGITS = np.array([[0.0, 2.0], [1.0, -1.0]], np.float32)


def test_a_result_comes_back(tmp_path):
    (tmp_path / "result.json").write_text(json.dumps(RESULT.to_dict()))
    assert read_result(tmp_path) == RESULT


@pytest.mark.parametrize("whole", [True, False])
def test_predictions_come_back_with_logits_where_they_were_kept(tmp_path, whole):
    write_predictions(tmp_path / "held-out.npz", np.array([4, 9]), LOGITS, whole=whole)
    found = read_predictions(tmp_path)
    assert (found.rows.tolist(), found.predicted.tolist()) == ([4, 9], [1, 0])
    assert np.array_equal(found.logits, LOGITS) if whole else found.logits is None


def test_curves_leave_the_time_of_day_out(tmp_path):
    (tmp_path / "metrics.csv").write_text("epoch,loss,finished_at\n1,0.5,17.0\n2,0.25,18.0\n")
    assert read_curves(tmp_path) == ({"epoch": 1, "loss": 0.5}, {"epoch": 2, "loss": 0.25})


@pytest.mark.parametrize(
    ("read", "name", "content"),
    [
        (read_result, "result.json", b"{"),
        (read_result, "result.json", b'{"name": "fold-1"}'),
        (read_curves, "metrics.csv", b"epoch,loss\n1,many\n"),
        (read_predictions, "held-out.npz", b"PK\x05\x06"),
        (read_predictions, "held-out.npz", b""),
    ],
)
def test_a_damaged_file_is_named_with_what_to_do(tmp_path, read, name, content):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(DataError, match=rf"{name}.*: expected .* remove .* and resume"):
        read(tmp_path)


@pytest.mark.parametrize("read", [read_result, read_curves, read_predictions])
def test_a_file_that_is_not_there_is_named(tmp_path, read):
    with pytest.raises(DataError, match="got no such file"):
        read(tmp_path)
