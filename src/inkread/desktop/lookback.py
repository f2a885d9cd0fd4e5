"""The view to look back: kept readings searched, put right, deleted and written to a file."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias, get_args

from inkread.desktop.answer_words import percent
from inkread.desktop.changes import Changes
from inkread.desktop.past_steps import Corrected, Deleted, PastSteps
from inkread.desktop.replies import Found, Gone, Past, Progress, Restored, Saved, Told, Trouble
from inkread.desktop.requests import (
    CorrectEntry,
    DeleteEntries,
    ExportEntries,
    FindEntries,
    Form,
    Order,
    Request,
    RestoreEntries,
)
from inkread.desktop.status import Status
from inkread.desktop.watched import Watched
from inkread.desktop.words import say, say_count, say_of
from inkread.desktop.worker import Asks, Hear

Happened: TypeAlias = Callable[[], None]


class Lookback(Watched):
    """Decides what the history's table shows.

    Attributes:
        entries: those found so far, in their order.
        total: how many there are in all.
        search: what is looked for.
        order: how they are sorted.
        side: px that the small picture of words is wide at most.
    """

    def __init__(self, worker: Asks, status: Status) -> None:
        """Begin with nothing looked for."""
        super().__init__()
        self._worker, self._status = worker, status
        self.entries: list[Past] = []
        self.total = 0
        self.search = ""
        self.order: Order = "newest"
        self.side = 56
        self._steps = PastSteps()
        self._changes = Changes()
        self._next: str | None = None
        self._newest = 0
        self._is_told = False  # what there is; before that an empty table means nothing

    @property
    def has_more(self) -> bool:
        """Whether there are more than are shown."""
        return self._next is not None

    @property
    def summary(self) -> str:
        """The table in a sentence."""
        if not self.total:
            return ""
        return say(
            "past.shown", shown=f"{len(self.entries):,}", total=say_count("count.readings", self.total)
        )

    @property
    def hint(self) -> str:
        """What an empty table says in its middle."""
        if self.total or not self._is_told:
            return ""
        return say("past.none_found") if self.search else say("past.empty")

    def look(self, search: str | None = None, order: Order | None = None) -> None:
        """Look anew, for something else or in another order where that is given."""
        self.search = self.search if search is None else search.strip()
        self.order = self.order if order is None else order
        self._is_told = bool(self.search) and self._is_told  # while it is typed the sentence stays
        self._find(None)
        self.changed()

    def more(self) -> None:
        """Show the next ones too."""
        if self._next is not None:
            self._find(self._next)

    def correct(self, entry_id: str, text: str) -> None:
        """Note what a reading shows; an empty text takes that back."""
        after = text.strip() or None
        shown = self._noted(entry_id, None)

        def note() -> None:
            # Looked up again: a reading put right twice at once was, before the second time, what the first
            # made it. Unless a search has taken it from the table meanwhile.
            self._steps.note(Corrected(entry_id, self._noted(entry_id, shown), after))

        self._changes.change(lambda: self._correct(entry_id, after, note))

    def delete(self, ids: list[str]) -> None:
        """Let readings go."""
        if ids:
            gone = Deleted(tuple(ids))
            self._changes.change(lambda: self._delete(gone.ids, lambda: self._steps.note(gone)))

    def undo(self) -> None:
        """Take back the last correction or deletion, as soon as all that was asked for before is done."""
        self._changes.step(self._undo)

    def redo(self) -> None:
        """Do again what was taken back, as soon as all that was asked for before is done."""
        self._changes.step(self._redo)

    def settle(self, then: Happened) -> None:
        """Call `then` when nothing waits here any more: all that was asked for has gone to the worker."""
        self._changes.change(then)

    def begin_anew(self) -> None:
        """Look into another history; what was done to the one before cannot be taken back any more."""
        self._steps.forget()
        self._changes.forget_steps()
        self.look()

    def export(self, path: Path) -> None:
        """Write what is found to a file; its ending says in which form."""
        form = path.suffix.lower().removeprefix(".")
        if form not in get_args(Form):
            self._status.complain(Trouble("bad_form", say("past.bad_form", name=path.name)))
            return
        chosen: Form = "csv" if form == "csv" else "json" if form == "json" else "zip"
        self._worker.ask(ExportEntries(path, chosen, self.search), self._exported)

    def _find(self, after: str | None) -> None:
        """Ask for a page; the answer to an earlier question is passed over."""
        asked = [0]

        def hear(told: Told) -> None:
            if asked[0] != self._newest:
                return
            if isinstance(told, Found):
                self.entries = [*(self.entries if after else []), *told.entries]
                self.total, self._next, self._is_told = told.total, told.next, True
                self.changed()
            elif isinstance(told, Trouble):
                self._status.complain(told)

        asked[0] = self._newest = self._worker.ask(
            FindEntries(self.search, self.order, after, side=self.side), hear
        )

    def _undo(self) -> None:
        """Ask for the last step to be taken back."""
        step = self._steps.to_undo
        if isinstance(step, Corrected):
            self._correct(step.id, step.before, self._steps.undone)
        elif isinstance(step, Deleted):
            self._restore(step.ids, self._steps.undone)
        else:
            self._status.say(say("past.nothing_done"))

    def _redo(self) -> None:
        """Ask for the step that was taken back last."""
        step = self._steps.to_redo
        if isinstance(step, Corrected):
            self._correct(step.id, step.after, self._steps.redone)
        elif isinstance(step, Deleted):
            self._delete(step.ids, self._steps.redone)
        else:
            self._status.say(say("past.nothing_undone"))

    def _noted(self, entry_id: str, otherwise: str | None) -> str | None:
        """Return what is noted of a reading, or `otherwise` where the table does not show it."""
        return next((entry.correction for entry in self.entries if entry.id == entry_id), otherwise)

    def _correct(self, entry_id: str, text: str | None, then: Happened) -> None:
        """Note what a reading shows, and show it."""

        def done(told: Told) -> None:
            if isinstance(told, Past):
                # Its picture is what it was; that of words is not made again.
                self.entries = [
                    replace(told, glyph=entry.glyph) if entry.id == told.id else entry
                    for entry in self.entries
                ]
                said = told.correction
                self._status.say(say("past.taken_back") if said is None else say("past.noted", text=said))

        self._ask(CorrectEntry(entry_id, text), done, then)

    def _delete(self, ids: tuple[str, ...], then: Happened) -> None:
        """Let readings go, and show the others."""

        def done(told: Told) -> None:
            if isinstance(told, Gone):
                self.entries = [entry for entry in self.entries if entry.id not in ids]
                self.total = max(0, self.total - told.count)
                said = say("past.deleted", count=say_count("count.readings", told.count))
                lost = say("past.lost", count=say_count("count.readings", told.lost)) if told.lost else ""
                self._status.say(f"{said} {lost}".strip())

        self._ask(DeleteEntries(ids), done, then)

    def _restore(self, ids: tuple[str, ...], then: Happened) -> None:
        """Bring readings back, and look anew where they belong."""

        def done(told: Told) -> None:
            if isinstance(told, Restored):
                self._status.say(say("past.restored", count=say_count("count.readings", told.count)))
                self.look()

        self._ask(RestoreEntries(ids), done, then)

    def _ask(self, request: Request, done: Hear, then: Happened) -> None:
        """Ask for a change; where it is made show it and go on, else say why it is not."""
        is_told = [False]

        def hear(told: Told) -> None:
            if is_told[0]:  # a worker may die right after its reply, and then that is told too
                return
            is_told[0] = True
            is_made = not isinstance(told, Trouble)
            try:
                if isinstance(told, Trouble):
                    self._status.complain(told)
                else:
                    then()
                    done(told)
                    self.changed()
            finally:  # whatever that brought about, what waits goes on
                self._changes.ended(is_made=is_made)

        self._changes.began()
        self._worker.ask(request, hear)

    def _exported(self, told: Told) -> None:
        """Tell how far the file is."""
        if isinstance(told, Progress):
            self._status.say(say("past.exporting", done=f"{told.done:,}", total=f"{told.total:,}"))
        elif isinstance(told, Saved):
            self._status.say(say("status.saved", path=told.path))
        elif isinstance(told, Trouble):
            self._status.complain(told)


def past_words(entry: Past) -> tuple[str, str, str, str, str, str]:
    """Return an entry's cells: answer, how sure, correction, time, door and file."""
    read = " / ".join(entry.text.splitlines()) or say("past.blank")
    sure = percent(entry.confidence) if entry.text else ""
    when = entry.made_at.astimezone().strftime("%Y-%m-%d %H:%M")
    return (
        read,
        sure,
        " / ".join((entry.correction or "").splitlines()),
        when,
        say_of("door", entry.door, entry.door),
        entry.source or "",
    )
