"""The history of a service, which may be away when the service starts: opened as soon as it is there."""

import contextlib
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from inkread.errors import HistoryError
from inkread.web.history_trouble import words_for_visitors
from inkread.web.outage import Outage

if TYPE_CHECKING:
    from inkread.history import Place, Store


class LateHistory:
    """A history that need not be there yet: reading goes on without it.

    Args:
        place: where it is.

    Raises:
        HistoryError: when there can be no such history, whatever comes back: no driver, no such address.
    """

    def __init__(self, place: "Place") -> None:
        """Take the parts; nothing is asked of them."""
        self._store = place.unopened()
        self._has_database_elsewhere = not self._store.database.is_file
        self._has_images_elsewhere = not isinstance(place.images, Path)
        self._is_open = False
        self._opening = threading.Lock()
        self._outage = Outage()

    def begin(self) -> None:
        """Open the history; where it is away and may come back by itself, say so in the log and go on.

        Else a service of many machines could start on none of them while its database is away, and a restart
        would turn an outage of the history into one of everything.

        Raises:
            HistoryError: with the code `newer`, or where this machine's own file or folder cannot be used.
        """
        with self._going_on_without(is_elsewhere=self._has_database_elsewhere):
            self.store()

    def prove(self) -> None:
        """Write something to the history; where that may become possible by itself, go on.

        Raises:
            HistoryError: as `begin` does.
        """
        with self._going_on_without(is_elsewhere=self._has_images_elsewhere), self._outage.noticed():
            self._store.pictures.check_writable()
        with self._going_on_without(is_elsewhere=self._has_database_elsewhere), self.asked() as store:
            store.check_database()

    def check_writable(self) -> None:
        """Write something to the history.

        Raises:
            HistoryError: when that cannot be done.
        """
        with self.asked() as store:
            store.check_writable()

    @contextlib.contextmanager
    def asked(self) -> Iterator["Store"]:
        """Yield the history, to something that must not wait for it while it is away.

        Raises:
            HistoryError: when it cannot be opened, or was waited for in vain a moment ago.
        """
        store = self.store()
        with self._outage.noticed():
            yield store

    def store(self) -> "Store":
        """Return the history, opened.

        Raises:
            HistoryError: as `asked` does.
        """
        self._outage.expect_none()
        if not self._is_open:
            with self._opening, self._outage.noticed():
                self._store.prepare()  # which does nothing where another thread was first
                self._is_open = True
        return self._store

    def close(self) -> None:
        """Close the connections; the next use opens new ones."""
        self._store.close()

    @contextlib.contextmanager
    def _going_on_without(self, *, is_elsewhere: bool) -> Iterator[None]:
        """Log trouble that may pass by itself, instead of raising it.

        Args:
            is_elsewhere: whether the part of the history that the block asks is another machine's.
        """
        try:
            yield
        except HistoryError as error:
            if not _may_come_back(error, is_elsewhere=is_elsewhere):
                raise
            words_for_visitors(error)  # which logs it


def _may_come_back(error: HistoryError, *, is_elsewhere: bool) -> bool:
    """Return whether the trouble may pass without anybody changing a setting or a right."""
    lacks_package = isinstance(error.__cause__, ImportError)
    is_away = error.code == "unreachable" and is_elsewhere and not lacks_package
    return is_away or error.code in ("full", "busy")
