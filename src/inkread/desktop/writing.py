"""The view to write on: the sheet, its live answer, and what becomes of a drawing."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from inkread.desktop.replies import Answer, Kept, Saved, Told, Trouble
from inkread.desktop.requests import KeepDrawing, ReadDrawing, SaveDrawing, SaveSample
from inkread.desktop.sheet import Sheet
from inkread.desktop.status import Status
from inkread.desktop.watched import Watched
from inkread.desktop.words import say
from inkread.desktop.worker import Asks
from inkread.preprocess.strokes import Strokes

LIVE = 120.0  # ms between two readings while the pen moves

Happened: TypeAlias = Callable[[], None]
Failed: TypeAlias = Callable[[Trouble], None]
Asked: TypeAlias = tuple[Strokes, str | None]
"""A drawing, and what the person says that it shows."""


class Writing(Watched):
    """Decides what the view shows; the view tells it what the pen does.

    Attributes:
        sheet: what is drawn.
        answer: to what is on the sheet now or a moment ago; None for an empty sheet.
        is_erasing: whether the pen rubs out.
        shows_guide: whether the box is shown that a character should fill.
        kept: what was on the sheet when it was last kept, or None.
        charset: what may come out, None for all that the reader knows.
    """

    def __init__(self, worker: Asks, status: Status) -> None:
        """Begin with an empty sheet."""
        super().__init__()
        self._worker, self._status = worker, status
        self.sheet = Sheet()
        self.answer: Answer | None = None
        self.is_erasing = False
        self.shows_guide = True
        self.kept: Strokes | None = None
        self.charset: str | None = None
        self._newest = 0
        self._last_asked = 0.0
        self._keeping: dict[Asked, list[tuple[Happened | None, Failed | None]]] = {}

    @property
    def is_unkept(self) -> bool:
        """Whether there is ink on the sheet that the history does not have."""
        return not self.sheet.is_empty and self.kept != self.sheet.drawing()

    def press(self, x: float, y: float, time: float) -> None:
        """Put pen or eraser on the paper at x, y in units of the sheet, at a time in ms."""
        if self.is_erasing:
            self.sheet.rub(x, y)
        else:
            self.sheet.down(x, y, time)
        self._last_asked = time
        self.changed()

    def drag(self, x: float, y: float, time: float) -> bool:
        """Move it, and return whether there is something new to show; the answer follows the pen."""
        is_new = self.sheet.rub(x, y) if self.is_erasing else self.sheet.move(x, y, time)
        if is_new and time - self._last_asked > LIVE:
            self._last_asked = time
            self._read()
        return is_new

    def lift(self) -> None:
        """Lift it."""
        is_new = self.sheet.stop_rubbing() if self.is_erasing else self.sheet.up()
        if is_new:
            self.refresh()

    def undo(self) -> None:
        """Take the last step back."""
        if self.sheet.undo():
            self.refresh()

    def redo(self) -> None:
        """Bring it again."""
        if self.sheet.redo():
            self.refresh()

    def clear(self) -> None:
        """Take all ink away; undo brings it back."""
        if self.sheet.clear():
            self.refresh()

    def set_pen(self, width: float) -> None:
        """Write with a pen of so many units."""
        if width != self.sheet.pen_width:
            self.sheet.set_pen(width)
            self.refresh()

    def set_charset(self, charset: str | None) -> None:
        """Say what may come out."""
        self.charset = charset
        self.refresh()

    def refresh(self) -> None:
        """Read the sheet as it is now."""
        if self.sheet.is_empty:
            self._newest, self.answer = 0, None
        else:
            self._read()
        self.changed()

    def keep(
        self,
        correction: str | None = None,
        *,
        then: Happened | None = None,
        failed: Failed | None = None,
    ) -> bool:
        """Keep the drawing in the history; return whether there is one to keep.

        Args:
            correction: what it shows, where the person says so.
            then: called when it is on the disk.
            failed: called when it is not, and why.
        """
        if self.sheet.is_empty:
            self._status.say(say("write.nothing"))
            return False
        drawing = self.sheet.drawing()
        asked = (drawing, correction)
        if asked not in self._keeping:  # who presses a key twice means one drawing
            self._keeping[asked] = []
            request = KeepDrawing(drawing, self.charset, correction)
            self._worker.ask(request, lambda told: self._kept(told, asked))
        self._keeping[asked].append((then, failed))
        return True

    def keep_and_renew(self, correction: str | None = None) -> None:
        """Keep the drawing and take a new sheet; where keeping fails the drawing stays."""
        if not self.is_unkept and correction is None:
            self.renew()
            return
        drawing = self.sheet.drawing()
        # Who went on writing meanwhile has another drawing by then, which must not go.
        self.keep(correction, then=lambda: self.renew() if self.sheet.drawing() == drawing else None)

    def renew(self) -> None:
        """Take a new sheet; undo brings the old one back."""
        self.sheet.clear()
        self.refresh()

    def save(self, path: Path) -> None:
        """Write the drawing to a file, SVG or PNG by its ending."""
        self._worker.ask(SaveDrawing(self.sheet.drawing(), path), self._saved)

    def save_sample(self, folder: Path, label: str) -> None:
        """Write the drawing into a training folder, under what it shows."""
        self._worker.ask(SaveSample(self.sheet.drawing(), folder, label.strip()), self._saved)

    def _read(self) -> None:
        """Ask what is on the sheet; an answer to what was there before is passed over."""
        ticket = [0]

        def hear(told: Told) -> None:
            if ticket[0] != self._newest:
                return
            if isinstance(told, Answer):
                self.answer = told
                self.changed()
            elif isinstance(told, Trouble):
                self._status.complain(told)

        ticket[0] = self._newest = self._worker.ask(ReadDrawing(self.sheet.drawing(), self.charset), hear)

    def _kept(self, told: Told, asked: Asked) -> None:
        """Tell all who wait for a drawing what became of it."""
        waiting = self._keeping.pop(asked)
        drawing, correction = asked
        if isinstance(told, Kept):
            self.kept = drawing
            self._status.say(say("write.corrected", text=correction) if correction else say("write.kept"))
            self.changed()
        elif isinstance(told, Trouble):
            self._status.complain(told)
        for then, failed in waiting:
            if isinstance(told, Kept) and then is not None:
                then()
            elif isinstance(told, Trouble) and failed is not None:
                failed(told)

    def _saved(self, told: Told) -> None:
        """Tell what became of a file."""
        if isinstance(told, Saved):
            self._status.say(say("status.saved", path=told.path))
        elif isinstance(told, Trouble):
            self._status.complain(told)
