"""The view to write on: the sheet, its live answer, and what becomes of a drawing."""

from pathlib import Path

from inkread.desktop.keeping import Keeping
from inkread.desktop.replies import Answer, Told, Trouble
from inkread.desktop.requests import KeepDrawing, ReadDrawing, SaveSample
from inkread.desktop.sheet import Sheet
from inkread.desktop.status import Status
from inkread.desktop.worker import Asks
from inkread.preprocess.strokes import Strokes


class Writing(Keeping):
    """Decides what the view shows; the view tells it what the pen does.

    Attributes:
        answer: to what is on the sheet now or a moment ago; None for an empty sheet.
        charset: what may come out, None for all that the reader knows.
    """

    def __init__(self, worker: Asks, status: Status) -> None:
        """Begin with an empty sheet."""
        super().__init__(worker, status, Sheet())
        self.answer: Answer | None = None
        self.charset: str | None = None
        self._newest = 0

    def set_charset(self, charset: str | None) -> None:
        """Say what may come out."""
        self.charset = charset
        self.refresh()

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

    def _request(self, drawing: Strokes, correction: str | None) -> KeepDrawing:
        """Keep it as what it is read as."""
        return KeepDrawing(drawing, self.charset, correction)

    def _forget(self) -> None:
        """An answer that is on its way is to a sheet that is gone."""
        self._newest, self.answer = 0, None
