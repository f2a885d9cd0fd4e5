"""What the person says that a picture of words really shows: noted, taken back and noted again."""

from collections.abc import Callable

from inkread.desktop.past_steps import Corrected, PastSteps
from inkread.desktop.replies import Past, Told, Trouble
from inkread.desktop.requests import CorrectEntry
from inkread.desktop.status import Status
from inkread.desktop.words import say
from inkread.desktop.worker import Asks


class PassageNotes:
    """Notes corrections of one kept reading.

    Args:
        worker: does the work.
        status: tells what became of it.
        noted: called with what is noted now.
    """

    def __init__(self, worker: Asks, status: Status, noted: Callable[[str | None], None]) -> None:
        """Begin with nothing noted."""
        self._worker, self._status, self._noted = worker, status, noted
        self._steps = PastSteps()

    def forget(self) -> None:
        """Another reading is shown: what was noted of the first one is past."""
        self._steps.forget()

    def note(self, entry_id: str, before: str | None, after: str | None) -> None:
        """Note what a reading shows; None takes that back."""
        step = Corrected(entry_id, before, after)
        self._correct(entry_id, after, lambda: self._steps.note(step))

    def undo(self) -> None:
        """Take back what was noted last."""
        step = self._steps.to_undo
        if isinstance(step, Corrected):
            self._correct(step.id, step.before, self._steps.undone)
        else:
            self._status.say(say("status.not_here"))

    def redo(self) -> None:
        """Note again what was taken back."""
        step = self._steps.to_redo
        if isinstance(step, Corrected):
            self._correct(step.id, step.after, self._steps.redone)
        else:
            self._status.say(say("status.not_here"))

    def _correct(self, entry_id: str, text: str | None, then: Callable[[], None]) -> None:
        """Note it, and go on where that is done."""

        def hear(told: Told) -> None:
            if isinstance(told, Past):
                then()
                said = told.correction
                self._status.say(say("past.taken_back") if said is None else say("past.noted", text=said))
                self._noted(said)
            elif isinstance(told, Trouble):
                self._status.complain(told)

        self._worker.ask(CorrectEntry(entry_id, text), hear)
