"""TensorBoard's event files: one point an epoch and metric, whatever happened to the run."""

from collections import Counter

import pytest

pytestmark = [
    pytest.mark.train,
    pytest.mark.filterwarnings("ignore:__array__ implementation"),  # raised by Keras on NumPy 2
]


def points(folder):
    """Return (part, tag, step) -> value of every point in the run's event files, each there once."""
    import tensorflow as tf

    found = Counter()
    values = {}
    for path in (folder / "tensorboard").rglob("events.*"):
        for record in tf.data.TFRecordDataset(str(path)):
            event = tf.compat.v1.Event.FromString(record.numpy())
            for value in event.summary.value:
                key = (path.parent.name, value.tag, event.step)
                found[key] += 1
                values[key] = float(tf.make_ndarray(value.tensor))
                assert value.metadata.plugin_data.plugin_name == "scalars"
    assert set(found.values()) == {1}
    return values


def test_a_run_leaves_its_curves_for_tensorboard(train_tiny, tmp_path):
    from inkread.evaluation.metrics_csv import read_metrics

    train_tiny("mlp", tmp_path, changes={"epochs": 2}, tensorboard=True)
    found = points(tmp_path)
    for row in read_metrics(tmp_path / "metrics.csv"):
        step = int(row["epoch"])
        assert found["train", "epoch_loss", step] == pytest.approx(row["loss"])
        assert found["validation", "epoch_loss", step] == pytest.approx(row["validation_loss"])
        assert found["train", "epoch_learning_rate", step] == pytest.approx(row["learning_rate"])
    assert {part for part, _, _ in found} == {"train", "validation"}
    assert not any("finished_at" in tag for _, tag, _ in found)


def test_a_resumed_run_has_each_point_once(train_tiny, tmp_path):
    train_tiny("mlp", tmp_path, changes={"epochs": 2}, tensorboard=True)
    before = points(tmp_path)
    train_tiny("mlp", tmp_path, changes={"epochs": 2}, tensorboard=True, resume=True)
    assert points(tmp_path) == before


def test_without_the_option_there_are_none(train_tiny, tmp_path):
    train_tiny("mlp", tmp_path)
    assert not (tmp_path / "tensorboard").exists()
