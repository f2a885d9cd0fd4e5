"""A run: repeatable, resumable, loadable, and never mixed up with another."""

import csv
import json

import numpy as np
import pytest

from inkread.errors import TrainingError

pytestmark = [
    pytest.mark.train,
    pytest.mark.filterwarnings("ignore:__array__ implementation"),  # raised by Keras on NumPy 2
]


class KilledError(Exception):
    """Ends a run at a chosen step."""


def stop_after(step):
    def watch(position, _num_steps):
        if position.steps_done == step and position.step:
            raise KilledError

    return watch


def weights_of(model):
    return [np.array(weight) for weight in model.get_weights()]


def same(first, second):
    return all(np.array_equal(a, b) for a, b in zip(first, second, strict=True))


def test_a_stopped_run_resumes_to_the_very_same_weights_and_metrics(train_tiny, tmp_path):
    two = {"changes": {"epochs": 2}, "save_every": 2}
    _, whole = train_tiny("compact", tmp_path / "whole", **two)
    for step in (1, 4, 8):
        with pytest.raises(KilledError):
            train_tiny("compact", tmp_path / "cut", resume=step > 1, watch=stop_after(step), **two)
    _, resumed = train_tiny("compact", tmp_path / "cut", resume=True, **two)
    assert same(weights_of(resumed), weights_of(whole))
    told = [
        [{**row, "finished_at": ""} for row in csv.DictReader(path.read_text("utf-8").splitlines())]
        for path in (tmp_path / "whole" / "metrics.csv", tmp_path / "cut" / "metrics.csv")
    ]
    assert told[0] == told[1]
    assert [row["epoch"] for row in told[0]] == ["1", "2"]


def test_another_seed_gives_other_weights(train_tiny, tmp_path):
    models = [train_tiny("mlp", tmp_path / str(seed), seed=seed)[1] for seed in (0, 1)]
    assert not same(weights_of(models[0]), weights_of(models[1]))


def test_a_watcher_sees_each_step_and_each_epochs_end(train_tiny, tmp_path):
    seen = []
    train_tiny("mlp", tmp_path, watch=lambda position, steps: seen.append((position, steps)))
    assert [(position.epoch, position.step) for position, _ in seen] == [
        *((0, n) for n in range(1, 6)),
        (1, 0),
    ]
    assert {steps for _, steps in seen} == {5}
    assert seen[-1][0].rows[0]["accuracy"] == pytest.approx(seen[-2][0].means()["accuracy"])


def test_a_folder_with_a_run_in_it_is_not_trained_over(train_tiny, finished_run):
    with pytest.raises(TrainingError, match="expected a new folder, got one with a run in it"):
        train_tiny("compact", finished_run.folder)


def test_there_is_nothing_to_resume_in_an_unknown_folder(train_tiny, tmp_path):
    with pytest.raises(TrainingError, match="expected a run to go on with, got none"):
        train_tiny("mlp", tmp_path / "mistyped", resume=True)
    assert not (tmp_path / "mistyped").exists()


@pytest.mark.parametrize(
    ("what", "other"), [("seed", {"seed": 5}), ("recipe", {"changes": {"learning_rate": 0.5}})]
)
def test_another_runs_settings_are_refused_and_its_config_is_kept(what, other, train_tiny, finished_run):
    before = (finished_run.folder / "config.json").read_bytes()
    with pytest.raises(TrainingError, match=f"expected the same {what} as when the run began, got another"):
        train_tiny("compact", finished_run.folder, resume=True, **other)
    assert (finished_run.folder / "config.json").read_bytes() == before


def test_a_finished_run_resumed_is_as_it_was(train_tiny, finished_run):
    _, model = train_tiny("compact", finished_run.folder, resume=True)
    assert same(weights_of(model), weights_of(finished_run.model))


def test_loaded_weights_are_where_a_run_starts(train_tiny, finished_run, tmp_path):
    model_file = finished_run.folder / "model.keras"
    _, loaded = train_tiny("compact", tmp_path / "loaded", load=model_file)
    _, fresh = train_tiny("compact", tmp_path / "fresh")
    assert not same(weights_of(loaded), weights_of(fresh))
    config = json.loads((tmp_path / "loaded" / "config.json").read_text("utf-8"))
    assert config["load"]["path"] == str(model_file)


def test_a_loaded_run_killed_before_its_first_save_resumes_from_the_loaded_weights(
    train_tiny, finished_run, tmp_path
):
    model_file = finished_run.folder / "model.keras"
    _, whole = train_tiny("compact", tmp_path / "whole", load=model_file)
    with pytest.raises(KilledError):
        train_tiny("compact", tmp_path / "cut", load=model_file, watch=stop_after(2))
    _, resumed = train_tiny("compact", tmp_path / "cut", resume=True)
    assert same(weights_of(resumed), weights_of(whole))


def test_another_networks_weights_are_not_loaded(train_tiny, finished_run, tmp_path):
    with pytest.raises(TrainingError, match=r"model\.keras: expected the weights of this recipe's network"):
        train_tiny("mlp", tmp_path / "run", load=finished_run.folder / "model.keras")


def test_a_run_stops_after_the_epoch_that_knows_enough(train_tiny, tmp_path):
    changes = {"epochs": 9, "stop_at_accuracy": 0.2, "learning_rate": 0.01}
    train_tiny("mlp", tmp_path, changes=changes)
    rows = list(csv.DictReader((tmp_path / "metrics.csv").read_text("utf-8").splitlines()))
    assert len(rows) < 9
    reached = [float(row["accuracy"]) >= 0.2 for row in rows]
    assert reached == [False] * (len(rows) - 1) + [True]


def test_a_run_that_has_stopped_stays_stopped_when_it_is_resumed(train_tiny, tmp_path):
    changes = {"epochs": 9, "stop_at_accuracy": 0.2, "learning_rate": 0.01}
    _, first = train_tiny("mlp", tmp_path, changes=changes)
    _, again = train_tiny("mlp", tmp_path, changes=changes, resume=True)
    assert same(weights_of(first), weights_of(again))


def test_a_stopped_run_of_muon_resumes_to_the_same_weights(train_tiny, tmp_path):
    changes = {"optimiser": "muon"}
    _, whole = train_tiny("nimble", tmp_path / "whole", save_every=2, changes=changes)
    with pytest.raises(KilledError):
        train_tiny("nimble", tmp_path / "cut", save_every=2, watch=stop_after(3), changes=changes)
    _, resumed = train_tiny("nimble", tmp_path / "cut", save_every=2, resume=True, changes=changes)
    assert same(weights_of(resumed), weights_of(whole))


def test_a_stopped_run_of_adadelta_on_one_hot_labels_resumes_to_the_same_weights(train_tiny, tmp_path):
    _, whole = train_tiny("adadelta", tmp_path / "whole", save_every=2)
    with pytest.raises(KilledError):
        train_tiny("adadelta", tmp_path / "cut", save_every=2, watch=stop_after(3))
    _, resumed = train_tiny("adadelta", tmp_path / "cut", save_every=2, resume=True)
    assert same(weights_of(resumed), weights_of(whole))
