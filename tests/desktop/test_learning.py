"""Training from the window: what is started, how it is followed, and that whatever happens loses nothing."""

import errno
import json
import os
from pathlib import Path

import pytest

from inkread.desktop.learning import CORRECTIONS, INTERRUPTED, Learning, Plan
from inkread.desktop.replies import Saved, Trouble
from inkread.desktop.requests import ExportEntries
from inkread.desktop.status import Status

HEADER = "epoch,loss,accuracy,validation_loss,validation_accuracy,finished_at\n"


@pytest.fixture
def learning(worker, trainer, tmp_path):
    return Learning(worker, Status(), trainer, tmp_path / "runs")


@pytest.fixture
def pictures(tmp_path):
    folder = tmp_path / "pictures"
    folder.mkdir()
    return str(folder)


def plan(source, **changes):
    """Return a short training."""
    return Plan(**{"source": source, "recipe": "mlp", "epochs": 3, "samples": 500, **changes})


def write_config(folder, *, charset="17", training=80):
    """Write what `inkread train` writes when the pictures are ready."""
    recipe = {"name": "mlp", "epochs": 3, "samples_per_epoch": 500}
    told = {"recipe": recipe, "seed": 0, "sources": ["mine"], "charset": charset}
    numbers = {"num_training": training, "num_validation": 8}
    (folder / "config.json").write_text(json.dumps(told | numbers))


def write_epochs(folder, number):
    """Write the table of so many epochs."""
    lines = [f"{n},{1 / n},{n / 10},{2 / n},{n / 20},{100 + 9 * n}\n" for n in range(1, number + 1)]
    (folder / "metrics.csv").write_text(HEADER + "".join(lines))


def write_bundle(folder):
    """Write what tells that a run is finished."""
    (folder / "bundle").mkdir()
    (folder / "bundle" / "bundle.json").touch()


def test_a_folder_is_trained_on_as_the_command_line_does(learning, trainer, pictures):
    learning.start(plan(pictures))
    folder = learning.home / "mlp-1"
    assert " ".join(trainer.started[0]) == (
        f"--data {pictures} --recipe mlp --epochs 3 --samples-per-epoch 500 --run {folder}"
    )
    assert learning.is_running
    learning.start(plan(pictures))
    assert len(trainer.started) == 1


def test_the_curve_follows_the_run_to_its_end(learning, trainer, pictures):
    seen = []
    learning.watch(lambda: seen.append(len(learning.rows)))
    learning.start(plan(pictures))
    write_config(learning.folder)
    learning.poll()
    assert "Round 1 of 3" in learning.summary
    for number in (1, 2, 3):
        write_epochs(learning.folder, number)
        learning.poll()
    assert seen[-3:] == [1, 2, 3]
    trainer.code = 0
    write_bundle(learning.folder)
    learning.poll()
    assert (learning.phase, learning.share) == ("done", 1.0)
    assert "15.0 % are read right" in learning.summary
    assert [run.is_finished for run in learning.earlier()] == [True]


def test_the_pace_is_that_of_the_last_run_of_the_recipe(learning):
    assert learning.pace("mlp") is None
    folder = learning.home / "mlp-1"
    folder.mkdir(parents=True)
    write_config(folder)
    write_epochs(folder, 3)
    assert learning.pace("mlp") == 18.0  # nine seconds for 500 pictures
    assert learning.pace("compact") is None


def test_nothing_is_told_twice_while_nothing_happens(learning, pictures):
    learning.start(plan(pictures))
    told = []
    learning.watch(lambda: told.append(True))
    learning.poll()
    learning.poll()
    assert told == []


def test_what_was_put_right_is_taken_from_the_history_first(learning, trainer, worker):
    learning.start(plan(None))
    path = learning.folder / CORRECTIONS
    assert worker.last == ExportEntries(path, "zip")
    assert (learning.phase, trainer.started) == ("collecting", [])
    worker.tell(Saved(path))
    assert trainer.started[0][:2] == ["--data", str(path)]


def test_a_history_without_corrections_is_told_and_leaves_no_folder(learning, trainer, worker):
    learning.start(plan(None))
    worker.tell(Trouble("not_found", "…"))
    assert learning.summary.startswith("Nothing in the history was put right")
    assert list(learning.home.iterdir()) == []
    assert trainer.started == []


def test_a_stopped_run_can_be_gone_on_with(learning, trainer, pictures):
    learning.start(plan(pictures))
    write_config(learning.folder)
    write_epochs(learning.folder, 1)
    learning.poll()
    learning.stop()
    learning.stop()
    assert trainer.num_stops == 1
    trainer.code = INTERRUPTED
    learning.poll()
    assert learning.phase == "stopped"
    trainer.code = None
    learning.go_on(learning.folder)
    assert " ".join(trainer.started[1]) == (
        "--data mine --recipe mlp --epochs 3 --samples-per-epoch 500"
        f" --run {learning.folder} --seed 0 --resume"
    )
    assert (learning.phase, len(learning.rows)) == ("training", 1)


def test_a_run_whose_window_is_gone_can_be_looked_at_and_gone_on_with(learning, trainer, worker, pictures):
    learning.start(plan(pictures))
    write_config(learning.folder)
    write_epochs(learning.folder, 2)
    again = Learning(worker, Status(), trainer, learning.home)
    (run,) = again.earlier()
    again.look_at(run.folder)
    assert (again.phase, len(again.rows), again.num_epochs) == ("stopped", 2, 3)
    write_bundle(run.folder)
    again.look_at(run.folder)
    assert again.phase == "done"


@pytest.mark.parametrize(
    ("code", "complaint", "said"),
    [
        (1, "expected images to train on, got none; name others", "expected images to train on, got none"),
        (1, f"x.npz: {os.strerror(errno.ENOSPC)}", "The disk is full."),
        (-9, "", "ended from outside"),
        (3, "", "code 3"),
    ],
)
def test_why_a_training_failed_is_told_in_words(learning, trainer, pictures, code, complaint, said):
    learning.start(plan(pictures))
    trainer.code, trainer.said = code, complaint
    learning.poll()
    assert learning.phase == "failed"
    assert said in learning.summary
    assert not learning.is_running


def test_a_run_that_fails_later_keeps_its_folder(learning, trainer, pictures):
    learning.start(plan(pictures))
    write_config(learning.folder)
    trainer.code = -9
    learning.poll()
    assert [run.folder.name for run in learning.earlier()] == ["mlp-1"]


def test_one_character_alone_is_stopped_with_a_reason(learning, trainer, pictures):
    learning.start(plan(pictures))
    write_config(learning.folder, charset="7")
    learning.poll()
    assert trainer.num_stops == 1
    trainer.code = INTERRUPTED
    learning.poll()
    assert learning.summary.startswith("All pictures show the same character, 7.")


def test_few_pictures_are_a_caution_and_no_obstacle(learning, pictures):
    learning.start(plan(pictures))
    write_config(learning.folder, training=10)
    learning.poll()
    assert "only about 5 pictures of each character" in learning.summary
    assert learning.phase == "training"


def test_a_source_that_is_not_there_starts_nothing(learning, trainer):
    learning.start(plan("/no/such/folder"))
    assert (learning.phase, trainer.started, learning.home.exists()) == ("failed", [], False)


def test_a_place_that_cannot_be_written_is_told(learning, trainer, pictures, tmp_path):
    (tmp_path / "runs").touch()
    learning.start(plan(pictures))
    assert str(tmp_path / "runs") in learning.summary
    assert trainer.started == []


def test_a_process_that_cannot_be_started_is_told_and_leaves_no_folder(learning, trainer, pictures):
    trainer.refusal = OSError(errno.ENOSPC, "full")
    learning.start(plan(pictures))
    assert learning.summary.startswith("The disk is full.")
    assert list(Path(learning.home).iterdir()) == []


def test_a_stop_while_corrections_are_collected_begins_nothing(learning, trainer, worker):
    learning.start(plan(None))
    path = learning.folder / CORRECTIONS
    assert learning.can_stop
    learning.stop()
    assert (worker.cancelled, learning.phase, learning.folder) == ([1], "idle", None)
    path.touch()  # it was written before the worker heard of it
    worker.tell(Saved(path))
    worker.end()
    assert (trainer.started, learning.is_running, list(learning.home.iterdir())) == ([], False, [])


def test_others_can_be_collected_before_those_given_up_have_ended(learning, trainer, worker):
    learning.start(plan(None))
    learning.stop()
    learning.start(plan(None))
    worker.end(ticket=1)
    assert (learning.phase, learning.folder.name) == ("collecting", "mlp-2")
    worker.tell(Saved(learning.folder / CORRECTIONS))
    worker.end()
    assert (learning.phase, len(trainer.started)) == ("training", 1)
    assert [folder.name for folder in learning.home.iterdir()] == ["mlp-2"]


def test_a_worker_that_lets_the_corrections_go_leaves_nothing_running(learning, trainer, worker):
    learning.start(plan(None))
    worker.end()
    assert (learning.is_running, trainer.started, list(learning.home.iterdir())) == (False, [], [])
