"""The decoders of a process are shared by turns: nobody overtakes a thread that waits."""

import threading
import time
from typing import ClassVar

import pytest

from inkread.web import decoding
from inkread.web.decoding import Decoders

PATIENCE = 20.0  # seconds


@pytest.fixture
def pictures(monkeypatch):
    """The pictures decoded so far by one slow worker, which goes on when `may_end` is set."""

    class SlowWorker:
        decoded: ClassVar[list[bytes]] = []
        may_end = threading.Event()

        def __init__(self, *, seconds):
            assert seconds == 2.0

        def __enter__(self):
            return self

        def __exit__(self, *_):
            pass

        def decode(self, data):
            self.decoded.append(data)
            assert self.may_end.wait(PATIENCE)
            if data == b"broken":
                raise ValueError(data)

    monkeypatch.setattr(decoding, "DecodeWorker", SlowWorker)
    monkeypatch.setattr(decoding, "NUM_WORKERS", 1)
    return SlowWorker


def until(holds):
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.001)


@pytest.mark.parametrize("first", [b"sound", b"broken"])
def test_a_thread_that_comes_back_does_not_overtake_one_that_waits(pictures, first):
    decoders = Decoders(seconds=2.0)

    def two():
        try:
            decoders.decode(first)
        except ValueError:
            assert first == b"broken"
        decoders.decode(b"again")

    threads = [threading.Thread(target=two), threading.Thread(target=decoders.decode, args=(b"patient",))]
    threads[0].start()
    until(lambda: pictures.decoded == [first])
    threads[1].start()
    until(lambda: decoders.num_waiting == 1)
    pictures.may_end.set()
    for thread in threads:
        thread.join(PATIENCE)
    assert pictures.decoded == [first, b"patient", b"again"]
