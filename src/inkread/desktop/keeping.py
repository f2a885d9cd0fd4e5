"""A sheet that is not lost: kept in the history once, however often that is asked for, or in a file."""

from abc import abstractmethod
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from inkread.desktop.inking import Inking
from inkread.desktop.replies import Kept, Rendered, Saved, Told, Trouble
from inkread.desktop.requests import RenderDrawing, Request, SaveDrawing
from inkread.desktop.sheet import Sheet
from inkread.desktop.status import Status
from inkread.desktop.words import say
from inkread.desktop.worker import Asks
from inkread.preprocess.strokes import Strokes

ENDINGS = (".png", ".svg", "")
Happened: TypeAlias = Callable[[], None]
Failed: TypeAlias = Callable[[Trouble], None]
Asked: TypeAlias = tuple[Strokes, str | None]
"""A drawing, and what the person says that it shows."""


class Keeping(Inking):
    """Decides what becomes of a drawing.

    Args:
        worker: does the work.
        status: tells what became of it.
        sheet: to write on.

    Attributes:
        kept: what was on the sheet when it was last kept, or None.
    """

    def __init__(self, worker: Asks, status: Status, sheet: Sheet) -> None:
        """Begin with nothing kept."""
        super().__init__(sheet)
        self._worker, self._status = worker, status
        self.kept: Strokes | None = None
        self._keeping: dict[Asked, list[tuple[Happened | None, Failed | None]]] = {}

    @property
    def is_unkept(self) -> bool:
        """Whether there is ink on the sheet that the history does not have."""
        return not self.sheet.is_empty and self.kept != self.sheet.drawing()

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
            self._worker.ask(self._request(drawing, correction), lambda told: self._kept(told, asked))
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

    def save(self, path: Path) -> None:
        """Write the drawing to a file, SVG or PNG by its ending, and under no other one."""
        if path.suffix.lower() not in ENDINGS:
            self._status.complain(Trouble("bad_form", say("write.bad_form", name=path.name)))
            return
        self._worker.ask(SaveDrawing(self.sheet.drawing(), path), self._saved)

    def render(self, then: Callable[[bytes], None]) -> None:
        """Call `then` with a PNG of the drawing."""

        def hear(told: Told) -> None:
            if isinstance(told, Rendered):
                then(told.png)
            elif isinstance(told, Trouble):
                self._status.complain(told)

        self._worker.ask(RenderDrawing(self.sheet.drawing()), hear)

    @abstractmethod
    def _request(self, drawing: Strokes, correction: str | None) -> Request:
        """Return what is asked so that a drawing is kept, with what the person says that it shows."""

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
