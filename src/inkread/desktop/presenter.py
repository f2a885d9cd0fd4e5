"""The window's decisions in one place: its views' states, what it remembers, how it starts and closes."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from inkread.desktop import window_state
from inkread.desktop.batch import Batch
from inkread.desktop.insight import Insight
from inkread.desktop.keeping import Keeping
from inkread.desktop.learning import Learning
from inkread.desktop.lookback import Lookback
from inkread.desktop.passage import Passage
from inkread.desktop.preferences import CHARSETS, Preferences
from inkread.desktop.replies import Ready, Trouble
from inkread.desktop.runs import runs_folder
from inkread.desktop.status import Status, trouble_words
from inkread.desktop.trainer import Trainer, Trains
from inkread.desktop.watched import Watched
from inkread.desktop.window_state import WindowState
from inkread.desktop.words import say
from inkread.desktop.worker import Asks
from inkread.desktop.writing import Writing

WRITE, OPEN, WORDS, PAST, INSIDE, TRAIN, SETTINGS = range(7)
"""The views, in the order of their tabs."""


class Presenter(Watched):
    """Holds the parts together; the window shows them and passes on what the person does.

    Args:
        worker: does the work.
        file: where the window's state is remembered.
        trainer: trains; a process by itself.
        runs: the folder of what is trained; the usual one by itself.

    Attributes:
        status: the line at the foot.
        writing: the view to write on.
        batch: the view to open files.
        passage: the view of words.
        lookback: the view of the history.
        insight: the view of the steps.
        learning: the view to train.
        preferences: the view of settings.
        state: what will be remembered.
    """

    def __init__(
        self, worker: Asks, file: Path, *, trainer: Trains | None = None, runs: Path | None = None
    ) -> None:
        """Load what was remembered; nothing is asked yet."""
        super().__init__()
        self._worker, self._file = worker, file
        self.status = Status()
        self.state: WindowState = window_state.load(file)
        self.writing = Writing(worker, self.status)
        self.batch = Batch(worker, self.status)
        self.lookback = Lookback(worker, self.status)
        self.insight = Insight(worker, self.status)
        self.passage = Passage(worker, self.status, self.insight)
        self.learning = Learning(worker, self.status, trainer or Trainer(), runs or runs_folder())
        self.preferences = Preferences(worker, self.status, self.state)
        self._num_readers = 0
        self._take_over()
        self.preferences.watch(self._take_preferences)
        self.batch.watch(self._take_keeps)

    @property
    def ready(self) -> Ready | None:
        """The loaded reader, or None before that."""
        return self.preferences.ready

    def begin(self) -> None:
        """Let the worker load the reader."""
        self.preferences.begin()

    def worker_lost(self, is_replaced: bool) -> None:
        """The worker died: go on with another one, or say that there is none."""
        key = "worker_replaced" if is_replaced else "worker_gone"
        self.status.complain(Trouble(key, say(f"trouble.{key}")))
        if is_replaced:
            self.writing.refresh()
            self.passage.refresh()

    def open_words(self, path: str, *, remember: bool = True) -> None:
        """Read a picture of words, and remember it where it is there to stay."""
        if remember:
            self.state = self.state.opened(path)
        self.passage.open(path)

    def open(self, paths: list[str], *, remember: bool = True) -> None:
        """Read files and folders, and remember the first of them where they are there to stay."""
        if paths:
            if remember:
                self.state = self.state.opened(paths[0])
            self.batch.read(paths)

    def look_into_sheet(self) -> None:
        """Show the steps of what is on the sheet."""
        if self.writing.sheet.is_empty:
            self.status.say(say("write.nothing"))
        else:
            self.insight.look(self.writing.sheet.drawing())

    def undo(self, view: int) -> None:
        """Take back the last step of a view that has any."""
        part = self._with_steps(view)
        if part is None:
            self.status.say(say("status.not_here"))
        else:
            part.undo()

    def redo(self, view: int) -> None:
        """Do again what was taken back in a view."""
        part = self._with_steps(view)
        if part is None:
            self.status.say(say("status.not_here"))
        else:
            part.redo()

    def sheet_of(self, view: int) -> Writing | Passage | None:
        """Return what is written on in a view, or None where there is no sheet to be seen."""
        if view == WORDS and self.passage.is_paper:
            return self.passage
        return self.writing if view == WRITE else None

    def clear(self, view: int) -> None:
        """Take all ink away where the sheet is shown; elsewhere that would go unseen."""
        sheet = self.sheet_of(view)
        if sheet is None:
            self.status.say(say("status.not_here"))
        else:
            sheet.clear()

    def keep_and_renew(self, view: int) -> None:
        """Keep what is on the sheet that is shown, and take a new one."""
        sheet = self.sheet_of(view)
        if sheet is not None:
            sheet.keep_and_renew()

    def set_dark(self, is_dark: bool) -> None:
        """Change the colours, whatever the system's are."""
        self.preferences.set_theme("dark" if is_dark else "light")

    def set_size(self, width: int, height: int) -> None:
        """Remember the window's size."""
        self.state = replace(self.state, width=width, height=height)

    def set_view(self, number: int) -> None:
        """Remember the view that is shown; the history is looked up anew each time it is."""
        self.state = replace(self.state, view=number)
        if number == PAST:
            self.lookback.look()

    def set_torn(self, names: tuple[str, ...]) -> None:
        """Remember which views have windows of their own."""
        self.state = replace(self.state, torn=names)

    def set_training_folder(self, folder: str) -> None:
        """Remember where samples go."""
        self.state = replace(self.state, training_folder=folder)

    def close(self, done: Callable[[], None], failed: Callable[[str], None]) -> None:
        """Keep what is on the sheet, remember the window, then call `done`; or `failed`, with the reason."""
        self.batch.stop()
        self.learning.stop()
        self._remember()
        self._keep_all([sheet for sheet in (self.writing, self.passage) if sheet.is_unkept], done, failed)

    def _keep_all(
        self, sheets: list[Keeping], done: Callable[[], None], failed: Callable[[str], None]
    ) -> None:
        """Keep sheets one after the other, then call `done`."""
        if not sheets:
            done()
            return
        sheets[0].keep(
            then=lambda: self._keep_all(sheets[1:], done, failed),
            failed=lambda trouble: failed(trouble_words(trouble)),
        )

    def _with_steps(self, view: int) -> Writing | Passage | Lookback | None:
        """Return what has steps to take back in a view, or None."""
        parts: dict[int, Writing | Passage | Lookback] = {
            WRITE: self.writing,
            WORDS: self.passage,
            PAST: self.lookback,
        }
        return parts.get(view)

    def _take_over(self) -> None:
        """Begin with what was remembered."""
        self.writing.sheet.set_pen(self.state.pen_width)
        self.writing.shows_guide = self.state.shows_guide
        self.batch.keeps = self.passage.keeps = self.state.keeps_files
        self.insight.is_dark = self.state.is_dark
        self.writing.charset = self.batch.charset = CHARSETS[self.preferences.charset]

    def _take_preferences(self) -> None:
        """Let what the person set take effect everywhere at once, and write it down."""
        preferences, before = self.preferences, self.state
        self.state = replace(
            self.state,
            is_dark=preferences.is_dark,
            theme=preferences.theme,
            charset=preferences.charset,
            bundle=preferences.bundle,
            history=preferences.history,
        )
        is_another = preferences.num_readers != self._num_readers
        self._num_readers = preferences.num_readers
        if is_another or self.state.charset != before.charset:
            self.batch.charset = CHARSETS[preferences.charset]
            self.writing.set_charset(self.batch.charset)
        if is_another:
            self.passage.refresh()
        if self.state.history != before.history:
            self.lookback.begin_anew()
        if self.state.is_dark != before.is_dark:
            self.insight.set_dark(self.state.is_dark)
        if self.state != before:
            self._remember()
        self.changed()

    def _take_keeps(self) -> None:
        """Let pictures of words be kept as other files are."""
        self.passage.keeps = self.batch.keeps

    def _remember(self) -> None:
        """Write down what the window should be like next time; where that fails nothing is lost but that."""
        self.state = replace(
            self.state,
            pen_width=self.writing.sheet.pen_width,
            shows_guide=self.writing.shows_guide,
            keeps_files=self.batch.keeps,
        )
        try:
            window_state.store(self.state, self._file)
        except OSError as error:
            self.status.complain(Trouble("file", f"{error.filename}: {error.strerror}"))
