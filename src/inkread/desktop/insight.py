"""The view to look inside: every step from the paper to the answer, for whatever was read last."""

from collections.abc import Callable

from inkread.desktop.replies import Inside, Told, Trouble
from inkread.desktop.requests import Box, LookInside
from inkread.desktop.status import Status, trouble_words
from inkread.desktop.watched import Watched
from inkread.desktop.words import say
from inkread.desktop.worker import Asks
from inkread.preprocess.strokes import Strokes


class Insight(Watched):
    """Decides what the steps show.

    Attributes:
        inside: the steps, or None where nothing was looked into.
        words: what is said above them.
        is_dark: whether pictures are made for a dark window.
        scale: pixels of the screen for one of a usual screen.
    """

    def __init__(self, worker: Asks, status: Status) -> None:
        """Begin with nothing looked into."""
        super().__init__()
        self._worker, self._status = worker, status
        self.inside: Inside | None = None
        self.words = say("inside.empty")
        self.is_dark = False
        self.scale = 1
        self._newest = 0
        self._again: Callable[[], None] | None = None

    def look(
        self,
        source: Strokes | str,
        *,
        is_entry: bool = False,
        page: int = 1,
        box: Box | None = None,
        name: str = "",
    ) -> None:
        """Look into a drawing, a file by its path, or a kept reading by its id; or into a part of it."""
        self._again = lambda: self.look(source, is_entry=is_entry, page=page, box=box, name=name)
        self.words = say("inside.loading")
        asked = [0]

        def hear(told: Told) -> None:
            if asked[0] != self._newest:
                return
            if isinstance(told, Inside):
                self.inside = told
                self.words = say("inside.of", name=name) if name else say("inside.of_drawing")
            elif isinstance(told, Trouble):
                self.inside, self.words = None, trouble_words(told)
                self._status.complain(told)
            self.changed()

        asked[0] = self._newest = self._worker.ask(
            LookInside(source, is_entry, box, self.is_dark, self.scale, page), hear
        )
        self.changed()

    def set_dark(self, is_dark: bool) -> None:
        """Make the pictures for the other theme."""
        if is_dark != self.is_dark:
            self.is_dark = is_dark
            if self._again is not None:
                self._again()
