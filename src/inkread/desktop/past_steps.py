"""What was done to the history in the window, step by step, to be taken back and done again."""

from dataclasses import dataclass
from typing import TypeAlias

MOST_STEPS = 200


@dataclass(frozen=True, slots=True)
class Corrected:
    """What a reading shows was noted: what was said of it before, and since."""

    id: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Deleted:
    """Readings were deleted."""

    ids: tuple[str, ...]


Step: TypeAlias = Corrected | Deleted


class PastSteps:
    """The steps that are done, and those that were taken back.

    Example:
        >>> steps = PastSteps()
        >>> steps.note(Deleted(("a",)))
        >>> steps.to_undo, steps.to_redo
        (Deleted(ids=('a',)), None)
        >>> steps.undone()
        >>> steps.to_undo, steps.to_redo
        (None, Deleted(ids=('a',)))
    """

    def __init__(self) -> None:
        """Begin with nothing done."""
        self._done: list[Step] = []
        self._undone: list[Step] = []

    @property
    def to_undo(self) -> Step | None:
        """The step that would be taken back next."""
        return self._done[-1] if self._done else None

    @property
    def to_redo(self) -> Step | None:
        """The step that would be done again next."""
        return self._undone[-1] if self._undone else None

    def note(self, step: Step) -> None:
        """Something was done; what was taken back before is past."""
        self._done = [*self._done, step][-MOST_STEPS:]
        self._undone.clear()

    def undone(self) -> None:
        """The last step is taken back."""
        self._undone.append(self._done.pop())

    def redone(self) -> None:
        """The step that was taken back last is done again."""
        self._done.append(self._undone.pop())

    def forget(self) -> None:
        """Another history is shown: what was done to the first one is past."""
        self._done.clear()
        self._undone.clear()
