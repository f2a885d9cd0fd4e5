"""The process in which pictures from strangers are decoded: `python -m inkread.preprocess.decode.child`.

It holds no secret, writes no file, and is expected to be killed: by its parent when a picture takes too
long, by the system when it asks for too much.
"""

import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, Final

from inkread.errors import ImageError
from inkread.preprocess.decode.door import decode
from inkread.preprocess.decode.file import load_decoders
from inkread.preprocess.decode.limits import MAX_BYTES
from inkread.preprocess.decode.messages import PIPE_BYTES, read_block, write_answer, write_block
from inkread.preprocess.decode.pillow_warnings import pillow_warnings

READY: Final = b"ready"
_MAX_OPEN_FILES: Final = 16  # standard streams, the answer's pipe, and one file at a time for late imports


def serve(questions: BinaryIO, answers: BinaryIO, *, seconds: float) -> None:
    """Answer pictures until the parent closes its end of the pipe."""
    write_block(answers, READY)
    while True:
        try:
            data = read_block(questions, MAX_BYTES + 1)
        except EOFError:
            return
        allow_cpu(seconds)
        try:
            write_answer(answers, decode(data))
        except ImageError as error:
            write_answer(answers, error)


def limit_itself(memory_bytes: int) -> None:
    """Give up for good what decoding does not need; on Windows only the parent's clock remains.

    Args:
        memory_bytes: how far the address space may grow from here; held on Linux, where the
            system both reports and enforces it.
    """
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (_MAX_OPEN_FILES, _MAX_OPEN_FILES))
    statm = Path("/proc/self/statm")
    if statm.exists():
        used = int(statm.read_text("ascii").split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (used + memory_bytes, used + memory_bytes))


def allow_cpu(seconds: float) -> None:
    """Let the system end this process should its parent die while a picture keeps it busy."""
    if sys.platform == "win32":
        return
    import resource

    ceiling = int(time.process_time() + seconds * (os.cpu_count() or 1)) + 2
    resource.setrlimit(resource.RLIMIT_CPU, (ceiling, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def take_over(load: Callable[[], None], serve: Callable[..., None]) -> None:
    """Take over the standard streams and serve; what a C library prints goes nowhere.

    Args:
        load: imports what cannot be imported later.
        serve: answers, as the function of that name here does.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C in a terminal reaches children; the parent decides
    seconds, memory_bytes = float(sys.argv[1]), int(sys.argv[2])
    answers = os.fdopen(os.dup(1), "wb", buffering=PIPE_BYTES)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    load()
    limit_itself(memory_bytes)
    with pillow_warnings():  # here once for all pictures: each finds it done
        serve(sys.stdin.buffer, answers, seconds=seconds)


if __name__ == "__main__":
    take_over(load_decoders, serve)
