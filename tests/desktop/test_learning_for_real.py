"""What the window asks of `inkread train` that takes, and what the window reads of a run that leaves."""

import sys

import cv2
import pytest

from inkread.cli.main import run
from inkread.desktop.learning import INTERRUPTED, Learning, Plan
from inkread.desktop.status import Status
from inkread.evaluation.metrics_csv import write_metrics
from inkread.recognition.reader import Reader
from inkread.training import fit

CHARACTERS = "17"
NUM_EACH = 12  # pictures of each character
ROUNDS, SAMPLES = 3, 128


@pytest.fixture
def pictures(tmp_path, drawing):
    """A folder of two characters as dark ink on paper, a folder for each, no two pictures alike."""
    for character in CHARACTERS:
        folder = tmp_path / "pictures" / character
        folder.mkdir(parents=True)
        image = drawing(character)
        height, width = image.shape
        for number in range(NUM_EACH):
            turn = cv2.getRotationMatrix2D((width / 2, height / 2), 2 * number - NUM_EACH, 0.8)
            page = cv2.warpAffine(image, turn, (width, height), borderValue=255)
            cv2.imwrite(str(folder / f"{number}.png"), page)
    return tmp_path / "pictures"


@pytest.fixture
def interrupted_after(monkeypatch):
    """Runs `inkread train` in this process, Ctrl-C coming with a round's row; returns its exit code."""

    def go(arguments, most):
        def written(path, rows):
            write_metrics(path, rows)
            if len(rows) == most:
                raise KeyboardInterrupt  # as Ctrl-C does; runners of tests ignore its signal

        monkeypatch.setattr(fit, "write_metrics", written)
        monkeypatch.setattr(sys, "argv", ["inkread"])
        with pytest.raises(SystemExit) as leaving:
            run(["train", *arguments])
        return leaving.value.code

    return go


@pytest.mark.train
@pytest.mark.filterwarnings("ignore:__array__ implementation")  # raised by Keras on NumPy 2
def test_a_run_is_stopped_gone_on_with_and_reads(worker, trainer, tmp_path, pictures, interrupted_after):
    learning = Learning(worker, Status(), trainer, tmp_path / "runs")
    learning.start(Plan(str(pictures), "mlp", ROUNDS, SAMPLES))
    folder = learning.folder
    trainer.code = interrupted_after(trainer.started[0], 1)
    assert trainer.code == INTERRUPTED
    learning.poll()
    assert learning.phase == "stopped"
    assert (learning.num_epochs, learning.facts.graphemes) == (ROUNDS, CHARACTERS)
    assert len(learning.rows) == 1
    before, trainer.code = learning.rows, None
    learning.go_on(folder)
    trainer.code = interrupted_after(trainer.started[1], ROUNDS + 1)
    learning.poll()
    assert learning.phase == "done", learning.trouble
    assert len(learning.rows) == ROUNDS
    assert [row["loss"] for row in learning.rows[: len(before)]] == [row["loss"] for row in before]
    (done,) = learning.earlier()
    assert done.is_finished
    assert Reader(str(done.bundle)).charset.graphemes == tuple(CHARACTERS)
