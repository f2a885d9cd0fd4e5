"""The view to open files: a table that fills while the worker reads, and can be stopped."""

from pathlib import Path

from inkread.desktop.answer_words import headline, percent, refused_words
from inkread.desktop.replies import FileRow, Progress, Saved, Told, Trouble
from inkread.desktop.requests import MOST_FILES, ReadFiles, WriteResults
from inkread.desktop.status import Status, trouble_words
from inkread.desktop.watched import Watched
from inkread.desktop.words import say, say_count
from inkread.desktop.worker import Asks


class Batch(Watched):
    """Decides what the table shows.

    Attributes:
        rows: of the files read so far, in their order.
        total: how many there are, 0 before that is known.
        keeps: whether readings are kept in the history.
        charset: what may come out of the next files, None for all that the reader knows.
        side: px of a thumbnail.
    """

    def __init__(self, worker: Asks, status: Status) -> None:
        """Begin with an empty table."""
        super().__init__()
        self._worker, self._status = worker, status
        self.rows: list[FileRow] = []
        self.total = 0
        self.keeps = True
        self.charset: str | None = None
        self.side = 40
        self._ticket: int | None = None
        self._is_stopped = False
        self._num_failed = self._num_doubtful = 0  # counted as rows come: a sum at each would be a square

    @property
    def is_running(self) -> bool:
        """Whether files are being read."""
        return self._ticket is not None

    @property
    def share(self) -> float:
        """How much is done, 0 to 1."""
        return len(self.rows) / min(self.total, MOST_FILES) if self.total else 0.0

    @property
    def summary(self) -> str:
        """The table in a sentence."""
        if not self.rows and not self.is_running:
            return say("open.stopped_early") if self._is_stopped else ""
        failed, doubtful = self._num_failed, self._num_doubtful
        words = [say("open.done_of", done=f"{len(self.rows):,}", total=say_count("count.files", self.total))]
        words += [say("open.doubtful", n=f"{doubtful:,}")] if doubtful else []
        words += [say("open.failed", n=f"{failed:,}")] if failed else []
        words += [say("open.stopped")] if self._is_stopped else []
        too_many = self.total > MOST_FILES
        return ", ".join(words) + (say("open.too_many", most=f"{MOST_FILES:,}") if too_many else "")

    @property
    def hint(self) -> str:
        """What an empty table says in its middle."""
        return "" if self.rows or self.is_running else say("open.empty")

    def read(self, paths: list[str]) -> None:
        """Read files and folders into a new table; what runs is stopped."""
        if not paths:
            return
        self.stop()
        self.rows, self.total, self._is_stopped = [], 0, False
        self._num_failed = self._num_doubtful = 0
        run = [0]
        request = ReadFiles(tuple(paths), self.charset, keep=self.keeps, side=self.side, most=MOST_FILES)
        run[0] = self._worker.ask(
            request, lambda told: self._hear(told, run[0]), end=lambda: self._end(run[0])
        )
        self._ticket = run[0]
        self.changed()

    def keep(self, keeps: bool) -> None:
        """Keep the readings of the next files, or not."""
        self.keeps = keeps
        self.changed()

    def stop(self) -> None:
        """Read no further; what was read stays in the table."""
        if self._ticket is not None:
            self._worker.cancel(self._ticket)
            self._ticket, self._is_stopped = None, True
            self.changed()

    def write(self, path: Path) -> None:
        """Write the table to a CSV file."""
        self._worker.ask(WriteResults(path, tuple(self.rows)), self._saved)

    def _hear(self, told: Told, ticket: int) -> None:
        """Take what was read; of a table that was stopped nothing more."""
        if ticket != self._ticket:
            return
        if isinstance(told, Progress):
            self.total = told.total
        elif isinstance(told, FileRow):
            self.rows.append(told)
            self._num_failed += told.answer is None
            self._num_doubtful += told.answer is not None and told.answer.refusal is not None
        elif isinstance(told, Trouble):
            self._status.complain(told)
        self.changed()

    def _end(self, ticket: int) -> None:
        """The last file was read."""
        if ticket == self._ticket:
            self._ticket = None
            self._status.say(self.summary)
            self.changed()

    def _saved(self, told: Told) -> None:
        """Tell what became of the CSV file."""
        if isinstance(told, Saved):
            self._status.say(say("status.saved", path=told.path))
        elif isinstance(told, Trouble):
            self._status.complain(told)


def row_words(row: FileRow) -> tuple[str, str, str, str]:
    """Return a row's cells: file, answer, how sure, and what to mind."""
    trouble = None if row.trouble is None else trouble_words(row.trouble)
    if row.answer is None:
        return row.name, "", "", trouble or ""
    answer, said = row.answer, headline(row.answer)
    notes = [said.sentence] if said.tone in ("refused", "none") else []
    notes += [warning.message for warning in answer.warnings if answer.refusal is None]
    large = refused_words(said.large) if said.tone == "refused" else said.large
    return (
        row.name,
        large,
        "" if answer.blank else percent(answer.confidence),
        " ".join([*notes, *([trouble] if trouble else [])]),
    )
