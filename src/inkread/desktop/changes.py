"""What is changed in the history and not answered yet, and what waits until it is, in the order of asking."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

Begin: TypeAlias = Callable[[], None]


@dataclass(frozen=True, slots=True)
class _Waiting:
    """What is still to begin, and whether it is a step back or forth."""

    begin: Begin
    is_step: bool


class Changes:
    """Lets steps back and forth wait for the changes before them, and changes for the steps before them.

    What a step takes back is known only when those changes are made: Ctrl Z straight after a correction,
    before the reply to it, took back the one before. Changes themselves go out at once, one behind the other:
    the worker makes them in their order, and a window that closes right after loses none.

    Example:
        >>> changes = Changes()
        >>> changes.change(changes.began)
        >>> changes.step(lambda: print("taken back"))
        >>> changes.ended(is_made=True)
        taken back
    """

    def __init__(self) -> None:
        """Begin with nothing under way."""
        self._num_under_way = 0
        self._waiting: deque[_Waiting] = deque()

    def change(self, begin: Begin) -> None:
        """Begin a change at once, or behind the steps that wait."""
        self._waiting.append(_Waiting(begin, is_step=False))
        self._go_on()

    def step(self, begin: Begin) -> None:
        """Begin a step back or forth when every change before it is made."""
        self._waiting.append(_Waiting(begin, is_step=True))
        self._go_on()

    def began(self) -> None:
        """A change, or a step, was asked for."""
        self._num_under_way += 1

    def ended(self, *, is_made: bool) -> None:
        """The first that was under way is made or, as after the worker's death, is not.

        Steps right behind one that is not made are let go: they were meant for what it would have done, and
        would take back something older in its place.
        """
        self._num_under_way -= 1
        while not (is_made or self._num_under_way) and self._waiting and self._waiting[0].is_step:
            self._waiting.popleft()
        self._go_on()

    def forget_steps(self) -> None:
        """Let all steps go that wait: there is nothing any more that they could take back."""
        self._waiting = deque(waiting for waiting in self._waiting if not waiting.is_step)
        self._go_on()

    def _go_on(self) -> None:
        """Begin what need not wait any longer."""
        while self._waiting and not (self._waiting[0].is_step and self._num_under_way):
            self._waiting.popleft().begin()
