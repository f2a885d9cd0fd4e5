"""The worker answers as `decode` does, survives being killed, and serves several threads."""

import io
import os
import signal
import subprocess
import sys
import threading
import time

import numpy as np
import pytest
from PIL import Image

from inkread.errors import ImageError, InkreadError
from inkread.preprocess.decode import DecodeWorker, decode, messages, process

NEXT_SECONDS = 0.5


@pytest.fixture(scope="module")
def worker(seeds):
    with DecodeWorker() as worker:
        worker.decode(seeds["png-l"])
        yield worker


def reason_of(worker, data):
    with pytest.raises(ImageError) as caught:
        worker.decode(data)
    return caught.value.reason


@pytest.fixture(scope="module")
def slow_file():
    """A picture in colours at the ceiling: 0.3 s, where one in black and white took a fast machine 0.04."""
    pixels = np.random.default_rng(1).integers(0, 2, (4096, 4096), np.uint8) * np.uint8(255)
    out = io.BytesIO()
    Image.fromarray(pixels).convert("RGB").save(out, "PNG", compress_level=1)
    return out.getvalue()


def test_the_worker_gives_the_same_picture_and_numbers_as_decode(worker, seeds):
    for name, data in seeds.items():
        expected, found = decode(data), worker.decode(data)
        assert np.array_equal(found.grey, expected.grey), name
        assert found.numbers == expected.numbers, name
        assert found.grey.flags.writeable


def test_the_worker_refuses_with_the_same_words_as_decode(worker, seeds):
    for data in (b"", b"hello, world", b"%PDF-1.7", seeds["png-l"][:100]):
        with pytest.raises(ImageError) as expected:
            decode(data)
        with pytest.raises(ImageError) as found:
            worker.decode(data)
        assert (str(found.value), found.value.reason) == (str(expected.value), expected.value.reason)


def test_a_picture_that_takes_too_long_is_stopped_and_another_process_takes_over(slow_file, seeds):
    with DecodeWorker(seconds=0.01) as worker:
        assert reason_of(worker, slow_file) == "took_too_long"
        first = worker.pid
        assert reason_of(worker, slow_file) == "took_too_long"
        assert worker.pid != first


@pytest.mark.parametrize(
    ("at_work", "expected"), [(0.0, "ok"), (9.0, "took_too_long"), (None, "took_too_long")]
)
def test_a_late_decoder_is_stopped_unless_the_machine_kept_it_waiting(seeds, monkeypatch, at_work, expected):
    # Held until its clock has struck once: how fast the machine decodes does not enter.
    struck = []

    def seconds_at_work(pid):
        struck.append(pid)
        if len(struck) == 1:
            os.kill(pid, signal.SIGSTOP)  # before the picture
            return None if at_work is None else 1.0
        if expected == "ok":
            os.kill(pid, signal.SIGCONT)  # it was late, and may go on
        return None if at_work is None else 1.0 + at_work

    with DecodeWorker(seconds=0.05) as worker:
        worker._processes[0]._wait_until_ready()
        monkeypatch.setattr(process, "cpu_seconds", seconds_at_work)
        monkeypatch.setattr(process, "_PATIENCE", 1000)
        try:
            found = "ok" if worker.decode(seeds["png-l"]).grey.any() else "blank"
        except ImageError as error:
            found = error.reason
    assert found == expected


def test_no_decoder_is_waited_for_without_end(slow_file, monkeypatch):
    monkeypatch.setattr(process, "cpu_seconds", lambda pid: 1.0)  # stopped, it gets no processor time at all
    with DecodeWorker(seconds=0.05) as worker:
        worker._processes[0]._wait_until_ready()
        os.kill(worker.pid, signal.SIGSTOP)
        assert reason_of(worker, slow_file) == "took_too_long"


def test_a_decoder_struck_in_the_moment_of_its_answer_takes_no_other_picture(seeds, monkeypatch):
    with DecodeWorker() as worker:
        worker.decode(seeds["png-l"])
        struck = worker._processes[0]

        def answer_and_strike(pipe):
            answer = messages.read_answer(pipe)
            (deadline,) = worker._deadlines._running
            deadline.has_struck = True  # what the watching thread does; its signal takes a while to kill
            return answer

        with monkeypatch.context() as late:
            late.setattr(process, "read_answer", answer_and_strike)
            assert worker.decode(seeds["png-l"]).grey.shape == (40, 40)
        assert not struck.is_alive()
        assert worker.pid != struck.pid
        assert worker.decode(seeds["png-l"]).grey.shape == (40, 40)


def test_a_decoder_that_dies_refuses_its_own_picture_only(slow_file, seeds, monkeypatch):
    with DecodeWorker(seconds=30.0) as worker:
        worker.decode(seeds["png-l"])

        def write_and_kill(pipe, *contents):
            messages.write_block(pipe, *contents)
            os.kill(worker.pid, 9)

        with monkeypatch.context() as hostile:
            hostile.setattr(process, "write_block", write_and_kill)
            assert reason_of(worker, slow_file) == "decoder_died"
        assert worker.decode(seeds["png-l"]).grey.shape == (40, 40)


def test_a_decoder_that_died_while_idle_is_replaced_unseen(seeds):
    with DecodeWorker() as worker:
        worker.decode(seeds["png-l"])
        process = worker._processes[0]
        os.kill(process.pid, 9)
        deadline = time.perf_counter() + 10
        while process.is_alive() and time.perf_counter() < deadline:
            pass
        assert worker.decode(seeds["png-l"]).grey.shape == (40, 40)


def test_the_next_picture_is_read_at_once_because_another_process_stands_by(seeds):
    with DecodeWorker() as worker:
        worker.decode(seeds["png-l"])
        worker._processes[1]._wait_until_ready()
        worker._processes[0].end()
        start = time.perf_counter()
        worker.decode(seeds["png-l"])
        assert time.perf_counter() - start <= NEXT_SECONDS


def test_too_little_memory_is_a_refusal_and_no_death(slow_file, seeds):
    with DecodeWorker(memory_bytes=24 * 1024 * 1024) as worker:
        worker.decode(seeds["png-l"])
        expected = {"out_of_memory", "decoder_died"} if sys.platform == "linux" else {"ok"}
        try:
            worker.decode(slow_file)
            found = "ok"
        except ImageError as error:
            found = error.reason
        assert found in expected
        assert worker.decode(seeds["png-l"]).grey.shape == (40, 40)


def test_a_decoder_that_cannot_start_is_no_fault_of_the_picture(monkeypatch, seeds):
    monkeypatch.setattr("inkread.preprocess.decode.process._CHILD", "inkread.preprocess.no_such_module")
    with DecodeWorker() as worker, pytest.raises(ImageError, match="worker to start") as caught:
        worker.decode(seeds["png-l"])
    assert caught.value.reason == "no_decoder"


def test_a_system_that_starts_no_process_refuses_and_recovers(monkeypatch, seeds):
    def fail(*args, **options):
        raise OSError("no more processes")

    with DecodeWorker() as worker:
        worker.decode(seeds["png-l"])
        with monkeypatch.context() as broken:
            broken.setattr("inkread.preprocess.decode.worker.DecodeProcess", fail)
            worker._processes[1].end()
            assert worker.decode(seeds["png-l"]).grey.shape == (40, 40)  # the other one still works
            worker._processes[0].end()
            assert reason_of(worker, seeds["png-l"]) == "no_decoder"
        assert worker.decode(seeds["png-l"]).grey.shape == (40, 40)


def test_threads_get_their_own_pictures_back(worker, seeds):
    names = list(seeds) * 3
    found = {}

    def ask(at):
        found[at] = worker.decode(seeds[names[at]]).grey

    threads = [threading.Thread(target=ask, args=(at,)) for at in range(len(names))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(np.array_equal(found[at], decode(seeds[name]).grey) for at, name in enumerate(names))


def test_a_closed_worker_says_so(seeds):
    worker = DecodeWorker()
    with pytest.raises(InkreadError, match="use it in a `with` block"):
        worker.decode(seeds["png-l"])
    assert worker.pid is None


def test_the_child_knows_none_of_the_servers_secrets(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://user:password@host/db")
    monkeypatch.setenv("PYTHONPATH", "somewhere")
    assert "DATABASE_URL" not in process._environment()
    assert process._environment()["PYTHONPATH"] == "somewhere"


def test_the_child_imports_nothing_that_reading_pictures_does_not_need():
    code = (
        "import sys, inkread.preprocess.decode.child as _; print({'cv2', 'onnxruntime'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
