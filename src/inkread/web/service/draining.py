"""Whether the service is about to stop: told by its master, seen by all of its workers."""

import mmap


class Draining:
    """A flag that processes forked after its making share; once begun, it stays so.

    `/health/ready` answers 503 from then on, so that a load balancer sends its requests elsewhere while
    those under way are still answered.

    >>> draining = Draining()
    >>> draining.begun
    False
    >>> draining.begin()
    >>> draining.begun
    True
    """

    def __init__(self) -> None:
        """Make the flag, not begun."""
        self._shared = mmap.mmap(-1, 1)  # anonymous memory: a fork copies the mapping, not the byte

    @property
    def begun(self) -> bool:
        """Whether the service is about to stop."""
        return self._shared[0] != 0

    def begin(self) -> None:
        """Tell every process that the service is about to stop."""
        self._shared[0] = 1
