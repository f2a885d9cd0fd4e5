"""What the answers are made with: readers, decoders, history; made once for an application."""

import os
import threading
from typing import Final

from flask import current_app

from inkread.web.cleaning import Cleaning
from inkread.web.decoding import Decoders
from inkread.web.gate import Gate
from inkread.web.late_history import LateHistory
from inkread.web.metrics import Metrics
from inkread.web.readers import Readers
from inkread.web.secret import kept_secret, new_secret
from inkread.web.settings import WebSettings
from inkread.web.sheets import Sheets
from inkread.web.turns import Turns
from inkread.web.word_lists import WordLists
from inkread.web.word_readers import WordReaders

EXTENSION: Final = "inkread"
INSIDE_PATIENCE: Final = 20.0  # seconds; looking inside takes a hundredth of one, and cannot hang
WORDS_PATIENCE: Final = 60.0  # seconds; a page may take some of them, see `words_reading.MOST_RUNS`
WORDS_SHARE: Final = 4  # of so many requests at work, one may be of words


class Backend:
    """Everything behind the routes.

    Attributes:
        settings: the operator's.
        readers: a reader for each bundle.
        word_readers: a reader of words for each bundle.
        decoders: decode pictures from strangers.
        sheets: take their files apart into pages.
        history: where readings are kept, or None where nothing is kept.
        gate: bounds the requests at work.
        turns: which of them reads next.
        inside: which of them looks into the network next, one at a time: ONNX Runtime keeps the memory of as
            many as ever looked at once, which took 33 MB of a worker for three.
        words_gate: bounds the requests of words at work: a page takes a hundred times as long as a character,
            and must leave room for those.
        words_turns: which of them reads next, one at a time.
        word_lists: keeps the lists of words last asked for.
        metrics: what is counted.
        secret: signs the visitors' cookies.

    Raises:
        BundleError: when a bundle cannot be opened.
        HistoryError: when the history cannot be opened and will not come by itself, see `LateHistory.begin`.
        ConfigError: when a setting fits nothing.
    """

    def __init__(self, settings: WebSettings) -> None:
        """Open what can be opened before a fork; `start` does the rest, or the first request."""
        self.settings = settings
        self.readers = Readers(settings.bundles)
        self.word_readers = WordReaders(self.readers)
        self.decoders = Decoders(seconds=settings.decode_seconds)
        self.sheets = Sheets(self.decoders)
        self.metrics = Metrics()
        self.gate = Gate(settings.in_flight, tell=self.metrics.at_work.inc)
        self.turns = Turns()
        self.inside = Turns(patience=INSIDE_PATIENCE)
        self.words_gate = Gate(max(1, settings.in_flight // WORDS_SHARE), tell=self.metrics.at_work.inc)
        self.words_turns = Turns(patience=WORDS_PATIENCE)
        self.word_lists = WordLists()
        self.history: LateHistory | None = None
        self.secret = settings.secret or new_secret()
        self._cleaning: Cleaning | None = None
        if settings.keep:
            self._open_history()
        self._lock = threading.Lock()
        self._started_in: int | None = None

    def start(self) -> None:
        """Load the networks, and start the decoders and the clean-up; in a forked child anew.

        Raises:
            BundleError: when a network cannot be loaded, or does not answer as its bundle says.
            HistoryError: when nothing can be written to the history, and that will not change by itself.
        """
        with self._lock:
            if self._started_in == os.getpid():
                return
            self.decoders.start()
            self.readers.warm()
            if self.history is not None:
                self.history.prove()
            if self._cleaning is not None:
                self._cleaning.start()
            self._started_in = os.getpid()

    def stop(self) -> None:
        """End what `start` began."""
        with self._lock:
            if self._cleaning is not None and self._started_in == os.getpid():
                self._cleaning.stop()
            self.decoders.stop()
            self.sheets.stop()
            if self.history is not None:
                self.history.close()
            self._started_in = None

    def _open_history(self) -> None:
        """Open the history, with the secret and the clean-up that belong to it."""
        from inkread.history.place import history_place

        settings = self.settings
        place = history_place(settings.history, images=settings.images)
        self.history = LateHistory(place)
        self.history.begin()
        self.secret = settings.secret or kept_secret(place.folder)
        if settings.clean_every > 0.0:
            self._cleaning = Cleaning(self.history, settings, place.folder, tell=self.metrics.cleaned)


def backend() -> Backend:
    """Return the backend of the application that answers the current request."""
    found: Backend = current_app.extensions[EXTENSION]
    return found
