"""Every hostile file is answered right, in time, within bounded memory, and harms no one who comes after."""

import io
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from make_attacks import ATTACKS, write_attacks
from PIL import Image

from inkread.errors import ImageError
from inkread.preprocess.decode import DecodeWorker, decode
from inkread.preprocess.decode.limits import REASONS

SECONDS = 2.0
STOPPING = 0.5  # what killing and reporting may take on top
NEXT_SECONDS = 0.5
QUICK_SECONDS = 0.05
MEGABYTE = 1024
MEMORY_MEGABYTES = 256


@pytest.fixture(scope="module")
def worker():
    with DecodeWorker(seconds=SECONDS) as worker:
        worker.decode(good_picture())
        yield worker


def good_picture():
    out = io.BytesIO()
    Image.fromarray(np.full((28, 28), 200, np.uint8)).save(out, "PNG")
    return out.getvalue()


def answer(decoder, data):
    """Return what became of the data, `ok` or a reason, and the seconds it took."""
    start = time.perf_counter()
    try:
        decoder(data)
    except ImageError as error:
        return error.reason, time.perf_counter() - start
    return "ok", time.perf_counter() - start


def memory_in_megabytes(pid, field):
    """A field of Linux's account of a process; 0 where there is no such account."""
    if sys.platform != "linux":
        return 0
    lines = Path(f"/proc/{pid}/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) // MEGABYTE for line in lines if line.startswith(field))


def forget_the_peak(pid):
    if sys.platform == "linux":
        Path(f"/proc/{pid}/clear_refs").write_text("5", "ascii")


def test_there_are_more_attacks_than_the_goal_names():
    assert len(ATTACKS) >= 60


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_is_answered_right_and_the_next_picture_is_read(name, worker):
    make, expected = ATTACKS[name]
    data, pid = make(), worker.pid
    forget_the_peak(pid)
    before = memory_in_megabytes(pid, "VmRSS")

    reason, seconds = answer(worker.decode, data)
    growth = memory_in_megabytes(pid, "VmHWM") - before if worker.pid == pid else 0

    assert reason in expected
    assert reason == "ok" or reason in REASONS
    assert seconds <= SECONDS + STOPPING
    assert growth <= MEMORY_MEGABYTES
    if seconds < QUICK_SECONDS:  # the slow ones would only take their time a second time
        assert answer(decode, data)[0] == reason
    # Twice, because a busy machine may take the processor away once.
    assert min(answer(worker.decode, good_picture())[1] for _ in range(2)) <= NEXT_SECONDS


def test_all_attacks_can_be_written_to_a_folder(tmp_path, monkeypatch):
    monkeypatch.setattr("make_attacks.ATTACKS", {"svg": ATTACKS["svg"]})
    write_attacks(tmp_path / "attacks")
    with pytest.raises(ImageError, match=r"svg\.png: expected a picture"):
        decode(tmp_path / "attacks" / "svg.png")
