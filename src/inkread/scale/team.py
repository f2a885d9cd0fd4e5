"""Processes that train one network together: each has a rank, and what they add up is the same in all.

The one of rank 0 leads: the others send it their numbers, it adds them in the order of the ranks and sends
the sum back. So the sum has the same bits everywhere, which no ring of machines would promise.
"""

import secrets
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing import AuthenticationError
from multiprocessing.connection import Client, Connection, answer_challenge, deliver_challenge
from typing import Protocol

import numpy as np
import numpy.typing as npt

from inkread.errors import TrainingError

Numbers = npt.NDArray[np.float32]
"""What is added up, axes (n,)."""

LOOK_EVERY = 0.2  # seconds between two looks at who has come, and whether those who are to come still live
GONE = "expected every worker to train on, got one that ended; go on with --resume"


class Team(Protocol):
    """One process's place among those that train together."""

    @property
    def rank(self) -> int:
        """From 0; 0 leads."""

    @property
    def size(self) -> int:
        """How many they are."""

    def total(self, numbers: Numbers) -> Numbers:
        """Return the sum of everybody's numbers; all must call it, in the same order.

        Raises:
            TrainingError: when another has ended.
        """

    def leaders(self, numbers: Numbers) -> Numbers:
        """Return the leader's numbers, of which everybody has as many.

        Raises:
            TrainingError: when another has ended.
        """


class Leader:
    """Rank 0: listens, and adds up.

    Args:
        host: the address to listen at: of this machine as the others see it.
        size: how many train, this process included.
    """

    rank = 0

    def __init__(self, host: str, size: int) -> None:
        """Listen for the others; those who do not know the key are turned away."""
        self.size = size
        self.key = secrets.token_bytes(32)
        self._door = socket.create_server((host, 0))
        self._door.settimeout(LOOK_EVERY)
        self._others: list[Connection] = []

    @property
    def address(self) -> tuple[str, int]:
        """Host and port for the others to come to."""
        host, port = self._door.getsockname()
        return str(host), int(port)

    def gather(self, are_alive: Callable[[], bool]) -> None:
        """Wait until all are there, whoever else comes to the port.

        Raises:
            TrainingError: when one has ended before it came.
        """
        met: dict[int, Connection] = {}
        while len(met) < self.size - 1:
            if not are_alive():
                raise TrainingError(
                    "expected every worker to start, got one that ended; start again with fewer --workers"
                )
            with suppress(TimeoutError):
                came, _ = self._door.accept()
                came.setblocking(True)
                # A thread for each: a stranger who says nothing, such as a scanner of ports, keeps that
                # thread waiting, and neither the others nor the end of the process.
                other: Connection = Connection(came.detach())
                threading.Thread(target=self._take_in, args=(other, met), daemon=True).start()
        self._others = [met[rank] for rank in sorted(met)]

    def total(self, numbers: Numbers) -> Numbers:
        """Return the sum of everybody's numbers; see `Team`."""
        with _telling():
            total = numbers.copy()
            for other in self._others:
                total += np.frombuffer(other.recv_bytes(), np.float32)
            self._send(total)
        return total

    def leaders(self, numbers: Numbers) -> Numbers:
        """Send everybody these numbers; see `Team`."""
        with _telling():
            self._send(numbers)
        return numbers

    def close(self) -> None:
        """Let the others go; they end where they wait for another word."""
        for other in self._others:
            other.close()
        self._door.close()

    def _take_in(self, other: Connection, met: dict[int, Connection]) -> None:
        """Let one in who knows the key and says its rank, as `Client` does it; see any other off."""
        try:
            deliver_challenge(other, self.key)
            answer_challenge(other, self.key)
            met[int.from_bytes(other.recv_bytes(8), "big")] = other
        except (AuthenticationError, EOFError, OSError):
            other.close()

    def _send(self, numbers: Numbers) -> None:
        for other in self._others:
            other.send_bytes(numbers.tobytes())


class Member:
    """Any other rank: sends its numbers to the leader."""

    def __init__(self, address: tuple[str, int], key: bytes, *, rank: int, size: int) -> None:
        """Come to the leader."""
        self.rank, self.size = rank, size
        self._leader = Client(address, authkey=key)
        self._leader.send_bytes(rank.to_bytes(1, "big"))

    def total(self, numbers: Numbers) -> Numbers:
        """Return the sum of everybody's numbers; see `Team`."""
        with _telling():
            self._leader.send_bytes(numbers.tobytes())
        return self.leaders(numbers)

    def leaders(self, numbers: Numbers) -> Numbers:
        """Return the leader's numbers; see `Team`."""
        with _telling():
            return np.frombuffer(self._leader.recv_bytes(), np.float32).copy()

    def close(self) -> None:
        """Leave."""
        self._leader.close()


@contextmanager
def _telling() -> Iterator[None]:
    """Say in one line that another process has ended, however the connection puts it.

    Raises:
        TrainingError: when it has.
    """
    try:
        yield
    except (EOFError, OSError) as error:
        raise TrainingError(GONE) from error
