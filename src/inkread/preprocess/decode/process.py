"""One decoder in a process of its own, which a clock kills when a picture takes too long."""

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO, Final, TypeVar, cast

from inkread.errors import ImageError
from inkread.preprocess.decode.child import READY
from inkread.preprocess.decode.cpu_time import cpu_seconds
from inkread.preprocess.decode.deadlines import Deadline, Deadlines
from inkread.preprocess.decode.door import DecodedImage
from inkread.preprocess.decode.messages import PIPE_BYTES, read_answer, read_block, write_block

_Answer = TypeVar("_Answer")

_CHILD: Final = "inkread.preprocess.decode.child"
_START_SECONDS: Final = 30.0  # a cold start takes 0.2 to 0.6 s; a machine short of everything gets its chance
_PATIENCE: Final = 4  # times the limit on the wall, for a child that had too little of the processor
_LOOK_AGAIN: Final = 0.02  # seconds at least: the system tells processor time in hundredths
# What Python and its libraries need to be found; keys and passwords of the server stay behind.
_KEPT_VARIABLES: Final = frozenset(
    {"PATH", "HOME", "LANG", "LC_ALL", "SYSTEMROOT", "WINDIR", "TEMP", "TMP", "TMPDIR", "VIRTUAL_ENV"}
)
_KEPT_PREFIXES: Final = ("PYTHON", "LD_", "DYLD_", "COV_")


@dataclass(frozen=True, slots=True)
class ProcessWords:
    """What refusals call that which a process decodes, and advise.

    Attributes:
        what: is decoded.
        slow: advice where it takes too long.
        fatal: advice where it ends the process.
        unstarted: advice where the process ends before it is ready.
    """

    what: str
    slow: str
    fatal: str
    unstarted: str


PICTURE_WORDS: Final = ProcessWords(
    "picture",
    slow="save it smaller or in another format",
    fatal="save it again in another format",
    unstarted="free some memory, then try again",
)


class DecodeProcess:
    """A running child; used by one thread at a time, and thrown away after its first failure."""

    def __init__(
        self,
        *,
        seconds: float,
        memory_bytes: int,
        deadlines: Deadlines,
        child: str | None = None,
        words: ProcessWords = PICTURE_WORDS,
    ) -> None:
        """Start the process without waiting for it; see `DecodeWorker` for the limits.

        Args:
            seconds: a question may take.
            memory_bytes: the process may grow by.
            deadlines: to strike by.
            child: the module that the process runs; None for the one that decodes pictures.
            words: of its refusals.
        """
        self._seconds = seconds
        self._deadlines = deadlines
        self._words = words
        self._is_ready = False
        # -P: a file of the same name in the working directory must not be imported in a module's place.
        command = [sys.executable, "-P", "-m", child or _CHILD, str(seconds), str(memory_bytes)]
        self._process = subprocess.Popen(
            command,
            bufsize=PIPE_BYTES,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
        )
        self._questions = cast("IO[bytes]", self._process.stdin)
        self._answers = cast("IO[bytes]", self._process.stdout)
        for pipe in (self._questions, self._answers):
            _widen(pipe)

    @property
    def pid(self) -> int:
        """The process's number."""
        return self._process.pid

    def is_alive(self) -> bool:
        """Return whether the process still runs."""
        return self._process.poll() is None

    def ask(self, data: bytes) -> DecodedImage:
        """Return the decoded picture.

        Raises:
            ImageError: as `answer`.
        """
        return self.answer(data, read=read_answer)

    def answer(self, *question: bytes, read: Callable[[IO[bytes]], _Answer]) -> _Answer:
        """Return what the process answers to a question.

        Args:
            question: its blocks.
            read: reads the answer.

        Raises:
            ImageError: the decoder's refusal; `took_too_long`, `decoder_died` and `no_decoder` leave no
                process behind.
        """
        self._wait_until_ready()
        with self._struck_after(self._seconds, self._end_unless_starved()) as deadline:
            try:
                write_block(self._questions, *question)
                return read(self._answers)
            except (OSError, EOFError) as error:
                self.end()
                raise self._failure(is_late=deadline.has_struck) from error

    def _end_unless_starved(self) -> Callable[[], float]:
        """Return what ends a late process, or gives it the processor time that it has not had.

        On a machine with too much to do a good picture took its 2 s on the wall and a tenth of them at work:
        it was refused for the fault of others.
        """
        had, began = cpu_seconds(self.pid), time.monotonic()

        def strike() -> float:
            has = cpu_seconds(self.pid)
            if had is not None and has is not None:
                owed = self._seconds - (has - had)
                left = began + _PATIENCE * self._seconds - time.monotonic()
                if owed > 0 and left > 0:
                    return max(min(owed, left), _LOOK_AGAIN)
            self._process.kill()
            return 0.0

        return strike

    @contextlib.contextmanager
    def _struck_after(
        self, seconds: float, strike: Callable[[], float | None] | None = None
    ) -> Iterator[Deadline]:
        """Kill the process when the block takes longer, which ends its pipes.

        One that is struck in the moment of its answer has answered and is about to die, which on a busy
        machine takes a while: left among the living, it took the next, innocent picture with it.
        """
        try:
            with self._deadlines.within(seconds, strike or self._process.kill) as deadline:
                yield deadline
        finally:
            if deadline.has_struck:
                self.end()

    def end(self) -> None:
        """Kill the process, which holds nothing worth saving, and close its pipes."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._questions, self._answers):
            with contextlib.suppress(OSError):  # what was not yet sent cannot be flushed any more
                pipe.close()

    def _wait_until_ready(self) -> None:
        if self._is_ready:
            return
        try:
            with self._struck_after(_START_SECONDS) as deadline:
                read_block(self._answers, len(READY))
            if deadline.has_struck:
                raise EOFError("expected an answer in time, got one in the moment of the signal")
        except (OSError, EOFError) as error:
            self.end()
            got, advice = "a process that ended at once", self._words.unstarted
            if deadline.has_struck:
                got, advice = "no answer", PICTURE_WORDS.unstarted
            raise ImageError(
                f"expected the decode worker to start, got {got}; {advice}", reason="no_decoder"
            ) from error
        self._is_ready = True

    def _failure(self, *, is_late: bool) -> ImageError:
        if is_late:
            return ImageError(
                f"expected a {self._words.what} that decodes within {self._seconds:g} s, got one that takes"
                f" longer; {self._words.slow}",
                reason="took_too_long",
            )
        return ImageError(
            f"expected a sound {self._words.what}, got one that ended the decoder; {self._words.fatal}",
            reason="decoder_died",
        )


def _widen(pipe: IO[bytes]) -> None:
    """Let a usual picture pass through the pipe in one piece; the system's own 64 kB take two turns.

    Only Linux can, and it refuses a user who has many such pipes: then pictures pass in pieces.
    """
    if sys.platform == "linux":
        import fcntl

        with contextlib.suppress(OSError):
            fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, PIPE_BYTES)


def _environment() -> dict[str, str]:
    """Return the variables for the child.

    One thread for linear algebra: each of its threads would take address space from the pictures.
    """
    kept = {
        name: value
        for name, value in os.environ.items()
        if name in _KEPT_VARIABLES or name.startswith(_KEPT_PREFIXES)
    }
    return {**kept, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
