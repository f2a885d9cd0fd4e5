"""The history's clean-up as a schedule inside the service: in one of its workers at a time."""

import logging
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from inkread.errors import HistoryError
from inkread.web.settings import WebSettings

if TYPE_CHECKING:
    from inkread.history.retention import Cleaned
    from inkread.web.late_history import LateHistory

LOG: Final = logging.getLogger("inkread.web")
STAMP: Final = "web-last-cleaned"
LONGEST_WAIT: Final = 24 * 3600.0  # seconds; Windows waits no longer than 49 days at once
SETTLING_SECONDS: Final = 10.0  # after a start, which has other things to do


class Cleaning:
    """Cleans up from time to time, in a thread that ends with the process.

    Workers that share a history see by a file's age who did it last. Two that come at the same moment both
    do it, which harms nothing.

    Args:
        history: what is cleaned up.
        settings: how often, and what goes.
        folder: where the file is, beside the history.
        tell: told what each clean-up did.
    """

    def __init__(
        self,
        history: "LateHistory",
        settings: WebSettings,
        folder: Path,
        *,
        tell: "Callable[[Cleaned], None]",
    ) -> None:
        """Remember what to do; nothing is started."""
        self._history = history
        self._settings = settings
        self._stamp = folder / STAMP
        self._tell = tell
        self._stopped = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self, *, after: float = SETTLING_SECONDS) -> None:
        """Begin, `after` some seconds at the earliest."""
        self._stopped.clear()
        self._thread = threading.Thread(target=self._run, args=(after,), name="inkread-cleaning", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End, after a clean-up that may be under way."""
        self._stopped.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def clean_if_due(self) -> bool:
        """Clean up unless someone did so lately; return whether it was due.

        Raises:
            OSError: when the folder cannot be written.
        """
        if self._due_in() > 0.0:
            return False
        # Where the database and the images are elsewhere, nothing else has made this folder.
        self._stamp.parent.mkdir(parents=True, exist_ok=True)
        self._stamp.touch()
        self._clean()
        return True

    def _run(self, after: float) -> None:
        """Clean up whenever it is due, until told to stop."""
        while not self._stopped.wait(min(max(after, self._due_in()), LONGEST_WAIT)):
            try:
                self.clean_if_due()
            except OSError as error:
                LOG.warning("not cleaned up: %s", error)
            except Exception:  # else this was the last clean-up of the process, and nobody would know
                LOG.exception("not cleaned up")

    def _clean(self) -> None:
        """Clean up once; what fails is tried again next time."""
        from inkread.history.retention import Policy, clean

        settings = self._settings
        age = settings.clean_older_than
        policy = Policy(
            older_than=None if age is None else timedelta(seconds=age),
            max_size=settings.clean_max_size,
            rows=settings.clean_rows,
        )
        try:
            self._tell(clean(self._history.store(), policy, now=datetime.now(UTC)))
        except HistoryError as error:
            LOG.warning("not cleaned up: %s", error)

    def _due_in(self) -> float:
        """Return the seconds until the next clean-up is due; 0 where it is."""
        try:
            age = time.time() - self._stamp.stat().st_mtime
        except OSError:
            return 0.0
        return max(0.0, self._settings.clean_every - max(age, 0.0))
