"""What the answers are made with: readers, decoders, history; made once for an application."""

import os
import threading
from typing import TYPE_CHECKING, Final

from flask import current_app

from inkread.web.decoding import Decoders
from inkread.web.gate import Gate
from inkread.web.metrics import Metrics
from inkread.web.readers import Readers
from inkread.web.secret import kept_secret, new_secret
from inkread.web.settings import WebSettings

if TYPE_CHECKING:
    from inkread.history import Store

EXTENSION: Final = "inkread"


class Backend:
    """Everything behind the routes.

    Attributes:
        settings: the operator's.
        readers: a reader for each bundle.
        decoders: decode pictures from strangers.
        store: the history, or None where nothing is kept.
        gate: bounds the requests at work.
        metrics: what is counted.
        secret: signs the visitors' cookies.

    Raises:
        BundleError: when a bundle cannot be opened.
        HistoryError: when the history cannot be opened.
        ConfigError: when a setting fits nothing.
    """

    def __init__(self, settings: WebSettings) -> None:
        """Open what can be opened before a fork; `start` does the rest, or the first request."""
        self.settings = settings
        self.readers = Readers(settings.bundles)
        self.decoders = Decoders(seconds=settings.decode_seconds)
        self.gate = Gate(settings.in_flight)
        self.metrics = Metrics(self.gate)
        self.store, self.secret = _history(settings)
        self._lock = threading.Lock()
        self._started_in: int | None = None

    def start(self) -> None:
        """Load the networks, and start the decoders and the clean-up; in a forked child anew.

        Raises:
            BundleError: when a network cannot be loaded, or does not answer as its bundle says.
            HistoryError: when nothing can be written to the history.
        """
        with self._lock:
            if self._started_in == os.getpid():
                return
            self.decoders.start()
            self.readers.warm()
            if self.store is not None:
                self.store.check_writable()
            self._started_in = os.getpid()

    def stop(self) -> None:
        """End what `start` began."""
        with self._lock:
            self.decoders.stop()
            if self.store is not None:
                self.store.close()
            self._started_in = None


def backend() -> Backend:
    """Return the backend of the application that answers the current request."""
    found: Backend = current_app.extensions[EXTENSION]
    return found


def _history(settings: WebSettings) -> "tuple[Store | None, str]":
    """Return the history, or None where nothing is kept, and the secret that belongs to it."""
    if not settings.keep:
        return None, settings.secret or new_secret()
    from inkread.history.place import history_place

    place = history_place(settings.history, images=settings.images)
    folder = (place.file or place.images).parent
    return place.open(), settings.secret or kept_secret(folder)
