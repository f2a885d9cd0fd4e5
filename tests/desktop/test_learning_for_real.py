"""What the window asks of `inkread train` that takes, and what the window reads of a run that leaves."""

import signal
import sys
import threading

import cv2
import pytest

from inkread.cli.main import run
from inkread.desktop.learning import INTERRUPTED, Learning, Plan
from inkread.desktop.runs import rows_of
from inkread.desktop.status import Status
from inkread.recognition.reader import Reader

CHARACTERS = "17"
NUM_EACH = 12  # pictures of each character
ROUNDS, SAMPLES = 25, 128  # so many rounds that a fast machine is not through before it is stopped


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
    """Runs `inkread train` in this process until so many rounds are done; returns its exit code."""

    def go(arguments, folder, most):
        is_over = threading.Event()

        def watch():
            while not is_over.wait(0.01):
                if len(rows_of(folder)) >= most:
                    signal.pthread_kill(threading.main_thread().ident, signal.SIGINT)
                    return

        watcher = threading.Thread(target=watch)
        watcher.start()
        monkeypatch.setattr(sys, "argv", ["inkread"])
        with pytest.raises(SystemExit) as leaving:
            run(["train", *arguments])
        is_over.set()
        watcher.join()
        return leaving.value.code

    return go


@pytest.mark.train
@pytest.mark.skipif(not hasattr(signal, "pthread_kill"), reason="there are no such signals on this system")
@pytest.mark.filterwarnings("ignore:__array__ implementation")  # raised by Keras on NumPy 2
def test_a_run_is_stopped_gone_on_with_and_reads(worker, trainer, tmp_path, pictures, interrupted_after):
    learning = Learning(worker, Status(), trainer, tmp_path / "runs")
    learning.start(Plan(str(pictures), "mlp", ROUNDS, SAMPLES))
    folder = learning.folder
    trainer.code = interrupted_after(trainer.started[0], folder, 1)
    assert trainer.code == INTERRUPTED
    learning.poll()
    assert learning.phase == "stopped"
    assert (learning.num_epochs, learning.facts.graphemes) == (ROUNDS, CHARACTERS)
    assert 1 <= len(learning.rows) < ROUNDS
    before, trainer.code = learning.rows, None
    learning.go_on(folder)
    trainer.code = interrupted_after(trainer.started[1], folder, ROUNDS + 1)
    learning.poll()
    assert learning.phase == "done", learning.trouble
    assert len(learning.rows) == ROUNDS
    assert [row["loss"] for row in learning.rows[: len(before)]] == [row["loss"] for row in before]
    (done,) = learning.earlier()
    assert done.is_finished
    assert Reader(str(done.bundle)).charset.graphemes == tuple(CHARACTERS)
